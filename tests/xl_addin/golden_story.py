"""An example's golden, as a planner would reach it in a spreadsheet: the decisions of its mapping, and its raw data."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path
from typing import Any

from worker.knowledge.templates import load_template
from worker.shapes.grid import column_letter
from worker.shapes.template import title_of
from xl_addin.pages.review_lines import FIRST, LAST

EXAMPLES = Path(__file__).parents[2] / "examples"
LINEAGE = ("line_key", "source_sheet", "source_row", "source_column")
MEASURES = frozenset(f.name for f in load_template(None).fields if f.type in ("number", "money", "percent"))
DECISION, FIELD, SHEET, TABLE, COLUMN, OF = 0, 3, 11, 12, 13, 14

Row = dict[str, Any]


def decide(book: Any, golden: dict[str, Any]) -> None:
    """What a planner would do in the Review sheet: pick the right field where another, or none, is proposed."""
    sheet = book.sheets["Review"]
    last = sheet.used_range.last_cell.row
    rows = sheet.range((FIRST, 1), (last, LAST)).options(ndim=2).value
    fields = {
        (layout["sheet"], number, letter): column["field"]
        for layout in golden["sheets"]
        for number, table in enumerate(layout["tables"], 1)
        for letter, column in table["columns"].items()
    }
    for at, row in enumerate(rows, FIRST):
        if row[OF] != "column":
            continue
        place = (row[SHEET], int(float(row[TABLE])), column_letter(int(float(row[COLUMN]))))
        if place not in fields:  # of a list that is no plan: nobody decides about it
            continue
        right = fields[place]
        wanted = right[0] if isinstance(right, list) else right
        if (row[FIELD] or None) != (wanted and title_of(wanted)):
            sheet.range((at, FIELD + 1)).value = wanted or ""
        elif not wanted:
            sheet.range((at, DECISION + 1)).value = "confirm"


def raw_rows(book: Any) -> list[Row]:
    header, *rows = book.sheets["Raw data"].used_range.options(ndim=2).value
    return [
        {name: as_value(name, value) for name, value in zip(header, row, strict=True) if keeps(name, value)}
        for row in rows
    ]


def keeps(name: str, value: Any) -> bool:
    """Without noughts: a formula that the file holds without its result is one once LibreOffice has calculated it."""
    return name not in LINEAGE and value not in (None, "", "0", 0)


def golden_rows(name: str) -> list[Row]:
    with (EXAMPLES / name / "raw.csv").open(encoding="utf-8", newline="") as file:
        return [{k: as_value(k, v) for k, v in row.items() if keeps(k, v)} for row in csv.DictReader(file)]


def as_value(name: str, value: Any) -> Any:
    if isinstance(value, datetime):
        return value.date().isoformat()
    return round(float(value), 6) if name in MEASURES else str(value)


def in_order(rows: list[Row]) -> list[list[tuple[str, Any]]]:
    return sorted((sorted(row.items()) for row in rows), key=str)
