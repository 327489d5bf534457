"""Fees written as a rate: '15 %' in a column of money becomes an amount where the line says of what."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from worker.cleaning.lines import Floats, LineColumn, Lines, short
from worker.shapes.finding import Finding
from worker.shapes.grid import column_letter

RATE = "%"
"""Leads the key of a money column that holds rates, until it is amounts or gone."""
_OF = ("net_cost", "planned_budget", "spend")
_TOLERANCE = 0.005


def rates_to_amounts(lines: Lines) -> Lines:
    """*lines* with rates of money made amounts.

    Where net and gross stand beside the rate and agree with it, the fee is their difference: that settles whether the
    rate is on net or of gross. Otherwise it is a share of net. Without either the rate is left out, and said.
    """
    columns = dict(lines.columns)
    for key in [k for k in columns if k.startswith(RATE)]:
        column = columns.pop(key)
        name, rate = column.field.name, np.asarray(column.values, dtype=np.float64)
        amount = _amount(lines, name, rate)
        place = f"{column_letter(column.number)}:{column_letter(column.number)}" if column.number else None
        if amount is None:
            text = f"'{short(column.header)}' holds percents, and no net cost stands beside them: {name} stays blank."
            step = "Map it to a field for percents, or give the amount."
            lines.findings.append(Finding("percent-in-money", "warning", text, step, lines.sheet, place))
        else:
            text = (
                f"'{short(column.header)}' holds percents: {name} was worked out from the cost of each line."
            )
            lines.findings.append(Finding("fee-from-rate", "note", text, "", lines.sheet, place))
            columns[name] = LineColumn(column.field, amount, column.number, column.header)
    ordered = {n: columns[n] for n in lines.template.names if n in columns}
    return replace(lines, columns=ordered)


def _amount(lines: Lines, name: str, rate: Floats) -> Floats | None:
    if "fee" not in name and "commission" not in name:
        return None
    net = next((v for n in _OF if (v := lines.floats(n)) is not None), None)
    gross = lines.floats("gross_cost")
    if net is None:
        return None if gross is None else np.round(gross * rate, 2)
    on_net = np.round(net * rate, 2)
    if gross is None:
        return on_net
    of_gross = np.abs(gross * (1 - rate) - net) <= np.abs(gross) * _TOLERANCE
    return np.where(of_gross, gross - net, on_net)
