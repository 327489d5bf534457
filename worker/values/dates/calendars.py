"""Other calendars than the Gregorian one: years of the Buddhist era, and the Solar Hijri calendar of Iran.

Nobody plans media for the years 1405 or 2569 of the Gregorian calendar, so a date with such a year says its calendar.
A lunar Hijri year is left alone: where its months begin is decided by who looks at the moon.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache, partial

from worker.knowledge.word_pattern import word_pattern
from worker.knowledge.words import phrases

BUDDHIST_YEARS = range(2540, 2601)
"""1997 to 2057."""
BUDDHIST_ERA = 543
SOLAR_YEARS = range(1375, 1431)
"""1996 to 2052: the lunar years of that time lie above them."""
_EPOCH_YEAR, _EPOCH = 1375, date(1996, 3, 20)
"""A year of the Solar Hijri calendar and the day on which it begins."""
_LEAP_IN_33 = frozenset({1, 5, 9, 13, 17, 22, 26, 30})
_BUDDHIST_SCRIPT = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff]|\bB\.?E\.?\b")
"""Thai, Lao and Khmer letters, or the name of the era."""
_FOUR_DIGITS = re.compile(r"(?<!\d)\d{4}(?!\d|[.,]\d{3})")
_LOCAL_DIGIT = re.compile(r"(?![0-9])\d")
_YEAR_FIRST = re.compile(r"(?<!\d)(1[34]\d\d)([./-])(\d{1,2})\2(\d{1,2})(?!\d|\2\d)")
_REIWA = re.compile(r"(?<![^\W_])R(\d{1,2})([./]\d{1,2}[./]\d{1,2})(?!\d)")
"""The sign of the era that began in 2019."""
_MONTH, _DAY = r"(?:0?[1-9]|1[0-2])", r"(?:0?[1-9]|[12]\d|3[01])"
_MINGUO = re.compile(
    rf"(?<![\d./])(1[0-3]\d)(?=([./]){_MONTH}\2{_DAY}(?![\d./]))"
    rf"|(?<![\d./-])(1[0-3]\d)(?=年\s?\d|-{_MONTH}-{_DAY}(?![\d./-]))"
)
"""Years of the Republic of China, of three digits before a month and a day: 2011 to 2050."""
_YEAR_LAST = re.compile(r"(?<!\d)(?<!\d[./])(\d{1,2})([./-])(\d{1,2})\2(1[34]\d\d)(?!\d|\2\d)")


def gregorian_year(number: int) -> int:
    """2569 -> 2026; any other number stays."""
    return number - BUDDHIST_ERA if number in BUDDHIST_YEARS else number


def gregorian_day(day: date) -> date:
    """1 April 2569, as Excel keeps what was typed in Thailand, is 1 April 2026."""
    try:
        return day.replace(year=gregorian_year(day.year))
    except ValueError:
        return day


def with_gregorian_years(text: str) -> str:
    """'สงกรานต์ 2569' -> 'สงกรานต์ 2026': amid words a number is such a year where the words are of its countries."""
    if not _BUDDHIST_SCRIPT.search(text):
        return text
    return _FOUR_DIGITS.sub(lambda match: str(gregorian_year(int(match[0]))), text)


def in_gregorian(text: str) -> str:
    """The text with its Solar Hijri days as Gregorian ones: '1405/01/15' -> '2026-04-04'; no such day stays."""
    if not any(c.isdecimal() for c in text):
        return text
    text = text if text.isascii() else _LOCAL_DIGIT.sub(lambda m: str(int(m[0])), text)
    text = _YEAR_FIRST.sub(lambda m: _in_our_calendar(m, m[1], int(m[3]), m[4]), text)
    text = _YEAR_LAST.sub(lambda m: _in_our_calendar(m, m[4], int(m[3]), m[1]), text)
    text = _named_day().sub(lambda m: _in_our_calendar(m, m[3], _months().index(m[2]) + 1, m[1]), text)
    return _named_month().sub(_month_in_words, _with_years_of_eras(text))


def _with_years_of_eras(text: str) -> str:
    """'令和8年4月1日' -> '2026年4月1日', 'R8.4.1' -> '2026.4.1', '115/10/05' and '民國115年' -> 2026."""
    for before, pattern in _eras().items():
        text = pattern.sub(partial(_year_of_era, int(before)), text)
    text = _REIWA.sub(lambda match: f"{2018 + int(match[1])}{match[2]}", text)
    return _MINGUO.sub(lambda match: str(1911 + int(match[1] or match[3])), text)


def _year_of_era(before: int, match: re.Match[str]) -> str:
    return str(before + int(match[1]))


@cache
def _eras() -> dict[str, re.Pattern[str]]:
    """By the year before an era's first, its names with the number of a year behind them."""
    names: dict[str, list[str]] = {}
    for year, name in phrases("eras"):
        names.setdefault(year, []).append(re.escape(name))
    return {
        year: re.compile(
            rf"(?:{'|'.join(sorted(listed, key=len, reverse=True))})\s*(\d{{1,3}})(?=\s*年|[./-]\d)"
        )
        for year, listed in names.items()
    }


def _month_in_words(match: re.Match[str]) -> str:
    """'فروردین 1405' as its first and last day."""
    year, month = int(match[2]), _months().index(match[1]) + 1
    first, last = solar_day(year, month, 1), solar_day(year, month, _length(year, month))
    return f"{first.isoformat()} - {last.isoformat()}" if first and last else match[0]


@cache
def _months() -> tuple[str, ...]:
    """The months of the Solar Hijri calendar, in their order."""
    return tuple(name for calendar, name in phrases("months") if calendar == "solar")


@word_pattern()
def _named_day() -> str:
    """'15 فروردین 1405', or with the word for month before the year."""
    month = "|".join(re.escape(word) for name, word in phrases("calendar") if name == "month_mark")
    return rf"(?<!\d)(\d{{1,2}})\s+({'|'.join(_months())})\s+(?:(?:{month})\s+)?(1[34]\d\d)(?!\d)"


@word_pattern()
def _named_month() -> str:
    """'فروردین 1405', or with the word for month before the name or the year."""
    month = "|".join(re.escape(word) for name, word in phrases("calendar") if name == "month_mark")
    return rf"(?<![^\W_])(?:(?:{month})\s+)?({'|'.join(_months())})\s+(?:(?:{month})\s+)?(1[34]\d\d)(?!\d)"


def _in_our_calendar(match: re.Match[str], year: str, month: int, day: str) -> str:
    read = solar_day(int(year), month, int(day))
    return read.isoformat() if read else match[0]


def solar_day(year: int, month: int, day: int) -> date | None:
    """The Gregorian day of one of the Solar Hijri calendar; None where there is none, or its year is no plan's."""
    if year not in SOLAR_YEARS or not 1 <= month <= 12 or not 1 <= day <= _length(year, month):
        return None
    years = 365 * (year - _EPOCH_YEAR) + sum(map(_is_leap, range(_EPOCH_YEAR, year)))
    return _EPOCH + timedelta(days=years + sum(_length(year, m) for m in range(1, month)) + day - 1)


def _length(year: int, month: int) -> int:
    """Days of a month: six of 31, five of 30, and a last one that is shorter except in leap years."""
    return 31 if month <= 6 else 30 if month <= 11 or _is_leap(year) else 29


def _is_leap(year: int) -> bool:
    return year % 33 in _LEAP_IN_33
