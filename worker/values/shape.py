"""What a value looks like, with nothing left of what it says: '12/03/2026' -> '99/99/9999', 'Nike Spring' -> 'text'.

The only form in which values of a plan may leave this machine or be remembered. How large a number is, is part of
what it says: its digits are not counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from worker.text import clean

LONGEST = 400
"""Characters of a value that are looked at."""

_DATE = re.compile(r"\d{4}([-/. ])\d{1,2}\1\d{1,2}|\d{1,2}([-/. ])\d{1,2}\2(\d{4}|\d{2})")
_TIME = re.compile(r"\d{1,2}:\d{2}(:\d{2})?")
_URL = re.compile(r"(https?://|www\.)\S+", re.IGNORECASE)
_EMAIL = re.compile(r"\S+@\S+\.\S+")
_SIZE = re.compile(r"\d{2,4}\s?[x×*]\s?\d{2,4}", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?P<minus>[-+(]?)(?P<before>[^\d\s.,]{0,3}) ?(?P<whole>\d{1,3}(?:[., '\u00a0\u202f]\d{3})+|\d+)"
    r"(?P<rest>[.,]\d+)? ?(?P<after>%|[^\W\d_]{3}|[$€£¥₽₩₴₺₹])?\)?"
)
_CURRENCY = re.compile(r"[$€£¥₽₩₴₺₹]|[A-Z]{3}")
_GROUPED = re.compile(r"\d([., '\u00a0\u202f])\d{3}")
_LONG_NUMBER = 9
"""A whole number of so many digits is an id."""


def value_shape(value: str) -> str:
    """The shape of one value; '' for a blank one."""
    shown = clean(value[:LONGEST])
    if not shown:
        return ""
    for pattern, name in ((_URL, "url"), (_EMAIL, "email"), (_SIZE, "999x999")):
        if pattern.fullmatch(shown):
            return name
    if _DATE.fullmatch(shown) or _TIME.fullmatch(shown):
        return re.sub(r"\d", "9", shown)
    if found := _NUMBER.fullmatch(shown):
        return _number(found)
    if any(c.isdigit() for c in shown):
        return "code" if " " not in shown else "text with digits"
    return "text"


def value_shapes(values: Iterable[str], limit: int = 2) -> tuple[str, ...]:
    """Up to *limit* different shapes, in order; blanks left out."""
    found: dict[str, None] = {}
    for value in values:
        if shape := value_shape(value):
            found.setdefault(shape)
        if len(found) == limit:
            break
    return tuple(found)


def _number(found: re.Match[str]) -> str:
    whole, rest = found["whole"], found["rest"] or ""
    before, after = found["before"], found["after"] or ""
    if (
        before
        and not _CURRENCY.fullmatch(before)
        or after not in ("", "%")
        and not _CURRENCY.fullmatch(after)
    ):
        return "code"
    if len(whole) >= _LONG_NUMBER and whole.isdigit() and not rest:
        return "long id"
    grouped = _GROUPED.search(whole)
    digits = f"9{grouped[1]}999" if grouped else "9"
    minus = "-" if found["minus"] in ("-", "(") else ""
    decimals = rest[:1] + "9" * min(len(rest) - 1, 4) if rest else ""
    return minus + _sign(before) + digits + decimals + (after if after == "%" else _sign(after))


def _sign(currency: str) -> str:
    """Currency codes of letters are said as such: 'EUR' and 'ABC' look alike."""
    return "CUR" if currency.isalpha() else currency
