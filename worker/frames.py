"""Frames of pandas, polars and others as the worker's shapes, and its answers as pandas frames."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Protocol, runtime_checkable

import numpy as np
import pandas as pd
import pyarrow as pa

from worker.shapes.difference import LineChange
from worker.shapes.flowchart import Flowchart
from worker.shapes.grid import Cell, Grid, cell_text
from worker.shapes.mapping import SourceColumn
from worker.shapes.memory import Standing


@runtime_checkable
class ArrowFrame(Protocol):
    """A frame of any library that hands its columns on by Arrow: polars, pyarrow and others."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Arrow's PyCapsule interface."""
        ...


Frame = pd.DataFrame | ArrowFrame
SAMPLES = 5
"""Values of a frame's column that the rules look at."""


def pandas_of(frame: Frame) -> pd.DataFrame:
    """The frame of any library as pandas' own."""
    return frame if isinstance(frame, pd.DataFrame) else pa.table(frame).to_pandas()


def grid_of(sheet: str, frame: pd.DataFrame) -> Grid:
    """The frame as a sheet; its index is no column."""
    columns = [frame.iloc[:, at].tolist() for at in range(frame.shape[1])]
    rows = [[cell_of(value) for value in row] for row in zip(*columns, strict=True)]
    return Grid(sheet, [[str(name) for name in frame.columns], *rows])


def columns_of(columns: Frame | Mapping[str, Sequence[object]]) -> Iterator[SourceColumn]:
    """Headers with their first values as text."""
    table = columns if isinstance(columns, Mapping) else pandas_of(columns)
    for name, values in table.items():
        samples = values.dropna().head(SAMPLES) if isinstance(values, pd.Series) else values[:SAMPLES]
        yield SourceColumn(str(name), tuple(text_of(value) for value in samples))


def records_of(rows: Frame | Sequence[Mapping[str, object]]) -> list[dict[str, object]]:
    """The rows by the names of their columns; a cell that is missing is left out."""
    records = rows if isinstance(rows, Sequence) else pandas_of(rows).to_dict("records")
    return [{str(key): value for key, value in row.items() if not _is_missing(value)} for row in records]


def text_of(value: object) -> str:
    """A value as a person would see it."""
    return value if isinstance(value, str) else cell_text(cell_of(value))


def cell_of(value: object) -> Cell:
    """A value of numpy or pandas as Python's own; what is no cell's value as text."""
    if isinstance(value, np.generic | pd.Timestamp):
        value = value.to_pydatetime() if isinstance(value, pd.Timestamp) else value.item()
    if _is_missing(value):
        return None
    if isinstance(value, str | float | int | date | time | timedelta):
        return value
    return float(value) if isinstance(value, Decimal) else str(value)


def _is_missing(value: object) -> bool:
    return value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and value != value)


def frame_of(records: Iterable[object], *columns: str) -> pd.DataFrame:
    """One row a record, with these of its attributes as columns."""
    rows = [[getattr(record, column) for column in columns] for record in records]
    return pd.DataFrame(rows, columns=[*columns])


def standings_frame(standings: Iterable[Standing]) -> pd.DataFrame:
    """One row a header with its field, confidence and counts."""
    return frame_of(standings, "header", "field", "confidence", "confirmed", "rejected")


def changes_frame(changes: Sequence[LineChange]) -> pd.DataFrame:
    """One row a line that changed; without any, the first two columns alone."""
    return pd.DataFrame(map(_change_row, changes), columns=None if changes else ["kind", "line_key"])


def _change_row(change: LineChange) -> dict[str, object]:
    places = {"old": change.old, "new": change.new}
    row: dict[str, object] = {"kind": change.kind, "line_key": change.key}
    for when, place in places.items():
        row |= {f"{when}_sheet": place and place.sheet, f"{when}_row": place and place.row}
    row |= change.texts
    for one in change.amounts:
        name = f"{one.measure}_difference"
        row[name] = one.difference if name not in row else None  # in two currencies: `.attrs` has both
    return row


def chart_frame(chart: Flowchart) -> pd.DataFrame:
    """One row a line: its fields, then a column for each block and period (`net_cost 2026-01-05`)."""
    columns: dict[str, object] = {field.name: text for field, text in chart.brief}
    columns |= {column.field.name: column.values for column in chart.columns}
    for block in chart.blocks:
        name = block.field.name if block.field else "runs"
        for period, amounts in zip(chart.periods, zip(*block.amounts, strict=True), strict=True):
            columns[f"{name} {period.start}"] = amounts
    return pd.DataFrame(columns, index=range(chart.lines))
