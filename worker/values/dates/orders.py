"""How a column writes its dates: which of day, month and year comes first, and what a number behind a month is.

The values of a column decide together: '03/04/2026' alone is two days, beside '28/04/2026' it is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from worker.shapes.grid import Cell
from worker.text import clean, plain
from worker.values.dates.calendar_words import month_of
from worker.values.dates.parsing import LONGEST, parse_range
from worker.values.dates.parts import Order
from worker.values.dates.tokens import tokens
from worker.values.dates.units import numbered_units

_NUMERIC = re.compile(r"^\D{0,12}(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})(?!\d)")
_NUMERIC_DAY = re.compile(r"(?<![\d./-])(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})(?!\d)")
_SHORT_DAY = re.compile(r"(?<![\d./-])(\d{1,2})\.?\s?([./-])\s?(\d{1,2})(?!\d|\s?\2\s?\d)")
_SHORT_TEXT = re.compile(r"^\s*\d{1,2}[./-]\s?\d{1,2}\.?\s*(?:[-–—~〜～].*)?$")
_BEHIND_MONTH = re.compile(r"([^\W\d_][^\d'’]*?)\.?\s+(\d{2})")
_YEAR_FIRST = re.compile(r"^\D{0,12}(\d{2})([./-])\s?(\d{1,2})\2\s?(\d{1,2})(?![\d/-])")
_SOME_YEAR = 2024
"""A leap year: stands in where only day and month are written."""
_SHORT_YEARS = range(20, 36)
_ORDERS: tuple[Order, Order] = ("dmy", "mdy")
_FLIGHT, _TIMES = 62, 3
"""Days of a flight at most, where the same texts in the other order are so many times as long."""
_MOST_ONE_WAY = 2
"""Spans or months from which on that is no chance."""


def column_order(values: Sequence[Cell]) -> Order | None:
    """How a column writes its numeric dates, decided by those that can be read one way only; None where none decides.

    Dates with dots count as day first, unless one of the column ('3.1-3.15') can only be read month first. Where
    values contradict each other, the answer is None; where all are spans, the order in which they are flights.
    """
    texts = [text for value in values if isinstance(value, str) and (text := clean(value))]
    votes: set[Order] = set()
    for text in texts:
        if _NUMERIC.match(text):
            votes.update(order for day in numeric_days(text) if (order := _order_of(*day)))
        elif order := _only_order(text):
            votes.add(order)
    if not votes & {"dmy", "mdy"} and any(map(_is_dotted, texts)):
        votes = {"dmy"}
    if votes <= {"dmy"} and _years_come_first(texts):
        return "ymd"
    return _agreed(votes) if votes else _order_of_flights(texts)


@lru_cache(maxsize=16_384)
def _only_order(text: str) -> Order | None:
    """The one order in which a day and a month without a year can be read: 'Sat, 2/14', '14/2 - 20/2'."""
    if not _SHORT_DAY.search(text):
        return None
    readable: list[Order] = [o for o in _ORDERS if parse_range(text, o, _SOME_YEAR)]
    return readable[0] if len(readable) == 1 else None


def _is_dotted(text: str) -> bool:
    """'12.01', '5.1. - 11.1.': the day first, in the countries that write so."""
    match = _SHORT_DAY.search(text)
    return (
        match is not None and match[2] == "." and int(match[1]) <= 12 and _SHORT_TEXT.match(text) is not None
    )


def _years_come_first(texts: Sequence[str]) -> bool:
    """'26. 1. 5.', '26.1.14': years of two digits, for the last numbers are no years of one plan."""
    days = [match for text in texts if (match := _YEAR_FIRST.match(text))]
    firsts, lasts = {int(day[1]) for day in days}, {int(day[4]) for day in days}
    if not days or not all(first in _SHORT_YEARS for first in firsts) or max(firsts) - min(firsts) > 1:
        return False
    return all(int(day[3]) <= 12 for day in days) and not all(last in _SHORT_YEARS for last in lasts)


def _order_of_flights(texts: Sequence[str]) -> Order | None:
    """The order in which several spans last weeks, where in the other each lasts months: '5/1 - 11/1' beside '2/2 - 8/2'."""
    different = {
        text for text in texts if len(text) <= LONGEST and (_SHORT_DAY.search(text) or numeric_days(text))
    }
    lengths: dict[Order, list[int]] = {}
    for order in _ORDERS:
        spans = [parse_range(text, order, _SOME_YEAR) for text in different]
        lengths[order] = [(span[1] - span[0]).days for span in spans if span]
    if len(different) < _MOST_ONE_WAY or any(len(days) < len(different) for days in lengths.values()):
        return None
    for order, other in (_ORDERS, _ORDERS[::-1]):
        if 0 < max(lengths[order]) <= _FLIGHT and sum(lengths[other]) > _TIMES * sum(lengths[order]):
            return order
    return None


def is_undecided(text: str) -> bool:
    """Whether a text names two days by its order: '03/04/2026', '5/1'; '03/03/2026' is one, and with dots the day is first."""
    if any(
        sign != "." and first != second and int(first) <= 12 and int(second) <= 12
        for first, sign, second in numeric_days(text)
    ):
        return True
    short = _SHORT_DAY.search(text)
    if not short or short[2] == "." or short[1] == short[3] or numeric_days(text):
        return False
    days = {parse_range(text, order, _SOME_YEAR) for order in _ORDERS}
    return len(days) == 2 and None not in days


def with_weeks(texts: Sequence[Cell]) -> Sequence[Cell]:
    """'T8' beside 'T17' as 'W8': where a letter stands for weeks and months, more than twelve are weeks."""
    units = {
        text: numbered_units(tokens(text))
        for text in set(texts)
        if isinstance(text, str) and len(text) <= LONGEST
    }
    if not any({u.unit for u in each} == {"week"} for each in units.values()):
        return texts
    weeks = {text: next((u for u in each if u.unit == "week"), None) for text, each in units.items()}
    if any(week is None for text, week in weeks.items() if units[text]):
        return texts
    return [
        f"W{week.number} {week.year or ''}".strip()
        if isinstance(text, str) and (week := weeks.get(text)) and len(units[text]) > 1
        else text
        for text in texts
    ]


def with_years(texts: Sequence[Cell], all_texts: Sequence[Cell], year: int | None) -> Sequence[Cell]:
    """'Jan 26' as "Jan '26" where the numbers behind the months of *all_texts* are years: one plan's, through several months.

    Args:
        all_texts: of all columns of dates.
        year: the plan's, where it is known.
    """
    behind = [
        match for text in set(all_texts) if isinstance(text, str) and (match := _month_and_number(text))
    ]
    numbers = {int(match[2]) for match in behind}
    months = {plain(match[1]) for match in behind}
    near = {year % 100 + by for by in (-1, 0, 1)} if year else set(_SHORT_YEARS)
    if len(months) < _MOST_ONE_WAY or not numbers <= near or max(numbers) - min(numbers) > 1:
        return texts
    return [
        f"{match[1]} '{match[2]}" if isinstance(text, str) and (match := _month_and_number(text)) else text
        for text in texts
    ]


def _month_and_number(text: str) -> re.Match[str] | None:
    match = _BEHIND_MONTH.fullmatch(clean(text))
    return match if match and month_of(plain(match[1]).rstrip(".")) else None


def order_within(texts: Iterable[str]) -> Order | None:
    """How texts write the full dates amid their other words, on the terms of `column_order`."""
    return _agreed({order for text in texts for day in numeric_days(text) if (order := _order_of(*day))})


def _agreed(votes: set[Order]) -> Order | None:
    """The one order that all votes are for; ISO dates beside others say nothing about the others."""
    if len(votes) == 2:
        votes = votes - {"ymd"}
    return next(iter(votes)) if len(votes) == 1 else None


def numeric_days(text: str) -> list[tuple[str, str, str]]:
    """First number, sign and second number of each full date in digits: of '1/1/26 - 3/31/26' both."""
    return [(match[1], match[2], match[3]) for match in _NUMERIC_DAY.finditer(text)]


def _order_of(first: str, sign: str, second: str) -> Order | None:
    if len(first) == 4:
        return "ymd"
    if sign == "." or int(first) > 12 >= int(second):
        return "dmy"
    return "mdy" if int(second) > 12 >= int(first) else None
