"""Tables that nothing names and that stay out: a list, the plan's sums once more, or amounts that a person must name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from worker.cleaning.books.price_lists import line_facts
from worker.cleaning.mapped_table import MappedTable
from worker.findings.cleaning import TABLE_LEFT_OUT, TABLE_OF_PRICES, TABLE_OPEN
from worker.findings.kind import FindingKind
from worker.shapes.grid import Cell
from worker.shapes.layout import Column
from worker.shapes.template import Template
from worker.values.amounts import parse_sum
from worker.values.arithmetic import is_telling

_SCALES = (1.0, 1e3, 1e6)
"""In what a summary counts: units, thousands, millions."""


def kind_of(mapped: MappedTable, exported: Sequence[MappedTable], template: Template) -> FindingKind:
    """A warning where the plan adds up a column that nothing names; what a total sums is no list of contacts.

    A column whose sum is one of the *exported* tables' totals, in units, thousands or millions, says nothing new.
    Lines with a name, a day and a price may be bookings, whose price is their cost.
    """
    if exported and _has_prices(mapped, template) and {"name", "time"} <= line_facts(mapped, template):
        return TABLE_OF_PRICES
    columns = [column for column in mapped.table.columns if column.summed and _is_open(mapped, column)]
    totals = [number for other in exported for number in _totals(other, other.table.columns)]
    if all(_stands_among(totals, _totals(mapped, [column])) for column in columns):
        return TABLE_LEFT_OUT
    return TABLE_OPEN


def _has_prices(mapped: MappedTable, template: Template) -> bool:
    prices = {field.name for field in template.fields if field.family == "rate"}
    columns = (column for column in mapped.table.columns if mapped.fields.get(column.number) in prices)
    return any(column.samples for column in columns)


def _is_open(mapped: MappedTable, column: Column) -> bool:
    return mapped.fields.get(column.number) is None and column.number not in mapped.decided


def _totals(mapped: MappedTable, columns: Iterable[Column]) -> list[float]:
    """What the total rows of the table say in *columns*."""
    rows = mapped.table.total_rows
    return list(_numbers(mapped.grid.at(row, column.number) for column in columns for row in rows))


def _numbers(cells: Iterable[Cell]) -> Iterator[float]:
    for cell in cells:
        if isinstance(cell, str):
            amount = parse_sum(cell)
            if amount is not None:
                yield amount.value
        elif isinstance(cell, int | float) and not isinstance(cell, bool):
            yield float(cell)


def _stands_among(totals: Sequence[float], sums: Sequence[float]) -> bool:
    """Whether one of *sums* is one of *totals*, in one of the scales and rounded as it is shown."""
    return any(
        is_telling(one * scale) and abs(one * scale - total) <= _half_unit(one) * scale
        for one in sums
        for scale in _SCALES
        for total in totals
    )


def _half_unit(amount: float) -> float:
    decimals = len(f"{amount:.6f}".rstrip("0").partition(".")[2])
    return 10.0**-decimals / 2
