"""What a single cell is, in one letter, and the number in it: the alphabet in which rows are compared."""

from __future__ import annotations

import re
from functools import lru_cache

from worker.plans.rows.wording import is_word
from worker.shapes.grid import Cell
from worker.text import clean, plain, words
from worker.values.dates.calendar_words import month_of

BLANK, NUMBER, DATE, YEAR, PERIOD, NOTHING, TEXT, LONG = "", "n", "d", "y", "p", "x", "s", "l"
"""Letters: a number, a date or time, a year, a period's name, a placeholder for 'nothing', text, long text."""
VALUES = frozenset({NUMBER, DATE, NOTHING, YEAR})
WORDS = frozenset({TEXT, LONG, PERIOD})
LONG_TEXT = 60
_CURRENCY = r"(?:[$€£¥₽₩₴₺₹]|[A-Z]{3}|kr|zł|руб\.?|р\.|грн\.?|元|円|원|Rp|R\$|US\$)?"
_AMOUNT = re.compile(
    rf"^{_CURRENCY}\s*[-+−(]?\s*{_CURRENCY}\s*(?P<digits>\d[\d.,'’\s]*|[.,]\d+)\s*%?\s*\)?\s*{_CURRENCY}\s*[%*†‡]?\s*[A-Za-z]?$"
)
_DATE = re.compile(
    r"^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?$"
    r"|^\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]m)?$",
    re.IGNORECASE,
)
_FOOTMARK = re.compile(r"(?:\s*\\+\w+|(?<=\d)\(\d\)|\s+\(?\d\)|\s*[¹²³⁴⁵⁶⁷⁸⁹]+|\s*[*†‡]+)$")
_PERIOD = re.compile(
    r"^(?:(?:q|h|kw|cw|wk?|week|woche|semana|semaine|tuan|нед(?:еля)?\.?)\s*\.?\s*\d{1,2}(?:\D{0,3}\d{2,4})?"
    r"|\d{1,2}\s*(?:кв|квартал|неделя|нед|月|日|周|週|월|일|주차?|时|時|点)\.?(?:\D{0,3}\d{2,4})?"
    r"|(?:19|20)\d\d\s*[-–/]\s*(?:19|20)?\d{1,2}|(?:19|20)\d\d\s*(?:年|년|г\.?|год|q\d|h\d|м?\d{1,2})"
    r"|\d{1,2}[./]\d{1,2}\.?\s*[-–]\s*\d{1,2}[./]\d{1,2}\.?(?:[./]?\d{2,4})?|\d\d[./](?:0[1-9]|1[0-2])\.?)$",
    re.IGNORECASE,
)


def letter(value: Cell) -> str:
    """The cell's letter, see `BLANK` and its neighbours."""
    if value is None or value == "":
        return BLANK
    if isinstance(value, str):
        return _text_letter(value)
    if isinstance(value, bool):
        return TEXT
    if isinstance(value, (int, float)):
        return YEAR if 1900 <= value <= 2100 and value == int(value) else NUMBER
    return DATE


@lru_cache(maxsize=262_144)
def _text_letter(text: str) -> str:
    simple = clean(text)
    if not simple:
        return BLANK
    if len(simple) > LONG_TEXT:
        return LONG
    if is_word("placeholder", simple):
        return NOTHING
    if _DATE.match(simple):
        return DATE
    if is_period_text(simple):
        return PERIOD
    found = number(simple)
    if found is None:
        return TEXT
    bare = _FOOTMARK.sub("", simple).removesuffix(".0")
    return YEAR if 1900 <= found <= 2100 and found.is_integer() and len(bare) == 4 else NUMBER


def is_period_text(text: str) -> bool:
    """Whether a short text is the name of a time: 'March', 'Q1', 'KW 12', '3月', 'янв 26'.

    A quick look for the layout; `worker.plans.periods.periods` reads the times themselves.
    """
    if len(text) > 24:
        return False
    if _PERIOD.match(text):
        return True
    found = words(plain(text))
    return len(found) <= 3 and any(
        month_of(word) and all(other.isdigit() for other in found[:at] + found[at + 1 :])
        for at, word in enumerate(found)
    )


def number(value: Cell) -> float | None:
    """The number in a cell, text included: '1,234.5', '(20)', '25%' as 25, '€ 1.200'; None where there is none."""
    if isinstance(value, str):
        return _text_number(value)
    if type(value) is float:
        return value
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return float(value)


@lru_cache(maxsize=262_144)
def _text_number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        pass
    simple = _FOOTMARK.sub("", clean(text))
    if not simple or len(simple) > 32:
        return None
    match = _AMOUNT.match(simple)
    if not match:
        return None
    digits = _digits(re.sub(r"[\s'’]", "", match["digits"]).rstrip(".,"))
    if digits is None:
        return None
    negative = simple.startswith("(") and simple.endswith(")") or re.match(r"^\D*[-−]", simple) is not None
    return -digits if negative else digits


def _digits(text: str) -> float | None:
    """'1,234.5', '1.234,5', '96,7' or '1,336' read by the usual habits; a lone group of three is thousands."""
    comma, dot = text.rfind(","), text.rfind(".")
    if comma >= 0 and dot >= 0:
        thousands, decimal = (",", ".") if dot > comma else (".", ",")
        text = text.replace(thousands, "").replace(decimal, ".")
    elif comma >= 0:
        groups = text.split(",")
        whole = all(len(group) == 3 for group in groups[1:]) and groups[0] not in ("", "0")
        text = "".join(groups) if whole or len(groups) > 2 else text.replace(",", ".")
    elif text.count(".") > 1:
        text = text.replace(".", "")
    try:
        return float(text)
    except ValueError:
        return None
