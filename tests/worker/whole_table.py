"""Rows at hand as one table, in place of those that an export makes piece by piece."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyarrow as pa

from worker.shapes.raw_data import Level, RowPiece


@dataclass(frozen=True)
class WholeTable:
    """One piece."""

    table: pa.Table

    @property
    def num_rows(self) -> int:
        """How many."""
        return self.table.num_rows

    def pieces(self) -> Iterator[pa.Table]:
        """The table."""
        yield self.table

    def levels(self) -> Iterator[RowPiece]:
        """The same."""
        columns = {name: self.table[name].combine_chunks() for name in self.table.column_names}
        yield RowPiece(tuple(columns), (Level(None, columns),))
