"""One number as a person writes it, with all that stands around it.

    '1.200,50'  '1 200,50 €'  "1'200"  '$15,000'  '1.2k'  '3 lakh'  '5 тыс. руб.'  '(500,00) €'  '500-'  '25 %'  '1000 показов'

The digits are read by the decimal mark that they show themselves; '1.200' shows none, and the caller's mark decides.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import Literal

from worker.knowledge.particles import any_of
from worker.lazy_dataclass import dataclass
from worker.text import clean
from worker.values.units import Unit, is_currency, unit_of

Mark = Literal[".", ","]

LONGEST = 64
"""Characters; a longer text is prose."""
NON_FINITE = frozenset({"nan", "inf", "infinity", "∞"})
"""Words that a computer takes for numbers, and nobody else."""
_AMOUNT = re.compile(
    r"(?P<lead>\D*?)(?P<digits>\d[\d.,'’`´ ]*\d|\d|(?<![^\W\d_])(?<!/)[.,]\d+)(?:[eE](?P<power>[-+]?\d{1,4}))?(?:(?P<end>[.,])(?P<none>[-–—]{0,2}))?(?P<tail>\D*)"
)
_LEAD = re.compile(
    r"\s*(?P<sign>[-+−–]?)\s*(?P<open>\(?)\s*(?P<unit>.*?)\s*(?P<open2>\(?)\s*(?P<sign2>[-+−–]?)\s*"
)
_TAIL = re.compile(
    r"\s*(?P<unit>[^%٪()]*?)\s*(?P<percent>[%٪]?)\s*(?P<close>\)?)\s*(?P<unit2>[^%٪()]*?)\s*(?P<minus>[-−]?)\s*"
)
_FOOTNOTE = re.compile(r"(?:\s*\\+\w+|(?<=\d)\(\d\)|\s+\(?\d\)|\s*[*†‡]+)$")
"""A mark that leads to a note below the table: '1,200*', '4,800 \\1', '350 1)'."""
_NO_CENTS = re.compile(r"(?<=\d)(?:\s?/\s?[-=–]{1,2}|([.,])=)(?=\D*$)")
"""'385,000/=', '12,500/-' and '12.500,=': no cents, as they are written in East Africa, India and the Netherlands."""
_SUPERSCRIPT = re.compile(r"\s*[¹²³⁴⁵⁶⁷⁸⁹⁰]+$")
_DIGITS = str.maketrans(
    {"٫": ".", "٬": None} | {chr(ord(zero) + n): str(n) for zero in "٠۰०০੦૦୦௦౦೦൦๐໐༠၀០᠐" for n in range(10)}
)
"""Digits of other scripts: '५,०००' is five thousand."""
_SPACED = re.compile(r"\d{1,3}(?:[ '’`´]\d{3})+(?:[.,]\d+)?|[\d.,]+")
_OPEN = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
"""'1.200': one thousand two hundred, or one and a fifth."""
_PLAIN = re.compile(r"-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,15})(?:\.[0-9]{1,15})?")
_YEAR = re.compile(r"(?:19|20)\d\d")
"""'1994-' is an open span of years."""
NO_UNIT = Unit()
_CODE = re.compile(r"[A-Z]{3}|[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Amount:
    """One number with what stood around it."""

    number: float
    """As written, times its multiplier; negative in brackets. '25 %' is 25."""
    unit: Unit = NO_UNIT
    percent: bool = False
    digits: str = ""
    """The digits with their marks, as written."""

    @property
    def value(self) -> float:
        """What raw data holds: a percent as a share."""
        return round(self.number / 100, 12) if self.percent else self.number


_THOUSANDTHS = re.compile(r"(?<![\d.,])[1-9]\d{0,2}\.\d{3}(?![\d.,])")
_IN_THOUSANDTHS = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})
"""Currencies that have thousandths."""


def parse_sum(text: str) -> Amount | None:
    """The sum of money that a brief writes, alone and without a column to go by: '330.000' has no thousandths.

    A cell's own number may have some, and never ends with their 0.

    >>> parse_sum("330.000 EUR").value, parse_sum("572.125").value, parse_sum("1.500 KWD").value
    (330000.0, 572.125, 1.5)
    """
    amount = parse_amount(text)
    is_number = is_plain_number(text) and not text.endswith("0")
    if (
        amount is None
        or is_number
        or not _THOUSANDTHS.search(text)
        or amount.unit.currency in _IN_THOUSANDTHS
    ):
        return amount
    return parse_amount(text, ",")


def parse_amount(text: str, mark: Mark = ".", *, codes: bool = False) -> Amount | None:
    """The number that *text* writes; None where it is no single finite number, or a word beside it is unknown.

    Args:
        text: A whole cell.
        mark: The decimal mark where the text shows none.
        codes: Let in a letter (a footnote's) or three capitals (a currency or measure that no list has).

    >>> parse_amount("(500,00) €").value
    -500.0
    """
    if is_plain_number(text):
        number = read_digits(digits := text.lstrip("-"), mark)
        return None if number is None else Amount(-number if digits != text else number, digits=digits)
    if len(text) > LONGEST or not any(map(str.isdecimal, text)):
        return None
    tidy = _FOOTNOTE.sub("", clean(_SUPERSCRIPT.sub("", text)).translate(_DIGITS))
    tidy = _NO_CENTS.sub(lambda match: ",-" if match[1] else "", tidy)
    match = _AMOUNT.fullmatch(tidy)
    lead = _LEAD.fullmatch(match["lead"]) if match else None
    tail = _TAIL.fullmatch(match["tail"]) if match else None
    if match is None or lead is None or tail is None:
        return None
    sign = _sign(lead, tail, match["digits"])
    if sign is None:
        return None
    unit = _unit_around(lead["unit"], f"{tail['unit']} {tail['unit2']}".strip(), codes)
    number = read_digits(match["digits"], _shown_end(match) or mark)
    if unit is None or number is None:
        return None
    number = _times(number, unit.factor, match["power"])
    if not math.isfinite(number):
        return None
    return Amount(sign * number, unit, bool(tail["percent"]), match["digits"])


def _shown_end(match: re.Match[str]) -> Mark | None:
    """The decimal mark before dashes that stand for no cents: '125.000,-' are thousands, and so are '1.250.-'."""
    if not match["none"]:
        return None
    return "." if (match["end"] == ".") != (match["end"] in match["digits"]) else ","


def _sign(lead: re.Match[str], tail: re.Match[str], digits: str) -> int | None:
    """-1 for brackets or a minus around *digits*; None where they contradict, and for '1994-'."""
    brackets = len(lead["open"]) + len(lead["open2"])
    minuses = [
        brackets == 1,
        lead["sign"] not in ("", "+"),
        lead["sign2"] not in ("", "+"),
        bool(tail["minus"]),
    ]
    if brackets != len(tail["close"]) or sum(minuses) > 1 or (tail["minus"] and _YEAR.fullmatch(digits)):
        return None
    return -1 if any(minuses) else 1


def is_range(text: str) -> bool:
    """Whether *text* is two numbers ('15,000-25,000'), of which none is the value."""
    return _range().search(text) is not None


@lru_cache(maxsize=1)
def _range() -> re.Pattern[str]:
    return re.compile(rf"\d\s*(?:[-–—~～]|{any_of('between amounts')})\s*\D{{0,4}}\d", re.IGNORECASE)


def is_plain_number(text: str) -> bool:
    """Whether a text is digits as a computer writes them, with a point and groups at most; most texts of numbers are."""
    return _PLAIN.fullmatch(text) is not None


def _times(number: float, factor: float, power: str | None) -> float:
    if power:
        number = float(f"{number!r}e{power}") if "e" not in repr(number) else number * 10.0 ** int(power)
    return number if factor == 1.0 else round(number * factor, 6)


def _unit_around(before: str, behind: str, codes: bool) -> Unit | None:
    """The unit that the texts before and behind a number make; None where one of them is no unit."""
    if not before and not behind:
        return NO_UNIT
    if not before or not behind:
        text = before or behind
        unit = unit_of(text)
        if unit is None and codes and _CODE.fullmatch(text) and (behind or len(text) > 1):
            return Unit(code=text)
        return None if unit and _is_misplaced(unit, text, behind) else unit
    # '£1.2m', '$500 USD': a currency before the number, and a multiplier or the same currency behind it.
    return unit_of(f"{before} {behind}") if is_currency(before) else None


def _is_misplaced(unit: Unit, text: str, behind: str) -> bool:
    """'clicks 5' is a name, and '2003 $ millions' the header of a year."""
    if not behind:
        return unit.currency is None
    return unit.factor != 1.0 and unit.currency is not None and text.startswith(unit.currency)


def read_digits(digits: str, mark: Mark) -> float | None:
    """'1.200,50' by either mark where the text itself decides, by *mark* where it does not."""
    if digits.isdecimal():
        return float(digits)
    if not _SPACED.fullmatch(digits):
        return None
    bare = re.sub(r"[ '’`´]", "", digits)
    points, commas = bare.count("."), bare.count(",")
    if points and commas:
        mark = "." if bare.rfind(".") > bare.rfind(",") else ","
    elif points + commas > 1:
        mark = "," if points else "."
    elif points + commas == 1 and (not _OPEN.fullmatch(bare) or bare != digits):
        mark = "." if points else ","
    group = "," if mark == "." else "."
    whole, _, rest = bare.partition(mark)
    if not _is_grouped(whole, group) or group in rest or mark in rest:
        return None
    return float(f"{whole.replace(group, '') or '0'}.{rest or '0'}")


def _is_grouped(whole: str, group: str) -> bool:
    """'1.200.000' and the Indian '12,00,000' are groups, '1.2.3' and '1,20' are not."""
    if group not in whole:
        return True
    first, *middle, last = whole.split(group)
    return 1 <= len(first) <= 3 and len(last) == 3 and all(len(m) in (2, 3) for m in middle)


def is_non_finite(text: str) -> bool:
    """Whether *text* is a word such as 'nan' or '-inf', or a number too great to be one ('1e400')."""
    simple = clean(text).lstrip("+-−").casefold()
    if simple in NON_FINITE:
        return True
    if not simple[:1].isdecimal():
        return False
    try:
        return math.isinf(float(simple))
    except ValueError:
        return False
