"""A raw-data file as people have it: csv, xlsx or parquet, its columns by the template's fields."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

import numpy as np

from worker.errors import FileProblem
from worker.lazy_dataclass import dataclass
from worker.plans.files.reading import read_book
from worker.settings import Settings
from worker.shapes.grid import Cell, Grid
from worker.shapes.raw_data import LINE_KEY, LINEAGE, Value
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
    others: int = 0
    """Columns with another name than a field's."""

    @property
    def has_lineage(self) -> bool:
        """Whether each row says where it came from."""
        return all(name in self.columns for name in LINEAGE)

    @property
    def is_raw(self) -> bool:
        """Whether the file is raw data, and no plan whose headers happen to be called like fields."""
        return self.has_lineage or not self.others


def read(path: Path, template: Template, settings: Settings) -> RawFile:
    """The raw data in *path*.

    Raises:
        FileProblem: the file can't be read, or no sheet has two columns that are named as fields of the template.
    """
    if path.suffix.lower() == ".parquet":
        file = _typed(path.name, *_parquet(path), template)
    else:
        file = of_sheets(path.name, read_book(path, settings=settings).sheets, template)
    if file is None:
        raise FileProblem(
            f"{path.name} has no columns that are named as the fields of {template.name}.",
            "Give a file that `mediamapper export` wrote, or name its columns so.",
        )
    return file


def of_sheets(name: str, sheets: Sequence[Grid], template: Template) -> RawFile | None:
    """The raw data on *sheets* of the file *name*; None where no two columns are named as fields of the template."""
    return _typed(name, *_sheets(sheets, _column_names(template)), template)


def _column_names(template: Template) -> set[str]:
    return {*template.names, LINE_KEY, *LINEAGE}


def _typed(
    name: str, columns: Mapping[str, Sequence[Cell]], count: int, template: Template
) -> RawFile | None:
    """The columns that are named as fields, each cell as its field has it."""
    fields = {column: values for column, values in columns.items() if column in _column_names(template)}
    if len(fields) < 2:
        return None
    types = {field.name: field.type for field in template.fields}
    typed = {column: _read(values, types.get(column)) for column, values in fields.items()}
    return RawFile(name, count, typed, len(columns) - len(fields))


def _parquet(path: Path) -> tuple[dict[str, list[Cell]], int]:
    import pyarrow as pa  # only this kind of file needs them
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(path)
    except (pa.ArrowException, OSError) as problem:
        raise FileProblem(f"{path.name} can't be read: {problem}.", "Export the plan again.") from problem
    return {name: table.column(name).to_pylist() for name in table.column_names}, table.num_rows


def _sheets(sheets: Sequence[Grid], fields: set[str]) -> tuple[dict[str, list[Cell]], int]:
    """The rows of all sheets that begin with the fields' names, one below the other: long raw data has several.

    In a workbook of ours they have names of their own; its copies of the plan's sheets may have such names as well.
    Columns that are named otherwise come along.
    """
    named = [grid for grid in sheets if _OUR_SHEET.fullmatch(grid.sheet)]
    columns: dict[str, list[Cell]] = {}
    count = 0
    for grid in named or sheets:
        names, body = _body(grid, fields)
        for at, name in names.items():
            columns.setdefault(name, [None] * count).extend(row[at] for row in body)
        count += len(body)
        for values in columns.values():
            values.extend([None] * (count - len(values)))
    return columns, count


def _body(grid: Grid, field_names: set[str]) -> tuple[dict[int, str], list[Sequence[Cell]]]:
    for top, row in enumerate(grid.cells[:FIRST_ROWS]):
        names = {at: str(cell).strip().lower() for at, cell in enumerate(row) if cell is not None}
        fields = {at: name for at, name in names.items() if name in field_names}
        if len(fields) >= 2 and len(set(fields.values())) == len(fields):
            return names, [r for r in grid.cells[top + 1 :] if any(v not in (None, "") for v in r)]
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


def whole(value: Value) -> int:
    """A row's number as a file has it; 0 where it has none."""
    try:
        return int(float(value)) if isinstance(value, str | float | int) else 0
    except (ValueError, OverflowError):
        return 0
