"""A raw-data file as people have it: csv, xlsx or parquet, its columns by the template's fields."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import numpy as np

from worker.errors import FileProblem
from worker.plans.files.reading import read_book
from worker.settings import Settings
from worker.shapes.grid import Cell, Grid
from worker.shapes.raw_data import LINEAGE, Value
from worker.shapes.template import Template
from worker.values.dates.parsing import parse_date
from worker.values.numbers import read_numbers

_OUR_SHEET = re.compile(r"Raw data( \d+)?")
FIRST_ROWS = 10
"""Rows in which the names of the columns are looked for."""


@dataclass(frozen=True)
class RawFile:
    """The rows of a file; a column holds floats, dates, or texts, None where it is blank."""

    name: str
    count: int
    columns: Mapping[str, Sequence[Value]]

    @property
    def has_lineage(self) -> bool:
        """Whether each row says where it came from."""
        return all(name in self.columns for name in LINEAGE)


def read(path: Path, template: Template, settings: Settings) -> RawFile:
    """The raw data in *path*.

    Raises:
        FileProblem: the file can't be read, or no sheet has two columns that are named as fields of the template.
    """
    known = {*template.names, *LINEAGE}
    if path.suffix.lower() == ".parquet":
        columns, count = _parquet(path)
    else:
        columns, count = _sheets(read_book(path, settings=settings).sheets, known)
    columns = {name: values for name, values in columns.items() if name in known}
    if len(columns) < 2:
        raise FileProblem(
            f"{path.name} has no columns that are named as the fields of {template.name}.",
            "Give a file that `mediamapper export` wrote, or name its columns so.",
        )
    types = {field.name: field.type for field in template.fields}
    return RawFile(
        path.name, count, {name: _read(values, types.get(name)) for name, values in columns.items()}
    )


def _parquet(path: Path) -> tuple[dict[str, list[Cell]], int]:
    import pyarrow as pa  # only this kind of file needs them
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(path)
    except (pa.ArrowException, OSError) as problem:
        raise FileProblem(f"{path.name} can't be read: {problem}.", "Export the plan again.") from problem
    return {name: table.column(name).to_pylist() for name in table.column_names}, table.num_rows


def _sheets(sheets: Sequence[Grid], known: set[str]) -> tuple[dict[str, list[Cell]], int]:
    """The rows of all sheets that begin with the fields' names, one below the other: long raw data has several.

    In a workbook of ours they have names of their own; its copies of the plan's sheets may have such names as well.
    """
    named = [grid for grid in sheets if _OUR_SHEET.fullmatch(grid.sheet)]
    columns: dict[str, list[Cell]] = {}
    count = 0
    for grid in named or sheets:
        names, body = _body(grid, known)
        for at, name in names.items():
            columns.setdefault(name, [None] * count).extend(row[at] for row in body)
        count += len(body)
        for values in columns.values():
            values.extend([None] * (count - len(values)))
    return columns, count


def _body(grid: Grid, known: set[str]) -> tuple[dict[int, str], list[list[Cell]]]:
    for top, row in enumerate(grid.cells[:FIRST_ROWS]):
        names = {at: str(cell).strip().lower() for at, cell in enumerate(row) if cell is not None}
        fields = {at: name for at, name in names.items() if name in known}
        if len(fields) >= 2 and len(set(fields.values())) == len(fields):
            return fields, [r for r in grid.cells[top + 1 :] if any(v not in (None, "") for v in r)]
    return {}, []


def _read(values: Sequence[Cell], kind: str | None) -> list[Value]:
    if kind in ("number", "money", "percent"):
        cells = [None if v == "" else v for v in values]
        return [None if np.isnan(v) else float(v) for v in read_numbers(cells).values]
    if kind == "date":
        return [_day(v) for v in values]
    return [None if v in (None, "") else _text(v) for v in values]


def _day(value: Cell) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, str):
        return parse_date(value[:10]) or parse_date(value)
    return value if isinstance(value, date) else None


def _text(value: Cell) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()
