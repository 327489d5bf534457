"""Net costs that the plan explains itself: the list price of the line, less its discount, with what comes on top."""

from __future__ import annotations

from worker.cleaning.cells import exported_columns
from worker.cleaning.lines import Floats, Lines
from worker.cleaning.mapped_table import MappedTable
from worker.plans.rows.letters import number
from worker.values.arithmetic import Values, is_list_price


def is_discounted(lines: Lines, mapped: MappedTable, net: Floats, gross: Floats) -> bool:
    """Whether columns that are not exported hold a discount, and maybe a further cost, that lead from *gross* to *net*."""
    exported, rows = exported_columns(lines), lines.rows.tolist()
    left: list[Values] = [
        values
        for column in mapped.table.columns
        if column.number not in exported
        and any(values := [number(mapped.grid.at(row, column.number)) for row in rows])
    ]
    cost, price = _plain(net), _plain(gross)
    return any(
        is_list_price(price, discount, cost, extra)
        for discount in left
        for extra in (None, *(values for values in left if values is not discount))
    )


def _plain(values: Floats) -> Values:
    return [None if value != value else value for value in values.tolist()]
