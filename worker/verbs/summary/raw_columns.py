"""The columns of raw data as numpy arrays, for adding up."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import pyarrow as pa

from worker.cleaning.measures import behaviour, is_money
from worker.lazy_dataclass import dataclass
from worker.shapes.raw_data import LINEAGE, RawData
from worker.shapes.summary import Measure
from worker.values import arrow
from worker.values.arrow import Array, Floats

MOST_MONEY, MOST_COUNTS = 3, 2
"""Measures of money, and other ones, that a page has room for."""
MOST_SHEET_ROWS = 1 << 21
"""More than a sheet has."""
_NO_DAY = float("nan")


@dataclass(frozen=True)
class RawColumns:
    """Raw data, a column at a time; one that is not there is None or all blank."""

    raw: RawData

    @property
    def size(self) -> int:
        """Rows."""
        return self.raw.rows.num_rows

    def has(self, name: str) -> bool:
        """Whether there is a column *name*."""
        return name in self.raw.table.column_names

    def texts(self, name: str) -> tuple[Array, list[str]]:
        """Each row's place in a list of different texts; the list's last one is '' for blanks."""
        if not self.has(name):
            return np.zeros(self.size, dtype=np.int64), [""]
        column = self.raw.table[name].combine_chunks()
        if not isinstance(column, pa.DictionaryArray):
            return np.zeros(self.size, dtype=np.int64), [""]
        names = [str(text) for text in column.dictionary.to_pylist()]
        codes = arrow.to_numpy(column.indices, -1).astype(np.int64)
        return np.where(codes < 0, len(names), codes), [*names, ""]

    def numbers(self, name: str) -> Floats:
        """The numbers of a column, 0 for blanks."""
        values = arrow.to_numpy(self.raw.table[name].combine_chunks(), np.nan).astype(np.float64)
        return np.nan_to_num(values, nan=0.0, posinf=0.0, neginf=0.0)

    @cached_property
    def days(self) -> tuple[Array, Array]:
        """The first and last day of each row as datetime64[D], NaT where the row has no date."""
        starts = self._days("start_date" if self.has("start_date") else "date")
        ends = self._days("end_date")
        return starts, np.where(np.isnat(ends) | (ends < starts), starts, ends)

    def _days(self, name: str) -> Array:
        blank = np.full(self.size, "NaT", dtype="datetime64[D]")
        if not self.has(name) or not pa.types.is_date32(self.raw.table[name].type):
            return blank
        since_1970 = arrow.to_numpy(self.raw.table[name].combine_chunks(), _NO_DAY)
        finite = ~np.isnan(since_1970)
        blank[finite] = since_1970[finite].astype(np.int64).astype("datetime64[D]")
        return blank

    @cached_property
    def row_places(self) -> Array | None:
        """A number for the sheet and row of the plan that each row came from; None where the data does not say it."""
        if not self.has(LINEAGE[1]):
            return None
        sheets, _ = self.texts(LINEAGE[0])
        return sheets * MOST_SHEET_ROWS + self.numbers(LINEAGE[1]).astype(np.int64)

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """What adds up and is not all blank: money first, as much as a page has room for."""
        present = [
            Measure(field.name, field.title, is_money(field))
            for field in self.raw.template.fields
            if field.kind == "measure"
            and behaviour(field) == "spread"
            and self.has(field.name)
            and self.numbers(field.name).any()
        ]
        money = [measure for measure in present if measure.is_money]
        counts = [measure for measure in present if not measure.is_money]
        return (*money[:MOST_MONEY], *counts[:MOST_COUNTS])

    @cached_property
    def main(self) -> Measure | None:
        """The measure that pictures show: the money that most rows have, the later column of two; else a count."""
        money = [measure for measure in self.measures if measure.is_money] or list(self.measures[:1])
        filled = [int(np.count_nonzero(self.numbers(measure.name))) for measure in money]
        best = max(range(len(money)), key=lambda at: (filled[at], at), default=None)
        return None if best is None else money[best]
