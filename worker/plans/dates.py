"""Dates and spans of days as people write them, in any of the languages of `knowledge/month_names.txt`.

What could be read two ways is not guessed: `03/04/2026` is None until the order of its column is known.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple

from worker.plans.calendar_words import classes_of
from worker.plans.date_tokens import Token, tokens
from worker.shapes import Cell
from worker.text import clean

Order = Literal["dmy", "mdy", "ymd"]
LONGEST = 60
"""Characters; a longer text is prose, not a date."""
_NUMERIC = re.compile(r"^\D{0,12}(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})(?!\d)")
_SHORT = re.compile(r"^\s*(\d{1,2})([./-])(\d{1,2})\.?\s*(?:[-–—~].*)?$")


class Partial(NamedTuple):
    """As much of a date as its text says."""

    day: int | None = None
    month: int | None = None
    year: int | None = None

    def on(self, year: int | None = None) -> date | None:
        """The day, *year* standing in for a missing one; None where something is missing or there is no such day."""
        year = self.year or year
        if not (self.day and self.month and year):
            return None
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None


def parse_date(value: Cell, order: Order | None = None, year: int | None = None) -> date | None:
    """The day that a cell names; None where it names none, no such day, or more than one possible day.

    *order* decides numeric dates that can be read two ways; *year* completes '5 Jan'. Plain numbers are not read:
    an Excel serial looks like any amount, see `from_serial`.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return _date_in(value, order, year) if isinstance(value, str) else None


def parse_range(value: Cell, order: Order | None = None, year: int | None = None) -> tuple[date, date] | None:
    """First and last day of the span that a cell names: '5-11 Jan 2026', 'Jan 2026', 'Q1 2026', 'W12 2026', one day.

    None on the terms of `parse_date`, and where the span would end before it starts.
    """
    if isinstance(value, str):
        return _range_in(value, order, year)
    day = parse_date(value)
    return (day, day) if day else None


def from_serial(value: Cell) -> date | None:
    """The day of an Excel serial number between 1990 and 2100 (1900 system), for a column known to hold dates."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 32_874 <= value < 73_416:
        return None
    return date(1899, 12, 30) + timedelta(days=int(value))


def column_order(values: Sequence[Cell]) -> Order | None:
    """How a column writes its numeric dates, decided by those that can be read one way only; None where none decides.

    Dates with dots count as day first. Where values contradict each other, the answer is None.
    """
    votes: set[Order] = set()
    for value in values:
        if not isinstance(value, str):
            continue
        if match := _NUMERIC.match(text := clean(value)):
            first, second = int(match[1]), int(match[3])
            if len(match[1]) == 4:
                votes.add("ymd")
                continue
        elif match := _SHORT.match(text):
            first, second = int(match[1]), int(match[3])
        else:
            continue
        if match[2] == "." or (first > 12 >= second):
            votes.add("dmy")
        elif second > 12 >= first:
            votes.add("mdy")
    if len(votes) == 2:
        # ISO dates beside others say nothing about the others.
        votes.discard("ymd")
    return votes.pop() if len(votes) == 1 else None


@lru_cache(maxsize=65_536)
def _date_in(text: str, order: Order | None, year: int | None) -> date | None:
    if not _worth_reading(text):
        return None
    found = {day for part in partials(tokens(text), order) if (day := part.on(year))}
    return found.pop() if len(found) == 1 else None


@lru_cache(maxsize=65_536)
def _range_in(text: str, order: Order | None, year: int | None) -> tuple[date, date] | None:
    if not _worth_reading(text):
        return None
    parts = tokens(text)
    found = {span for first, last in spans(parts, order) if (span := span_days(first, last, year))}
    if not found and (span := _unit_span(parts, year)):
        return span
    return found.pop() if len(found) == 1 else None


def _worth_reading(text: str) -> bool:
    return 3 <= len(text) <= LONGEST and any(c.isdecimal() for c in text)


# ---------------------------------------------------------------- one day


def partials(found: Sequence[Token], order: Order | None = None) -> tuple[Partial, ...]:
    """Every way in which the tokens can be one date, month or day; without *order* numeric ones may be two."""
    inner = _without_brackets(found)
    kinds = "".join(token.kind for token in inner)
    if "m" in kinds:
        return _worded(inner)
    numbers = [token.value for token in inner if token.kind in "nyN"]
    if kinds == "N":
        return _valid(Partial(numbers[0] % 100, numbers[0] // 100 % 100, numbers[0] // 10_000))
    if kinds == "y":
        return (Partial(year=numbers[0]),)
    if kinds in ("n", "n."):
        return _valid(Partial(numbers[0]))
    if not re.fullmatch(r"[ny]([./-])[ny](?:\1[ny])?\.?", kinds):
        return ()
    return _numeric(inner, kinds, numbers, order)


def _without_brackets(found: Sequence[Token]) -> Sequence[Token]:
    if len(found) > 2 and found[0].kind == "(" and found[-1].kind == ")":
        return found[1:-1]
    return found


def _valid(*parts: Partial) -> tuple[Partial, ...]:
    """Those whose day and month can be, for a leap year where the year is open."""
    kept = []
    for part in parts:
        if part.month is not None and not 1 <= part.month <= 12:
            continue
        if part.day is not None and part._replace(month=part.month or 1).on(2024) is None:
            continue
        if part not in kept:
            kept.append(part)
    return tuple(kept)


def _numeric(
    found: Sequence[Token], kinds: str, numbers: list[int], order: Order | None
) -> tuple[Partial, ...]:
    shape = re.sub(r"[^ny]", "", kinds)
    dotted = found[1].kind == "."
    if shape in ("ynn", "yn"):
        return _valid(Partial(numbers[2] if shape == "ynn" else None, numbers[1], numbers[0]))
    if shape == "ny":
        return _valid(Partial(None, numbers[0], numbers[1]))
    if shape not in ("nny", "nnn", "nn"):
        return ()
    if shape == "nnn" and order == "ymd":
        return _valid(Partial(numbers[2], numbers[1], 2000 + numbers[0]))
    year = None if shape == "nn" else numbers[2] if shape == "nny" else short_year(numbers[2])
    day_first = Partial(numbers[0], numbers[1], year)
    month_first = Partial(numbers[1], numbers[0], year)
    if order == "mdy" or (order == "ymd" and shape == "nn"):
        return _valid(month_first)
    return _valid(day_first) if order == "dmy" or dotted else _valid(day_first, month_first)


def short_year(number: int) -> int:
    """26 -> 2026, 98 -> 1998."""
    return number + (2000 if number < 70 else 1900)


def _worded(found: Sequence[Token]) -> tuple[Partial, ...]:
    """With the month as a word or a marked number; other signs between are punctuation."""
    core = [token for token in found if token.kind not in ".,/-'()"]
    kinds = "".join(token.kind for token in core)
    at = {kind: [token.value for token in core if token.kind == kind] for kind in "nmy"}
    if kinds == "m":
        return (Partial(month=at["m"][0]),)
    if kinds in ("my", "ym"):
        return (Partial(month=at["m"][0], year=at["y"][0]),)
    if kinds in ("nmy", "mny", "ymn", "ynm"):
        return _valid(Partial(at["n"][0], at["m"][0], at["y"][0]))
    if kinds == "nmn":
        return _valid(Partial(at["n"][0], at["m"][0], short_year(at["n"][1])))
    if kinds == "nm":
        return _valid(Partial(at["n"][0], at["m"][0]))
    if kinds == "mn":
        sign = next((token.kind for token in found if token.kind in "-'/."), "")
        month, number = at["m"][0], at["n"][0]
        if sign == "'" or (sign and 15 <= number <= 45) or number > 31:
            return (Partial(month=month, year=short_year(number)),)
        return _valid(Partial(number, month))
    return ()


# ---------------------------------------------------------------- spans


def spans(found: Sequence[Token], order: Order | None = None) -> tuple[tuple[Partial, Partial], ...]:
    """Every way in which the tokens are a span: a pair of dates or months, or one of either twice."""
    inner = _without_brackets(found)
    ranges = [i for i, token in enumerate(inner) if token.kind == "r"]
    if len(ranges) == 1:
        return _halves(inner, ranges[0], order)
    if ranges:
        return ()
    if whole := [part for part in partials(inner, order) if part.month]:
        return tuple((part, part) for part in whole)
    for i, token in enumerate(inner):
        if token.kind in "-/" and 0 < i < len(inner) - 1 and (halves := _halves(inner, i, order)):
            return halves
    return ()


def _halves(found: Sequence[Token], at: int, order: Order | None) -> tuple[tuple[Partial, Partial], ...]:
    first, last = found[:at], found[at + 1 :]
    pairs = []
    for right in partials(last, order) or _day_and_year(last):
        for left in partials(first, order) or _day_and_year(first):
            if bool(left.day) == bool(right.day) and (left.month or right.month):
                # '03/04-05/04' is written one way on both sides
                sides = {_swapped(first, left), _swapped(last, right)} - {None}
                if order is None and len(sides) > 1:
                    continue
                pairs.append(_completed(left, right))
    return tuple(dict.fromkeys(pairs))


def _swapped(found: Sequence[Token], part: Partial) -> bool | None:
    """Whether a numeric day and month stand month first; None for anything else."""
    numbers = [token for token in found if token.kind == "n"]
    if part.day is None or len(numbers) < 2 or any(token.kind in "my" for token in found[:1]):
        return None
    return numbers[0].value == part.month and part.day != part.month


def _day_and_year(found: Sequence[Token]) -> tuple[Partial, ...]:
    """'11, 2026' after 'Jan 5-'."""
    core = [token for token in found if token.kind != ","]
    if [token.kind for token in core] == ["n", "y"]:
        return _valid(Partial(core[0].value, None, core[1].value))
    return ()


def _completed(left: Partial, right: Partial) -> tuple[Partial, Partial]:
    """Each half with the month and year that only the other says; over New Year the left year is one less."""
    left = left._replace(month=left.month or right.month)
    right = right._replace(month=right.month or left.month)
    crosses = (left.month or 0, left.day or 0) > (right.month or 0, right.day or 0)
    if left.year is None and right.year is not None:
        left = left._replace(year=right.year - crosses)
    elif right.year is None and left.year is not None:
        right = right._replace(year=left.year + crosses)
    return left, right


def span_days(first: Partial, last: Partial, year: int | None = None) -> tuple[date, date] | None:
    """First and last day; *year* is the first day's where the text says none."""
    if first.year is None:
        if year is None:
            return None
        crosses = (first.month or 0, first.day or 0) > (last.month or 0, last.day or 0)
        first, last = first._replace(year=year), last._replace(year=year + crosses)
    start = first.on() if first.day else first._replace(day=1).on()
    end = last.on() if last.day else month_end(last)
    return (start, end) if start and end and start <= end else None


def month_end(part: Partial) -> date | None:
    """The last day of a month and year."""
    first = part._replace(day=1).on()
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1) if first else None


def unit_days(unit: str, number: int, year: int) -> tuple[date, date] | None:
    """First and last day of a numbered ISO week, month, quarter or half, or of a year."""
    if unit == "week":
        try:
            start = date.fromisocalendar(year, number, 1)
        except ValueError:
            return None
        return start, start + timedelta(days=6)
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12}[unit]
    last = number * months
    if not 1 <= last <= 12:
        return None
    return span_days(Partial(None, last - months + 1, year), Partial(None, last, year))


_LIMITS = {
    "hour": range(24),
    "day": range(1, 32),
    "week": range(1, 54),
    "month": range(1, 13),
    "quarter": range(1, 5),
    "half": range(1, 3),
}


_SHORT_YEARS = range(10, 36)
"""What may be a year in two digits behind a numbered unit."""


class Unit(NamedTuple):
    """A numbered unit: 'W12', '1Q26', 'Jan W2'."""

    unit: str
    number: int
    year: int | None = None
    month: int | None = None


def numbered(found: Sequence[Token]) -> tuple[Unit, ...]:
    """Every unit that the tokens can number: 'T1' is a quarter or a month, 'S1' a week or a half."""
    core = [token for token in _without_brackets(found) if token.kind not in ".,/-'()"]
    kinds = "".join("n" if token.kind == "i" else token.kind for token in core)
    match = re.fullmatch(r"(?P<left>[ym]?)(?:un|nu)(?P<right>[ymn]?)", kinds)
    if not match or (match["left"] and match["right"]):
        return ()
    mark = next(token for token in core if token.kind == "u")
    if (
        "count_mark" in classes_of(mark.text)
        and core.index(mark) > 0
        and core[core.index(mark) - 1].kind == "n"
    ):
        return ()
    if match["right"] == "n" and core[-1].value not in _SHORT_YEARS:
        return ()  # 'KW 40-43' is a span
    start = 1 if match["left"] else 0
    number = next(token for token in core[start:] if token.kind in "ni")
    extra = core[0] if match["left"] else core[-1] if match["right"] else None
    year = (
        None
        if extra is None or extra.kind == "m"
        else extra.value
        if extra.kind == "y"
        else short_year(extra.value)
    )
    month = extra.value if extra is not None and extra.kind == "m" else None
    return tuple(
        Unit(unit, number.value, year, month)
        for unit in sorted(mark.units)
        if unit in _LIMITS
        and number.value in _LIMITS[unit]
        and (number.kind == "n" or unit in ("quarter", "half"))
    )


def _unit_span(found: Sequence[Token], year: int | None) -> tuple[date, date] | None:
    if len(found) == 1 and found[0].kind == "y" and found[0].units:
        return unit_days("year", 1, found[0].value)
    for i, token in enumerate(found):
        if (token.kind in "-/r" or token.text in ("+", "&")) and (
            ends := _unit_ends(found[:i], token.kind, found[i + 1 :], year)
        ):
            first, last = (unit_days(u.unit, u.number, u.year) for u in ends if u.year)
            return (first[0], last[1]) if first and last and first <= last else None
    told = {
        span
        for u in _plain_units(found)
        if (y := u.year or year) and (span := unit_days(u.unit, u.number, y))
    }
    return told.pop() if len(told) == 1 else None


def _plain_units(found: Sequence[Token]) -> list[Unit]:
    kinds = ("week", "month", "quarter", "half")
    return [unit for unit in numbered(found) if unit.unit in kinds and not unit.month]


def _unit_ends(
    left: Sequence[Token], sign: str, right: Sequence[Token], year: int | None
) -> tuple[Unit, Unit] | None:
    """First and last unit of 'KW 40-43', 'W51 - W2 2027', 'Q1/2 2026', each with its year; None for anything else."""
    starts = _plain_units(left)
    if len(starts) != 1:
        return None
    first = starts[0]
    lasts = [u for u in _plain_units(right) if u.unit == first.unit]
    if not lasts and (bare := _bare_number(right)):
        number, said = bare
        if number not in _LIMITS[first.unit] or (said is None and _is_year(number, sign, year)):
            return None
        lasts = [Unit(first.unit, number, said)]
    if len(lasts) != 1:
        return None
    last, crosses = lasts[0], lasts[0].number < first.number
    if last.year is None and first.year is None and year is None:
        return None
    ends_in = last.year or (first.year or year or 0) + crosses
    return first._replace(year=first.year or ends_in - crosses), last._replace(year=ends_in)


def _bare_number(found: Sequence[Token]) -> tuple[int, int | None] | None:
    """'43' or '43 2026' as its number and year."""
    core = [token for token in found if token.kind not in ".,/-'()"]
    kinds = "".join(token.kind for token in core)
    if kinds not in ("n", "ny"):
        return None
    return core[0].value, core[1].value if kinds == "ny" else None


def _is_year(number: int, sign: str, year: int | None) -> bool:
    """Whether '26' of 'W12/26' is a year: where the plan's is not known any may be; else it is near, behind a slash."""
    return year is None or (sign == "/" and abs(short_year(number) - year) <= 1)
