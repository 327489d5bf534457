"""What plans say of their amounts, sign by language by door: right, said, silent or wrong.

usage: python -m bench.amounts [GROUP ...] [--words NAME] [--show VERDICT]

Groups: scale, count, note, own (a format that scales by itself), currency, tax, below, totals, columns, numbers,
signed, alone, unsigned, disputed (whose sign it is, by country).
`right`: raw data is as the plan means it. `said`: it is not, and a warning or a question names money. `silent`: the sign
is overlooked, and nothing says so. `wrong`: another amount, currency or line than the plan has, and nothing says so.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from bench.amounts.walk import GROUPS, VERDICTS, Walked, walk
from bench.verdicts import table_of


def _rows(one: Walked) -> tuple[str, ...]:
    """Where it counts."""
    return (f"{one.group}", f"{one.group} / {one.door}", f"{one.group} [{one.words}]")


def main(arguments: Sequence[str]) -> None:
    """What the usage says."""
    parser = argparse.ArgumentParser(prog="bench.amounts", description=__doc__)
    parser.add_argument("groups", nargs="*")
    parser.add_argument("--words", action="append", default=[])
    parser.add_argument("--show", action="append", default=[], choices=VERDICTS)
    options = parser.parse_args(arguments)
    walked = list(walk(options.groups or list(GROUPS), options.words))
    for one in walked:
        if one.verdict in options.show:
            print(f"{one.verdict:7}{one.group:9}[{one.words}] {one.door:12}{one.sign!r:28}{one.sentence}")
    print(table_of(((_rows(one), one.verdict) for one in walked), VERDICTS))


if __name__ == "__main__":
    main(sys.argv[1:])
