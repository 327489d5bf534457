"""List prices beside costs with tax: both are gross costs, and their sum is neither."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from worker.cleaning.mapped_table import MappedTable
from worker.knowledge.modifiers import modifiers_of
from worker.shapes.layout import Column
from worker.shapes.template import Template
from worker.values.arithmetic import constant_ratio

_TAX = "incl_vat"


def with_list_prices(tables: Sequence[MappedTable], template: Template) -> list[MappedTable]:
    """*tables*, each with its `list_prices`: columns of a field that holds a cost with tax, there or in another table.

    A column without a word on tax is no list price where the net cost times one factor gives it: that factor may be
    the tax. A person's word on it alone keeps it.
    """
    taxable = {field.name for field in template.fields if _TAX in field.words_for}
    by_table = [(mapped, list(_columns(mapped, taxable))) for mapped in tables]
    with_tax = [
        (name, column.number in mapped.decided)
        for mapped, columns in by_table
        for name, column in columns
        if _says_tax(column)
    ]
    return [
        replace(mapped, list_prices=frozenset(_list_prices(mapped, columns, with_tax)))
        for mapped, columns in by_table
    ]


def _columns(mapped: MappedTable, names: set[str]) -> Iterator[tuple[str, Column]]:
    """The columns with numbers that are mapped to one of the fields *names*."""
    for column in mapped.table.columns:
        name = mapped.fields.get(column.number)
        if name in names and any(column.numbers) and column.number not in mapped.elsewhere:
            yield str(name), column


def _list_prices(
    mapped: MappedTable, columns: Sequence[tuple[str, Column]], with_tax: Sequence[tuple[str, bool]]
) -> Iterator[int]:
    """Of a table's *columns*; *with_tax* has the field of each column with tax, and whether a person decided it."""
    own = {name for name, column in columns if _says_tax(column)}
    for name, column in columns:
        rivals = [decided for field, decided in with_tax if field == name]
        if not rivals or _says_tax(column) or (column.number in mapped.decided and not any(rivals)):
            continue
        if name in own or not _is_another_times(column, mapped):
            yield column.number


def _says_tax(column: Column) -> bool:
    return _TAX in modifiers_of(column.header)


def _is_another_times(column: Column, mapped: MappedTable) -> bool:
    """Whether a mapped column of the table gives this one, times one factor."""
    return any(
        constant_ratio(other.numbers, column.numbers) is not None
        for other in mapped.table.columns
        if other is not column and mapped.fields.get(other.number) and any(other.numbers)
    )
