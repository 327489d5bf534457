"""What comes out: the flat table, with findings and reconciliation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from worker.lazy_dataclass import dataclass
from worker.shapes.accounts import Accounts, FateMap
from worker.shapes.finding import Finding, Total
from worker.shapes.question import Question
from worker.shapes.template import Template

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    import pyarrow as pa

LINEAGE = ("source_sheet", "source_row", "source_column")
"""Where a row came from: the sheet, the sheet's row, and the column(s) of its period ('H', 'H,N') or of its line ('B:N')."""
LINE_KEY = "line_key"
"""Which line a row is of: the same in a later version of the plan, another for each of two lines that look alike."""
PLAN = "source_plan"
"""In a dataset of many plans, the plan that a row is of."""
Value = str | float | int | date | None
"""What a cell of the table holds."""


@dataclass(frozen=True, slots=True)
class UnknownValue:
    """A value that neither memory nor lists have a name for."""

    sheet: str
    field: str
    value: str
    cell: str
    """The first cell that has it."""


class Level(NamedTuple):
    """Columns whose cells change together: with the line, with the period, or with each row."""

    rows: np.ndarray[tuple[int, ...], np.dtype[np.int64]] | None
    """The place of each row's cell in the columns; None where each row has its own."""
    columns: Mapping[str, pa.Array[Any]]


class RowPiece(NamedTuple):
    """Some rows, their columns where they change."""

    names: tuple[str, ...]
    """The columns, in order."""
    levels: tuple[Level, ...]


class RowSource(Protocol):
    """The rows of a table."""

    @property
    def num_rows(self) -> int:
        """How many."""

    def pieces(self) -> Iterator[pa.Table]:
        """The table in pieces, one at least, in order."""

    def levels(self) -> Iterator[RowPiece]:
        """The same pieces, as they are before a cell of several rows is repeated."""


@dataclass(frozen=True)
class RawData:
    """The flat table, and everything a person should know about it.

    The table has one row a line and period. Its columns are the template's fields that occur, in the template's order,
    then `LINE_KEY` and `LINEAGE`. Text and ids are dictionaries of text, dates are date32, numbers are float64.
    Percents are shares (0.25 is 25 %). Blanks are null.
    """

    rows: RowSource
    """The table in pieces, of which a writer has one at a time in memory."""
    template: Template
    findings: tuple[Finding, ...] = ()
    totals: tuple[Total, ...] = ()
    unknown: tuple[UnknownValue, ...] = ()
    """They stand in the table as they are written."""
    questions: tuple[Question, ...] = ()
    """What arose while the lines were read."""
    accounts: Accounts | None = None
    """Where each number of the plan went; None where the books were not kept."""
    fate_maps: tuple[FateMap, ...] = ()
    """The same cell by cell, one a sheet that is part of the plan."""

    @cached_property
    def table(self) -> pa.Table:
        """The rows as one table, which stays in memory."""
        import pyarrow as pa

        pieces = list(self.rows.pieces())
        return pieces[0] if len(pieces) == 1 else pa.concat_tables(pieces).combine_chunks()

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The same for pandas, which is loaded by this: categories of text, datetime64[s] at midnight, float64."""
        import pyarrow as pa

        days = pa.timestamp("s")
        schema = pa.schema(f.with_type(days) if f.type == pa.date32() else f for f in self.table.schema)
        return self.table.cast(schema).to_pandas()
