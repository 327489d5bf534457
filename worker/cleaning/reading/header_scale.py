"""Columns whose header says in what their numbers count ('Impressions (000)') are brought to single units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from worker.cleaning.lines import Amounts, Bools, Floats, LineColumn, floats_of, short
from worker.cleaning.measures import additive_names
from worker.findings.cleaning import IN_LARGER_UNITS, IN_THOUSANDS
from worker.shapes.finding import Finding
from worker.shapes.grid import column_letter
from worker.shapes.template import Template
from worker.values.scales import scale_of

AGREES = 0.05
"""Relative difference between a price and what a line's own figures give for it."""
_PRICE, _COSTS = "cpm", ("net_cost", "gross_cost", "planned_budget", "spend")


def scales(columns: Mapping[str, LineColumn], template: Template) -> dict[str, float]:
    """Measure -> factor, for the amounts whose header names one; where a line's own price speaks against it, none."""
    factors = {
        name: scale
        for name in additive_names(template)
        if name in columns and (scale := scale_of(columns[name].header)) != 1.0
    }
    return {name: scale for name, scale in factors.items() if not _whole_already(name, factors, columns)}


def scaled(
    columns: Mapping[str, LineColumn], amounts: Sequence[Amounts], factors: Mapping[str, float]
) -> tuple[dict[str, LineColumn], tuple[Amounts, ...]]:
    """The columns and period amounts in single units."""
    by_line = dict(columns)
    for name, factor in factors.items():
        values = floats_of(columns[name].values)
        if values is not None:
            by_line[name] = replace(columns[name], values=values * factor)
    return by_line, tuple(
        replace(a, values=a.values * factors.get(a.measure, 1.0)) if not a.marks else a for a in amounts
    )


def _whole_already(name: str, factors: Mapping[str, float], columns: Mapping[str, LineColumn]) -> bool:
    """Whether cost by price shows that the numbers are whole, whatever the header says."""
    price, amounts = _floats(columns, _PRICE), _floats(columns, name)
    paid = next((n for n in _COSTS if n != name and _floats(columns, n) is not None), None)
    cost = _floats(columns, paid) if paid else None
    if paid is None or price is None or amounts is None or cost is None or name in _COSTS:
        return False
    with np.errstate(all="ignore"):
        quotients = cost * factors.get(paid, 1.0) / amounts * 1000
    return bool(_near(quotients, price).any()) and not _near(quotients / factors[name], price).any()


def _near(quotients: Floats, price: Floats) -> Bools:
    with np.errstate(all="ignore"):
        near: Bools = np.abs(quotients - price) <= AGREES * price
    return near


def _floats(columns: Mapping[str, LineColumn], name: str) -> Floats | None:
    return floats_of(columns[name].values) if name in columns else None


def notes(columns: Mapping[str, LineColumn], factors: Mapping[str, float], sheet: str) -> Iterator[Finding]:
    """What is exported otherwise than it stands in the plan."""
    for name, factor in factors.items():
        column = columns[name]
        letter = column_letter(column.number) if column.number else ""
        yield (IN_THOUSANDS if factor == 1e3 else IN_LARGER_UNITS).at(
            sheet,
            f"{letter}:{letter}" if letter else None,
            fields=[name],
            header=short(column.header),
            factor=factor,
            example=1.5 * factor,
        )
