"""What a single cell is, in one letter, and the number in it: the alphabet in which rows are compared."""

from __future__ import annotations

import math
import re
from functools import lru_cache

from worker.plans.rows.wording import is_word
from worker.shapes.grid import Cell
from worker.text import clean
from worker.values.amounts import Amount, is_non_finite, is_plain_number, parse_amount
from worker.values.blanks import is_blank
from worker.values.dates.times import time_of
from worker.values.durations import seconds_in

BLANK, NUMBER, DATE, YEAR, PERIOD, NOTHING, TEXT, LONG = "", "n", "d", "y", "p", "x", "s", "l"
"""Letters: a number, a date or time, a year, a period's name, a placeholder for 'nothing', text, long text."""
VALUES = frozenset({NUMBER, DATE, NOTHING, YEAR})
WORDS = frozenset({TEXT, LONG, PERIOD})
LONG_TEXT = 60
YEAR_DIGITS = 4
GREATEST_EXACT = 2**53
"""A whole number beyond it is read as its text: it may be greater than any float."""
_GROUPED = re.compile(r"(?<![\d.,])[1-9]\d{0,2}\.\d{3}(?![\d.,%])(?!\s*%)")
"""A point before three digits that close the number."""
_BARE = re.compile(r"[\d\s.,+()-]*")
"""A number with nothing that says what it counts: a table of statistics writes '1.250' with three decimals."""
_TIMES = {"day": DATE, "clock": DATE, "span": PERIOD, "period": PERIOD}


def letter(value: Cell) -> str:
    """The cell's letter, see `BLANK` and its neighbours."""
    if value is None or value == "":
        return BLANK
    if isinstance(value, str):
        return _text_letter(value)
    if isinstance(value, bool):
        return TEXT
    if isinstance(value, (int, float)):
        return YEAR if _is_year(value) else NUMBER
    return DATE


@lru_cache(maxsize=262_144)
def _text_letter(text: str) -> str:
    if text.isdecimal() or (is_plain_number(text) and time_of(text) is None):
        return _number_letter(text)  # '200105' among costs is no May of 2001
    simple = clean(text)
    if not simple:
        return BLANK
    if len(simple) > LONG_TEXT:
        return LONG
    if is_word("placeholder", simple) or is_blank(simple) or is_non_finite(simple):
        return NOTHING
    if time := time_of(simple):
        return _TIMES[time]
    if seconds_in(simple) is not None:
        return DATE
    return _number_letter(simple)


def _number_letter(text: str) -> str:
    amount = amount_in(text)
    if amount is None:
        return TEXT
    bare = len(amount.digits.removesuffix(".0")) == YEAR_DIGITS and amount.digits[:YEAR_DIGITS].isdecimal()
    if not bare or not _is_year(amount.number):
        return NUMBER
    return TEXT if amount.unit.field else YEAR  # '2026 Impressions' are those of a year


def _is_year(value: float) -> bool:
    return 1900 <= value <= 2100 and value == int(value)


def number(value: Cell) -> float | None:
    """The number in a cell, text included: '1,234.5', '(20)', '25%' as 25, '€ 1.200'; None where there is none."""
    if isinstance(value, str):
        return _text_number(value)
    if type(value) is float:
        return value if math.isfinite(value) else None
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return _text_number(str(value)) if abs(value) > GREATEST_EXACT else float(value)


def amount_in(text: str) -> Amount | None:
    """The amount that a text writes; letters of unknown meaning beside it are a footnote or a code.

    'Rp 1.800' are eighteen hundred: beside a currency, groups of thousands are likelier than three decimals.
    """
    is_grouped = _GROUPED.search(text) and not _BARE.fullmatch(text)
    return parse_amount(text, "," if is_grouped else ".", codes=True)


@lru_cache(maxsize=262_144)
def _text_number(text: str) -> float | None:
    amount = amount_in(clean(text))
    return amount.number if amount else None
