"""Tables whose lines are names alone until a person says what their periods hold."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from worker.cleaning.lines import Lines
from worker.cleaning.mapped_table import MappedTable

TableLines = tuple[MappedTable, Lines]


def without_open_tables(tables: Sequence[TableLines]) -> list[TableLines]:
    """The *tables* without those whose lines hold nothing yet; their question stands. All, where each is such a one."""
    whole = [(mapped, lines) for mapped, lines in tables if not _is_open(lines)]
    return whole if any(len(lines) for _, lines in whole) else list(tables)


def _is_open(lines: Lines) -> bool:
    """Whether nobody knows what its periods hold, and no column has a number or a day."""
    if not lines.undecided or lines.amounts:
        return False
    return not any(_says_something(lines, name) for name in lines.columns)


def _says_something(lines: Lines, name: str) -> bool:
    days, numbers = lines.days(name), lines.floats(name)
    return (days is not None and not np.isnat(days).all()) or (
        numbers is not None and not np.isnan(numbers).all()
    )
