"""Which numbers of a plan are volumes: headers of 33 languages, 40 kinds of numeric columns, in three plans.

usage: python -m bench.volumes [--languages de,fr] [--kinds days,weeks] [--doors alone] [--show wrong,open]

`right`: a volume has its field, and a column of another meaning has none that is counted; `asked`: so it is, and a person is
asked for nothing. `said`: it is not, and a person is asked. `open`: a volume without a field, and nobody is asked.
`wrong`: another field, and nobody is asked.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from bench.verdicts import table_of
from bench.volumes.kinds import KINDS
from bench.volumes.walk import VERDICTS, Walked, walk


def _rows(one: Walked) -> tuple[str, ...]:
    """Where it counts."""
    sort = "volumes" if KINDS[one.kind].is_volume else "no volumes"
    return f"= {sort}", f"{sort} / {one.kind}", f"[{one.language}] {sort}", f"{one.door}: {sort}"


def main(arguments: Sequence[str] | None = None) -> None:
    """What the usage says."""
    parser = argparse.ArgumentParser(prog="bench.volumes", description=__doc__)
    for name in ("languages", "kinds", "doors", "show"):
        parser.add_argument(f"--{name}", type=lambda text: text.split(","), default=[])
    options = parser.parse_args(arguments)
    walked = list(walk(options.languages, options.kinds, options.doors))
    for one in walked:
        if one.verdict in options.show:
            where = f"{one.verdict:6}[{one.language}] {one.kind:12}{one.door:8}"
            print(f"{where}{one.header!r:40}{one.field} {one.confidence:.2f}")
    print(table_of(((_rows(one), one.verdict) for one in walked), VERDICTS))


if __name__ == "__main__":
    main()
