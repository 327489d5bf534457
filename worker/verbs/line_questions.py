"""The questions that the lines of a mapped plan raise: what period columns hold, whether a table sums up others."""

from __future__ import annotations

from worker.cleaning.books.questions import has_open_periods
from worker.verbs.mapped_plan import MappedPlan


def is_open(mapped: MappedPlan) -> bool:
    """Whether the lines may raise any: there are several tables, or period columns that no heading explains."""
    tables = [table for _, _, table in mapped.taken()]
    return len(tables) > 1 or any(map(has_open_periods, tables))
