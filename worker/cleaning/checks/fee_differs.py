"""Net, fee and gross that do not fit together as they do on the other lines."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from worker.cleaning.discounts import is_discounted
from worker.cleaning.lines import Lines, findings_where
from worker.cleaning.mapped_table import MappedTable
from worker.cleaning.reconciliation.agreement import ROUNDED_RATE
from worker.findings.checks import FEE_DIFFERS, GROSS_DIFFERS
from worker.shapes.finding import Finding
from worker.values.arithmetic import median

_MOST = 0.6
"""Share of lines that must agree before the others count as exceptions."""


def check(lines: Lines, mapped: MappedTable) -> Iterator[Finding]:
    """Gross is net and fee, times a factor (VAT, commission) that most lines share; a discount of each line is none."""
    net, gross = lines.floats("net_cost"), lines.floats("gross_cost")
    if net is None or gross is None:
        return
    fee = lines.floats("agency_fee")
    base = net if fee is None else net + np.nan_to_num(fee)
    with np.errstate(all="ignore"):
        factor = gross / base
    comparable = np.isfinite(factor) & (base > 0) & (gross > 0)
    if not comparable.any():
        return
    right = np.abs(factor - 1) <= ROUNDED_RATE if fee is not None else np.zeros(len(lines), dtype=bool)
    usual = median(factor[comparable].tolist())
    right |= np.abs(factor - usual) <= ROUNDED_RATE * max(usual, 1.0)
    if right[comparable].mean() < _MOST:
        return
    where = comparable & ~right
    if not where.any() or is_discounted(lines, mapped, net, gross):
        return
    kind = GROSS_DIFFERS if fee is None else FEE_DIFFERS
    yield from findings_where(lines, kind, where, "gross_cost", usual=usual)
