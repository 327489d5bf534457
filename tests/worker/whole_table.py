"""Rows at hand as one table, in place of those that an export makes piece by piece."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyarrow as pa


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
