"""The questions that the lines of a mapped plan raise: what periods hold, whether a table sums up others, which currency."""

from __future__ import annotations

from worker.cleaning.books.questions import has_open_periods
from worker.shapes.grid import Book
from worker.shapes.question import CURRENCY
from worker.values.money import currencies_near, currency_in
from worker.verbs.mapped_plan import MappedPlan


def is_open(mapped: MappedPlan, book: Book, *, asks_currency: bool) -> bool:
    """Whether the lines may raise any: several tables, period columns that no heading explains, or an open currency.

    *asks_currency* is the setting under which a workbook that states no currency is asked for one.
    """
    tables = [table for _, _, table in mapped.exported_tables()]
    return (
        len(tables) > 1
        or any(map(has_open_periods, tables))
        or (
            not _names_currency(mapped)
            and (asks_currency or _has_currency_answer(mapped) or _shows_currencies(mapped, book))
        )
    )


def _names_currency(mapped: MappedPlan) -> bool:
    """Whether a fact beside the tables, a column or a header names a currency; the cells are looked at with the lines."""
    if any(item.field == "currency" for layout in mapped.layouts for item in layout.brief):
        return True
    return any(
        suggestion.field == "currency" or currency_in(column.header)
        for _, _, column, suggestion in mapped.columns()
    )


def _has_currency_answer(mapped: MappedPlan) -> bool:
    """Whether a person said with this plan, or with one of its shape, which currency it is."""
    memory = mapped.answers.memory
    return CURRENCY in mapped.answers.by_id or any(
        memory("currency", sheet, table, ()) for sheet, _, table in mapped.exported_tables()
    )


def _shows_currencies(mapped: MappedPlan, book: Book) -> bool:
    """Whether notes, sheets' names and number formats show several, of which a person has to choose."""
    notes = [item.value for layout in mapped.layouts for item in layout.brief]
    formats = (number_format for grid in book.sheets for number_format in set(grid.formats.values()))
    return len(currencies_near([*notes, *(grid.sheet for grid in book.sheets)], formats)) > 1
