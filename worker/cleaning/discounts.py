"""Net costs that the plan explains itself: the list price of the line, less its discount, with what comes on top."""

from __future__ import annotations

from collections.abc import Mapping

from worker.cleaning.cells import exported_columns
from worker.cleaning.lines import Floats, Lines, plain_values
from worker.cleaning.mapped_table import MappedTable
from worker.plans.rows.letters import number
from worker.values.arithmetic import LEAST_LINES, PER_HUNDRED, Values, is_list_price

_COSTS = ("net_cost", "planned_budget", "spend")
_GROSS = 0
"""In the place of the number of a column, which the gross cost may not have."""


def is_discounted(lines: Lines, mapped: MappedTable, net: Floats, gross: Floats) -> bool:
    """Whether columns that are not exported hold a discount, and maybe a further cost, that lead from *gross* to *net*."""
    left = _left(lines, mapped)
    return bool(_leading_columns(left, _discounts(left), plain_values(net), {_GROSS: plain_values(gross)}))


def explained_columns(lines: Lines, mapped: MappedTable) -> frozenset[int]:
    """The columns that are not exported and lead to a cost that is: a list price, its discount, a further cost."""
    left = _left(lines, mapped)
    if not (discounts := _discounts(left)):
        return frozenset()
    costs = [plain_values(numbers) for field in _COSTS if (numbers := lines.floats(field)) is not None]
    return frozenset().union(*(_leading_columns(left, discounts, cost, left) for cost in costs))


def _left(lines: Lines, mapped: MappedTable) -> dict[int, Values]:
    """The numbers of each column that is not exported, a value a line."""
    exported, rows = exported_columns(lines), [mapped.grid.cells[row - 1] for row in lines.rows.tolist()]
    return {
        column.number: values
        for column in mapped.table.columns
        if column.number not in exported and any(values := [number(row[column.number - 1]) for row in rows])
    }


def _leading_columns(
    left: Mapping[int, Values], discounts: Mapping[int, Values], cost: Values, prices: Mapping[int, Values]
) -> set[int]:
    """The columns by which *cost* is one of *prices* less a discount, maybe with a further cost of *left*."""
    return {
        column
        for share, discount in discounts.items()
        for at, price in prices.items()
        if at != share
        for more in (None, *(left.keys() - {at, share}))
        if is_list_price(price, discount, cost, None if more is None else left[more])
        for column in (at, share, more)
        if column is not None
    }


def _discounts(left: Mapping[int, Values]) -> dict[int, Values]:
    return {at: values for at, values in left.items() if _may_be_discount(values)}


def _may_be_discount(values: Values) -> bool:
    known = [value for value in values if value]
    return len(known) >= LEAST_LINES and all(0 < value < PER_HUNDRED for value in known)
