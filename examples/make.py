"""Write the example plans with their goldens; the same files each time.

usage: python examples/make.py [NAME ...]
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

HERE = Path(__file__).resolve().parent
if str(HERE) not in sys.path:
    sys.path.insert(0, str(HERE))

from making import files, plans  # noqa: E402  # found beside this file, wherever it is run from
from making.sheet import Plan  # noqa: E402


def all_plans() -> Iterator[Plan]:
    """Every plan of `making/plans`, by name."""
    for module in sorted(iter_modules(plans.__path__), key=lambda m: m.name):
        yield import_module(f"making.plans.{module.name}").plan()


def main(wanted: list[str]) -> None:
    """Write the plans named, or all."""
    for plan in all_plans():
        if not wanted or plan.name in wanted:
            files.write(plan, HERE / plan.name)
            print(f"examples/{plan.name}")


if __name__ == "__main__":
    main(sys.argv[1:])
