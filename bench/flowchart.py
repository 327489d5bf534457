"""Do flowcharts keep what they are made of? Plans to raw data, to a plan sheet, to raw data again.

usage: python -m bench.flowchart [COUNT [SEED]]      made plans
       python -m bench.flowchart PLAN...             plans of yours

The two tables are compared row by row, sorted, without lineage and line keys. What has no amount is no plan that
anybody could read again, and is counted apart. A line for each plan whose rows differ, then the counts.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pyarrow as pa

from bench.exporting import exported
from bench.plans import make
from worker.cleaning.measures import amount_names
from worker.errors import MediaMapperError
from worker.shapes.raw_data import LINE_KEY, LINEAGE
from worker.verbs.export import Export
from worker.verbs.flowchart.flowchart import flowchart
from worker.writers import flowchart_book

Outcome = Literal["same", "differs", "differs, and the plan was not settled", "no amounts", "refused"]
DIGITS = 6


def round_trip(export: Export, path: Path) -> Export:
    """The export of the flowchart of an export; the sheet is written to *path*."""
    chart = flowchart(export.mapped.plan, export.raw.table, export.mapped.template)
    flowchart_book.write([chart], path)
    return exported(path)


def rows_of(table: pa.Table) -> list[tuple[tuple[str, str], ...]]:
    """What each row says, sorted; blanks say nothing, and neither do lineage and keys."""
    names = [name for name in table.column_names if name not in (*LINEAGE, LINE_KEY)]
    return sorted(
        tuple((name, _text(row[name])) for name in names if row[name] is not None)
        for row in table.select(names).to_pylist()
    )


def _text(value: object) -> str:
    return f"{value:.{DIGITS}f}" if isinstance(value, float) else str(value)


def outcome(plan: Path, folder: Path) -> Outcome:
    """What becomes of one plan."""
    try:
        first = exported(plan)
    except MediaMapperError:
        return "refused"
    table = first.raw.table
    if not any(
        table[n].null_count < len(table) for n in amount_names(first.mapped.template) & {*table.column_names}
    ):
        return "no amounts"
    second = round_trip(first, folder / "flowchart.xlsx")
    if rows_of(table) == rows_of(second.raw.table):
        return "same"
    return "differs" if first.settled else "differs, and the plan was not settled"


def _plans(arguments: list[str], folder: Path) -> Iterator[Path]:
    if arguments and not arguments[0].isdigit():
        yield from map(Path, arguments)
        return
    count, first = (int(n) for n in (*arguments, *("500", "0")[len(arguments) :]))
    for seed in range(first, first + count):
        yield make(seed).write(folder)


def main(arguments: list[str]) -> None:
    """What the usage says."""
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        for plan in _plans(arguments, Path(name)):
            result = outcome(plan, Path(name))
            counts[result] += 1
            if result.startswith("differs"):
                print(f"{plan.name:24}{result}")
    print(dict(counts))


if __name__ == "__main__":
    main(sys.argv[1:])
