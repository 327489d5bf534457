"""xlwings without the table libraries that it would otherwise import: 0.2 s instead of 1.2 s or more."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

_UNUSED = ("pandas", "polars", "matplotlib", "numpy")


def _without_tables() -> Any:
    hidden: dict[str, Any] = {name: None for name in _UNUSED if name not in sys.modules}
    sys.modules.update(hidden)  # None makes `import name` fail, which xlwings takes as not installed
    try:
        return import_module("xlwings")
    finally:
        for name in hidden:
            del sys.modules[name]


xw = _without_tables()
base_classes: Any = import_module("xlwings.base_classes")
