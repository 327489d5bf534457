"""The questions that the lines of a mapped plan raise: what periods hold, whether a table sums up others, which currency."""

from __future__ import annotations

from worker.cleaning.books.questions import has_open_periods
from worker.values.money import currency_in
from worker.verbs.mapped_plan import MappedPlan


def is_open(mapped: MappedPlan) -> bool:
    """Whether the lines may raise any: several tables, period columns that no heading explains, or no currency in sight."""
    tables = [table for _, _, table in mapped.taken()]
    return len(tables) > 1 or any(map(has_open_periods, tables)) or not _names_currency(mapped)


def _names_currency(mapped: MappedPlan) -> bool:
    """Whether a fact beside the tables, a column or a header names a currency; the cells are looked at with the lines."""
    if any(item.field == "currency" for layout in mapped.layouts for item in layout.brief):
        return True
    return any(
        suggestion.field == "currency" or currency_in(column.header)
        for _, _, column, suggestion in mapped.columns()
    )
