"""How a market writes its numbers: the decimal mark of a currency or a country, from CLDR."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale, UnknownLocaleError

from worker.knowledge.values import load_lists, load_values
from worker.values.amounts import Mark


@lru_cache(maxsize=64)
def mark_of_market(market: str) -> Mark | None:
    """The decimal mark of a country (ISO 3166 code); None where it is unknown."""
    try:
        locale = Locale.parse(f"und_{market}")
    except (UnknownLocaleError, ValueError):
        return None
    symbol = locale.number_symbols.get("latn", {}).get("decimal")
    return "." if symbol == "." else "," if symbol == "," else None


@lru_cache(maxsize=256)
def mark_of_currency(unit: str) -> Mark | None:
    """The decimal mark of those who pay with it; None for the euro, which is written both ways, and for no currency.

    >>> mark_of_currency("R$"), mark_of_currency("kr"), mark_of_currency("€")
    (',', ',', None)
    """
    code = load_values("currency").find(unit)
    shared = load_lists("shared_sign").get(unit, ())
    if code is None and shared:
        codes = [c for c in shared if c != "?"] if shared[0] == "?" else [shared[0]]
    else:
        codes = [code] if code else []
    marks = {mark_of_market(code[:2]) for code in codes}
    return marks.pop() if len(marks) == 1 else None
