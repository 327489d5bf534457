"""The decimal mark of a plan, for columns that leave it open: '1.200' only."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

from worker.shapes.grid import Grid
from worker.values.numbers import Mark, Numbers

_BOTH = re.compile(r"\D{0,4}\d{1,3}(?:[., '’]\d{3})+([.,])\d{1,2}\D{0,4}")
_MOST_ROWS = 2_000
_SIGNS: Mapping[str, Mark] = {"$": ".", "£": ".", "₹": ".", "¥": ".", "₩": ".", "R$": ",", "₽": ",", "руб": ",", "zł": ",", "kr": ",", "Kč": ","}  # fmt: skip
"""How those who pay with it write; the euro is written both ways."""


def decimal_hint(read: Iterable[Numbers], grid: Grid, market: str | None) -> Mark | None:
    """From the nearest witness: the other columns of the table, the sheet, the currency sign, the market."""
    columns = list(read)
    shown: Counter[Mark] = Counter(n.mark for n in columns if n.mark and not n.ambiguous)
    if shown:
        return shown.most_common(1)[0][0]
    return _of_sheet(grid) or _of_signs(columns) or (_of_market(market) if market else None)


def _of_sheet(grid: Grid) -> Mark | None:
    """From numbers anywhere on the sheet that show both marks."""
    marks: Counter[Mark] = Counter()
    for row in grid.cells[:_MOST_ROWS]:
        for cell in row:
            if isinstance(cell, str) and len(cell) < 24 and (found := _BOTH.fullmatch(cell.strip())):
                marks["." if found[1] == "." else ","] += 1
    return marks.most_common(1)[0][0] if marks else None


def _of_signs(columns: Iterable[Numbers]) -> Mark | None:
    for column in columns:
        if column.units is None:
            continue
        for unit in column.units:
            if unit and (mark := _SIGNS.get(unit.rstrip("."))):
                return mark
    return None


@lru_cache(maxsize=64)
def _of_market(market: str) -> Mark | None:
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(f"und_{market}")
    except (UnknownLocaleError, ValueError):
        return None
    symbol = locale.number_symbols.get("latn", {}).get("decimal")
    return "." if symbol == "." else "," if symbol == "," else None
