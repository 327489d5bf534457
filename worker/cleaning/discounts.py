"""Net costs that the plan explains itself: the list price of the line, less its discount, with what comes on top."""

from __future__ import annotations

from collections.abc import Mapping

from worker.cleaning.cells import exported_columns
from worker.cleaning.lines import Floats, Lines
from worker.cleaning.mapped_table import MappedTable
from worker.plans.rows.letters import number
from worker.values.arithmetic import LEAST_LINES, PER_HUNDRED, Values, is_list_price

_COSTS = ("net_cost", "planned_budget", "spend")


def is_discounted(lines: Lines, mapped: MappedTable, net: Floats, gross: Floats) -> bool:
    """Whether columns that are not exported hold a discount, and maybe a further cost, that lead from *gross* to *net*."""
    return bool(_ways(_left(lines, mapped), _plain(net), {0: _plain(gross)}))


def explained_columns(lines: Lines, mapped: MappedTable) -> frozenset[int]:
    """The columns that are not exported and lead to a cost that is: a list price, its discount, a further cost."""
    left = _left(lines, mapped)
    costs = [numbers for field in _COSTS if (numbers := lines.floats(field)) is not None]
    return frozenset(number for cost in costs for way in _ways(left, _plain(cost), left) for number in way)


def _left(lines: Lines, mapped: MappedTable) -> dict[int, Values]:
    """The numbers of each column that is not exported, a value a line."""
    exported, rows = exported_columns(lines), lines.rows.tolist()
    return {
        column.number: values
        for column in mapped.table.columns
        if column.number not in exported
        and any(values := [number(mapped.grid.at(row, column.number)) for row in rows])
    }


def _ways(left: Mapping[int, Values], cost: Values, prices: Mapping[int, Values]) -> list[tuple[int, ...]]:
    """The columns of *left* and *prices* by which *cost* is a list price less a discount, maybe with a further cost."""
    discounts = {at: values for at, values in left.items() if _may_be_discount(values)}
    return [
        way
        for share, discount in discounts.items()
        for at, price in prices.items()
        for more in (None, *left)
        if len(way := tuple(dict.fromkeys(n for n in (at, share, more) if n is not None)))
        == 2 + (more is not None)
        if is_list_price(price, discount, cost, left[more] if more is not None else None)
    ]


def _may_be_discount(values: Values) -> bool:
    known = [value for value in values if value]
    return len(known) >= LEAST_LINES and all(0 < value < PER_HUNDRED for value in known)


def _plain(values: Floats) -> Values:
    return [None if value != value else value for value in values.tolist()]
