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
from collections import Counter, defaultdict
from collections.abc import Sequence

from bench.amounts.walk import GROUPS, VERDICTS, Walked, walk


def _table(walked: Sequence[Walked]) -> str:
    by: dict[str, Counter[str]] = defaultdict(Counter)
    for one in walked:
        for row in (f"{one.group}", f"{one.group} / {one.door}", f"{one.group} [{one.words}]"):
            by[row][one.verdict] += 1
    lines = [f"{'':34}{'':>6}" + "".join(f"{verdict:>9}" for verdict in VERDICTS)]
    for row, counts in sorted(by.items()):
        share = "".join(f"{counts[verdict] or '.':>9}" for verdict in VERDICTS)
        lines.append(f"{row:34}{sum(counts.values()):>6}{share}")
    return "\n".join(lines)


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
    print(_table(walked))


if __name__ == "__main__":
    main(sys.argv[1:])
