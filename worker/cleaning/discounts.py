"""Costs that the plan explains itself: the list price of the line, less its discount, with what comes on top."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import permutations

from worker.cleaning.cells import exported_columns
from worker.cleaning.lines import Floats, Lines, plain_values
from worker.cleaning.mapped_table import MappedTable
from worker.plans.rows.letters import number
from worker.values.arithmetic import LEAST_LINES, PER_HUNDRED, Values, is_list_price, parts_of_rest

_COSTS = ("net_cost", "planned_budget", "spend")
_EXPORTED = frozenset({"money", "fee"})
_GROSS = 0
"""In the place of the number of a column, which the gross cost may not have."""


def is_discounted(lines: Lines, mapped: MappedTable, net: Floats, gross: Floats) -> bool:
    """Whether columns that are not exported hold a discount, and maybe a further cost, that lead from *gross* to *net*."""
    left = _left(lines, mapped)
    return bool(_leading_columns(left, _discounts(left), plain_values(net), {_GROSS: plain_values(gross)}))


def explained_columns(lines: Lines, mapped: MappedTable) -> frozenset[int]:
    """The columns that are not exported and lead to a cost that is.

    They are a list price, its discount and a further cost, or what makes an exported cost a larger exported amount.
    """
    left = _left(lines, mapped)
    discounts = _discounts(left)
    costs = [plain_values(numbers) for field in _COSTS if (numbers := lines.floats(field)) is not None]
    return _parts_of_totals(lines, left).union(
        *(_leading_columns(left, discounts, cost, left) for cost in costs if discounts)
    )


def _parts_of_totals(lines: Lines, left: Mapping[int, Values]) -> frozenset[int]:
    """The columns that, with one exported amount of money and maybe fees that are exported, add up to another one."""
    columns = (c for c in lines.columns.values() if c.field.family in _EXPORTED)
    amounts: dict[int, Values] = {
        c.number: plain_values(numbers)
        for c in columns
        if c.number and (numbers := lines.floats(c.field.name)) is not None
    }
    both = {**left, **amounts}
    return frozenset(
        part
        for whole, base in permutations(amounts, 2)
        for part in parts_of_rest(
            amounts[whole], amounts[base], {n: v for n, v in both.items() if n not in (whole, base)}
        )
        if part in left
    )


def _left(lines: Lines, mapped: MappedTable) -> dict[int, Values]:
    """The numbers of each column that is not exported, a value a line."""
    exported, rows = exported_columns(lines), lines.rows.tolist()
    return {
        column.number: values
        for column in mapped.table.columns
        if column.number not in exported
        and any(values := [number(cell) for cell in mapped.grid.picked(column.number, rows)])
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
    numbers = [value for value in values if value]
    return len(numbers) >= LEAST_LINES and (
        all(0 < value <= PER_HUNDRED for value in numbers)
        or all(-PER_HUNDRED <= value < 0 for value in numbers)
    )
