"""The decimal mark of a plan, for columns that leave it open: '1.200' only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from worker.knowledge.cldr import currencies_of
from worker.shapes.grid import Grid
from worker.values import marks
from worker.values.amounts import Mark
from worker.values.money import currency_of
from worker.values.numbers import Numbers, shown_mark

CENTS = 2
"""Decimals of most currencies."""
_MOST_ROWS = 2_000


def decimal_hints(
    read: Mapping[int, Numbers], amounts: Collection[int], grid: Grid, market: str | None
) -> dict[int, Mark]:
    """For the columns of *read* that leave it open, from the nearest witness: the others, the sheet, the currency sign, the market.

    What the sign or the market says makes no three decimals of *amounts*: 'Rp495,520' are thousands, though Indonesia
    writes its decimals with a comma.
    """
    unsure = [number for number, column in read.items() if column.ambiguous]
    if not unsure:
        return {}
    counts: Counter[Mark] = Counter(n.mark for n in read.values() if n.mark and not n.ambiguous)
    shown = counts.most_common(1)[0][0] if counts else mark_of_sheet(grid)
    if shown:
        return dict.fromkeys(unsure, shown)
    of_country = _of_signs(read.values()) or (marks.mark_of_market(market) if market else None)
    if of_country is None:
        return {}
    whole = {number for number in unsure if number in amounts}
    if whole and _has_three_decimals(read.values(), market):
        whole = set()
    return {n: mark for n in unsure if (mark := read[n].mark if n in whole else of_country)}


def mark_of_sheet(grid: Grid) -> Mark | None:
    """From numbers anywhere on the sheet that show both marks."""
    votes: Counter[Mark] = Counter()
    for row in grid.cells[:_MOST_ROWS]:
        for cell in row:
            if isinstance(cell, str) and (mark := shown_mark(cell)):
                votes[mark] += 1
    return votes.most_common(1)[0][0] if votes else None


def _has_three_decimals(columns: Iterable[Numbers], market: str | None) -> bool:
    """Whether money of a sign beside the columns, or else of the market, is written with three decimals: that of Kuwait."""
    from babel.numbers import get_currency_precision  # only for amounts that leave their decimal mark open

    units = {unit for column in columns if column.units is not None for unit in column.units if unit}
    codes = {currency_of(unit, market) for unit in units} - {None} or set(currencies_of(market or ""))
    return any(get_currency_precision(str(code)) > CENTS for code in codes)


def _of_signs(columns: Iterable[Numbers]) -> Mark | None:
    for column in columns:
        if column.units is None:
            continue
        for unit in column.units:
            if unit and (mark := marks.mark_of_currency(unit)):
                return mark
    return None
