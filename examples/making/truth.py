"""The truth of a plan's lines, and the raw rows that follow from it.

Written from the rules of the raw data, with exact fractions and without the pipeline's code, so that both check each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from math import floor

Value = str | int | float | date
Row = dict[str, Value]

ADDS_UP = frozenset({
    "planned_budget", "gross_cost", "net_cost", "agency_fee", "spend", "planned_units", "planned_impressions",
    "impressions", "clicks", "video_views", "video_completions", "conversions", "revenue", "grp", "spots",
})  # fmt: skip
"""Measures that are shared out over a line's rows; people reached stay on its first row, the rest is repeated."""
IN_CENTS = frozenset({
    "planned_budget", "gross_cost", "net_cost", "agency_fee", "spend", "revenue", "grp",
})  # fmt: skip
"""Shared out to the cent, what is left on the last row; anything else in whole units."""


@dataclass(frozen=True)
class Amount:
    """What a line has in one period; 1 by the name '' where a cell is only marked."""

    start: date
    end: date
    values: Mapping[str, float]
    whole: bool = False
    """A band over the weeks books this one as a whole in its month."""


@dataclass(frozen=True)
class Line:
    """One line of a plan: what holds for all of it, and its amounts by period."""

    fields: Mapping[str, Value]
    amounts: Sequence[Amount] = field(default_factory=tuple)


def rows_of(line: Line) -> list[Row]:
    """The raw rows of a line: one a period with an amount, weeks over the turn of a month in two, where no band has them whole."""
    amounts = [a for a in line.amounts if any(a.values.values())]
    if not amounts:
        return [dict(line.fields)]
    rows: list[Row] = []
    weights: list[Fraction] = []
    for amount in amounts:
        pieces = [(amount.start, amount.end)] if amount.whole else _pieces(amount.start, amount.end)
        days = [Fraction((end - start).days + 1) for start, end in pieces]
        shares = {name: shared(value, days, name) for name, value in amount.values.items() if name}
        weight = _exact(next(iter(amount.values.values())))
        for at, (start, end) in enumerate(pieces):
            held = {name: share[at] for name, share in shares.items()}
            if held and not any(held.values()):
                continue
            rows.append({"date": start, "start_date": start, "end_date": end, **held})
            weights.append(weight * days[at] / (1 if not held else sum(days)))
    for name, value in line.fields.items():
        _carry(rows, weights, name, value)
    return rows


def _carry(rows: list[Row], weights: Sequence[Fraction], name: str, value: Value) -> None:
    """A line's own value on its rows; a total of what the periods hold is there already."""
    if name in rows[0]:
        return
    if name == "reach":
        rows[0][name] = value
    elif name in ADDS_UP and isinstance(value, (int, float)):
        for row, part in zip(rows, shared(value, weights, name), strict=True):
            row[name] = part
    else:
        for row in rows:
            row[name] = value


def _pieces(start: date, end: date) -> list[tuple[date, date]]:
    if (end - start).days > 6 or start.month == end.month:
        return [(start, end)]
    turn = end.replace(day=1)
    return [(start, turn - timedelta(days=1)), (turn, end)]


def shared(total: float, weights: Sequence[Fraction], name: str) -> list[float]:
    """*total* in parts by *weights* that add up to it exactly."""
    whole, exact = sum(weights), _exact(total)
    if name in IN_CENTS or exact.denominator != 1:
        parts = [Fraction(floor(exact * 100 * w / whole), 100) for w in weights[:-1]]
        parts.append(exact - sum(parts))
        return [float(part) for part in parts]
    reached = [round(exact * sum(weights[: at + 1]) / whole) for at in range(len(weights))]
    return [float(b - a) for a, b in zip([0, *reached], reached, strict=False)]


def _exact(value: float) -> Fraction:
    """1234.56 as written, not as the nearest binary fraction."""
    return Fraction(str(value))
