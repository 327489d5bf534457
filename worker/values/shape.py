"""What a value looks like, with nothing left of what it says: '12/03/2026' -> '99/99/9999', 'Nike Spring' -> 'text'.

The only form in which values of a plan may leave this machine or be remembered. How large a number is, is part of
what it says: its digits are not counted. A question to the model has the size of a column's usual number as one of six
words (`magnitude`), which tells a rate from a cost; nothing of it is remembered.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable

from worker.text import clean
from worker.values.amounts import Amount
from worker.values.kinds import Kind, value_of
from worker.values.units import Unit

LONGEST = 400
"""Characters of a value that are looked at."""
LONGEST_FRACTION = 4

_NAMES = {
    "url": "url",
    "site": "url",
    "email": "email",
    "size": "999x999",
    "long_id": "long id",
    "hash": "code",
}
_SIZES = (
    (1, "below one"),
    (10, "ones"),
    (100, "tens"),
    (1_000, "hundreds"),
    (1_000_000, "thousands"),
    (math.inf, "millions"),
)
_GROUPED = re.compile(r"\d([., '’`´])\d{3}")
_WORD = re.compile(r"(?:[a-zA-Z]|[^\x00-\x7f])+")


def value_shape(value: str) -> str:
    """The shape of one value; '' for a blank one."""
    text = clean(value[:LONGEST])
    if not text:
        return ""
    meaning = value_of(text)
    if meaning.code:
        return _NAMES[meaning.code]
    if meaning.kind in (Kind.DATE, Kind.TIME, Kind.PERIOD) and any(map(str.isdecimal, text)):
        return _WORD.sub("x", re.sub(r"\d", "9", text))
    if meaning.amount:
        return _number(text, meaning.amount)
    if any(map(str.isdigit, text)):
        return "code" if " " not in text else "text with digits"
    return "text"


def value_shapes(values: Iterable[str], limit: int = 2) -> tuple[str, ...]:
    """Up to *limit* different shapes, in order; blanks left out."""
    shapes: dict[str, None] = {}
    for value in values:
        if shape := value_shape(value):
            shapes.setdefault(shape)
        if len(shapes) == limit:
            break
    return tuple(shapes)


def magnitude(values: Iterable[str]) -> str:
    """The size of the usual number among *values* as a word, 'thousands'; '' where fewer than half are numbers."""
    meanings = [value_of(text) for value in values if (text := clean(value[:LONGEST]))]
    sizes = sorted(abs(one.amount.number) for one in meanings if one.amount and not one.code)
    if not sizes or len(sizes) * 2 < len(meanings):
        return ""
    usual = sizes[len(sizes) // 2]
    return next(word for limit, word in _SIZES if usual < limit)


def _number(text: str, amount: Amount) -> str:
    """The number's marks with its sign, its currency and its unit: '-$9,999.99', '9 CUR', '9k'."""
    grouped = _GROUPED.search(amount.digits)
    whole, mark, rest = amount.digits, "", ""
    if (match := re.search(r"[.,](\d+)$", amount.digits)) and not (grouped and grouped[1] == match[0][0]):
        mark, rest = match[0][0], match[1]
    digits = (f"9{grouped[1]}999" if grouped else "9") + mark + "9" * min(len(rest), LONGEST_FRACTION)
    before, _, behind = text.partition(whole[:1])
    minus = "-" if amount.number < 0 else ""
    percent = "%" if amount.percent else ""
    unit = _unit(amount.unit)
    leads = any(c.isalpha() or unicodedata.category(c) == "Sc" for c in before)
    return f"{minus}{unit}{digits}{percent}" if leads else f"{minus}{digits}{percent}{unit}"


def _unit(unit: Unit) -> str:
    """Currency codes of letters are said as such: 'EUR' and 'ABC' look alike."""
    if unit.currency:
        return unit.currency if not any(map(str.isalpha, unit.currency)) else "CUR"
    return "UNIT" if unit.field else ""
