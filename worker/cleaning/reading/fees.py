"""Fees written as a rate: '15 %' in a column of money becomes an amount where the line says of what."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from worker.cleaning.lines import Floats, LineColumn, Lines, short
from worker.cleaning.reconciliation.agreement import ROUNDED_RATE
from worker.findings.values import FEE_FROM_RATE, FEE_RATE_ALONE, PERCENT_IN_MONEY
from worker.knowledge.modifiers import modifiers_of
from worker.shapes.finding import Finding
from worker.shapes.grid import column_letter

RATE = "%"
"""Leads the key of a money column that holds rates, until it is amounts or gone."""
_GROSS = "gross_cost"
_RATES = frozenset({"rate", "percent"})
"""Words of a header that promises no amount: a rate may be what the price has in it."""
_OF = ("net_cost", "planned_budget", "spend")


def rates_to_amounts(lines: Lines) -> Lines:
    """*lines* with rates of money made amounts.

    Where net and gross stand beside the rate and agree with it, the fee is their difference: that settles whether the
    rate is on net or of gross. Otherwise it is a share of net. Without either the rate is left out, and said.
    """
    columns = dict(lines.columns)
    findings: list[Finding] = []
    for key in [k for k in columns if k.startswith(RATE)]:
        column = columns.pop(key)
        name, rate = column.field.name, np.asarray(column.values, dtype=np.float64)
        amount = _amount(lines, name, rate)
        alone = amount is not None and lines.floats(_GROSS) is None and _names_rate(column.header)
        place = f"{column_letter(column.number)}:{column_letter(column.number)}" if column.number else None
        header = short(column.header)
        kind = PERCENT_IN_MONEY if amount is None else FEE_RATE_ALONE if alone else FEE_FROM_RATE
        findings.append(kind.at(lines.sheet, place, fields=[name], header=header, field=name))
        if amount is not None and not alone:
            columns[name] = LineColumn(column.field, amount, column.number, column.header)
    ordered = {n: columns[n] for n in lines.template.names if n in columns}
    return replace(lines, columns=ordered, findings=(*lines.findings, *findings))


def _names_rate(header: str) -> bool:
    """Whether a header has a word for a rate, which scripts without spaces write at its end: '手数料率'."""
    return bool((modifiers_of(header) | modifiers_of(header.strip()[-1:])) & _RATES)


def _amount(lines: Lines, name: str, rate: Floats) -> Floats | None:
    if "fee" not in name and "commission" not in name:
        return None
    net = next((v for n in _OF if (v := lines.floats(n)) is not None), None)
    gross = lines.floats(_GROSS)
    if net is None:
        return None if gross is None else np.round(gross * rate, 2)
    on_net = np.round(net * rate, 2)
    if gross is None:
        return on_net
    of_gross = np.abs(gross * (1 - rate) - net) <= np.abs(gross) * ROUNDED_RATE
    return np.where(of_gross, gross - net, on_net)
