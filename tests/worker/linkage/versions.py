"""Versions of a plan as tables of cases write them: one line a text."""

from __future__ import annotations

from datetime import date, timedelta

import pyarrow as pa

from worker.cleaning.measures import additive_names
from worker.knowledge.templates import load_template
from worker.linkage.raw_lines import RawLines, lines_of
from worker.shapes.raw_data import LINEAGE

TEMPLATE = load_template(None)


def table(*lines: str, sheet: str = "Plan") -> pa.Table:
    """Lines as 'publisher | placement | days after 1 March, first-last | cost'; further costs are further weeks."""
    columns: dict[str, list[object]] = {
        name: [] for name in ("start_date", "end_date", "publisher", "placement", "net_cost", *LINEAGE)
    }
    for at, line in enumerate(lines):
        publisher, placement, days, *costs = (part.strip() for part in line.split("|"))
        first, last = (date(2026, 3, 1) + timedelta(int(day)) for day in days.split("-"))
        for week, cost in enumerate(costs):
            row = (
                first + timedelta(7 * week),
                last + timedelta(7 * week),
                publisher or None,
                placement or None,
                float(cost),
                sheet,
                at + 5,
                "H",
            )
            for name, value in zip(columns, row, strict=True):
                columns[name].append(value)
    kinds = {
        "start_date": pa.date32(),
        "end_date": pa.date32(),
        "net_cost": pa.float64(),
        "source_row": pa.int64(),
    }
    return pa.table({name: pa.array(values, kinds.get(name, pa.string())) for name, values in columns.items()})  # fmt: skip


def version(*lines: str, sheet: str = "Plan") -> RawLines:
    """The lines of `table`."""
    return lines_of(table(*lines, sheet=sheet), TEMPLATE, additive_names(TEMPLATE))
