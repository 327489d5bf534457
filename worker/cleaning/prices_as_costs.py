"""Prices of dated lines in a plan that says neither a cost nor how many: each line is one, and costs its price."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from worker.cleaning.mapped_table import MappedTable
from worker.cleaning.measures import additive_names
from worker.findings.cleaning import PRICE_AS_COST
from worker.plans.rows.letters import number
from worker.shapes.finding import Finding
from worker.shapes.grid import column_letter
from worker.shapes.template import Template
from worker.values.dates.orders import column_order
from worker.values.dates.parsing import parse_date, parse_range

PRICE, COST = "unit_rate", "planned_budget"


def with_prices_as_costs(
    tables: Sequence[MappedTable], template: Template
) -> tuple[list[MappedTable], list[Finding]]:
    """*tables* with the only price of each as its cost, and what is said; all as they are where one has an amount.

    A list of spots or of hoardings has a line for each; a list of prices without a day is no plan, and a person's word
    on the column stays.
    """
    amounts = frozenset(additive_names(template))
    names = {field.name for field in template.fields}
    if COST not in names or any(m.table.periods or amounts.intersection(m.fields.values()) for m in tables):
        return list(tables), []
    result: list[MappedTable] = []
    findings: list[Finding] = []
    for mapped in tables:
        prices = [at for at, field in mapped.fields.items() if field == PRICE]
        if (
            len(prices) == 1
            and prices[0] not in mapped.decided
            and _is_dated(mapped)
            and _is_paid(mapped, prices[0])
        ):
            findings.append(_finding(mapped, prices[0]))
            mapped = replace(mapped, fields={**mapped.fields, prices[0]: COST})
        result.append(mapped)
    return result, findings


def _is_dated(mapped: MappedTable) -> bool:
    """Whether a column holds days, be it mapped or not."""
    return any(column.samples and _are_days(column.samples) for column in mapped.table.columns)


def _are_days(samples: Sequence[str]) -> bool:
    order = column_order(samples) or "dmy"  # which is first matters to nobody here
    return all(parse_date(one, order) or parse_range(one, order) for one in samples)


def _is_paid(mapped: MappedTable, column: int) -> bool:
    return any(number(mapped.grid.at(row, column)) for row in mapped.table.line_rows)


def _finding(mapped: MappedTable, at: int) -> Finding:
    table, letter = mapped.table, column_letter(at)
    header = next((column.header for column in table.columns if column.number == at), "")
    return PRICE_AS_COST.at(
        mapped.grid.sheet,
        f"{letter}{table.first_row}:{letter}{table.last_row}",
        fields=[COST, PRICE],
        header=header,
        letter=letter,
    )
