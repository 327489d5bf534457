"""Numbered weeks, months, quarters and halves: 'W12', '1Q26', 'KW 40-43'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from worker.text import CJK
from worker.values.dates.calendar_words import classes_of
from worker.values.dates.parts import SHORT_YEARS, Partial, short_year, span_days, without_brackets
from worker.values.dates.tokens import Token


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


_UNIT_YEARS = range(10, 36)
"""What may be a year in two digits behind a numbered unit; behind a dash fewer may, where 'KW 17-20' are weeks."""
_NO_YEAR = 1
"""Stands for a year that a text leaves out."""
LONGEST_SIGN = 2
"""Letters of the longest sign that numbers a unit on either side: 'KW', 'w'."""


class Unit(NamedTuple):
    """A numbered unit: 'W12', '1Q26', 'Jan W2'."""

    unit: str
    number: int
    year: int | None = None
    month: int | None = None


def numbered_units(tokens: Sequence[Token]) -> tuple[Unit, ...]:
    """Every unit that the tokens can number: 'T1' is a quarter or a month, 'S1' a week or a half."""
    core = [token for token in without_brackets(tokens) if token.kind not in ".,/-'()"]
    kinds = "".join("n" if token.kind == "i" else token.kind for token in core)
    is_dashed = any(token.kind in "-r" for token in tokens)
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
    if match["right"] == "n" and any(token.kind == "," for token in tokens):
        return ()  # 'KW 11, 15' are two
    if match["right"] == "n" and core[-1].value not in (SHORT_YEARS if is_dashed else _UNIT_YEARS):
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


def unit_span(tokens: Sequence[Token], year: int | None) -> tuple[date, date] | None:
    """First and last day of a numbered unit, a span of them or a year; *year* where the text says none."""
    if len(tokens) == 1 and tokens[0].kind == "y" and tokens[0].units:
        return unit_days("year", 1, tokens[0].value)
    for i, token in enumerate(tokens):
        if (token.kind in "-/r" or token.text in ("+", "&")) and (
            ends := _unit_ends(tokens[:i], token.kind, tokens[i + 1 :], year)
        ):
            first, last = (unit_days(u.unit, u.number, u.year) for u in ends if u.year)
            return (first[0], last[1]) if first and last and first <= last else None
    if is_length(tokens):
        return None
    result = {
        span
        for u in _plain_units(tokens)
        if (y := u.year or year) and (span := unit_days(u.unit, u.number, y))
    }
    return result.pop() if len(result) == 1 else None


def is_length(tokens: Sequence[Token]) -> bool:
    """Whether the tokens count months or weeks: '1 month 2026', '4주'; with a sign of order they number one."""
    return any(
        number.kind == "n"
        and not number.ordinal
        and mark.kind == "u"
        and bool(mark.units & {"month", "week"})
        and (len(mark.text) > LONGEST_SIGN or bool(CJK.search(mark.text)))
        and "nth_mark" not in classes_of(mark.text)
        for number, mark in pairwise(tokens)
    )


def _plain_units(tokens: Sequence[Token]) -> list[Unit]:
    kinds = ("week", "month", "quarter", "half")
    return [unit for unit in numbered_units(tokens) if unit.unit in kinds and not unit.month]


def _unit_ends(
    left: Sequence[Token], sign: str, right: Sequence[Token], year: int | None
) -> tuple[Unit, Unit] | None:
    """First and last unit of 'KW 40-43', 'W51 - W2 2027', 'Q1/2 2026', each with its year; None for anything else."""
    starts = _plain_units(left) or _units_of_both(left, right)
    if len(starts) != 1:
        return None
    first = starts[0]
    lasts = [u for u in _plain_units(right) if u.unit == first.unit]
    if not lasts and (bare := _bare_number(right)):
        number, stated_year = bare
        if number not in _LIMITS[first.unit] or (stated_year is None and _is_year(number, sign, year)):
            return None
        lasts = [Unit(first.unit, number, stated_year)]
    if len(lasts) != 1:
        return None
    last, crosses = lasts[0], lasts[0].number < first.number
    if last.year is None and first.year is None and year is None:
        return None
    ends_in = last.year or (first.year or year or 0) + crosses
    return first._replace(year=first.year or ends_in - crosses), last._replace(year=ends_in)


def week_ends(tokens: Sequence[Token]) -> tuple[Unit, Unit] | None:
    """First and last of several weeks: 'KW 40-43', '17-20. KW', 'W51 - W2 2027'; the years are those that stand there."""
    for i, token in enumerate(tokens):
        if token.kind in "-r" and (ends := _unit_ends(tokens[:i], token.kind, tokens[i + 1 :], _NO_YEAR)):
            first, last = (
                u._replace(year=None if u.year in (_NO_YEAR, _NO_YEAR + 1) else u.year) for u in ends
            )
            return (first, last) if first.unit == "week" else None
    return None


def _units_of_both(left: Sequence[Token], right: Sequence[Token]) -> list[Unit]:
    """The first unit of '17-20. KW', whose mark stands behind the last."""
    bare, lasts = _bare_number(left), _plain_units(right)
    if not bare or bare[1] is not None or len(lasts) != 1 or lasts[0].number <= bare[0]:
        return []
    return [lasts[0]._replace(number=bare[0], year=None)]


def _bare_number(tokens: Sequence[Token]) -> tuple[int, int | None] | None:
    """'43' or '43 2026' as its number and year."""
    core = [token for token in tokens if token.kind not in ".,/-'()"]
    kinds = "".join(token.kind for token in core)
    if kinds not in ("n", "ny"):
        return None
    return core[0].value, core[1].value if kinds == "ny" else None


def _is_year(number: int, sign: str, year: int | None) -> bool:
    """Whether '26' of 'W12/26' is a year: where the plan's is not known any may be; else it is near, behind a slash."""
    return year is None or (sign == "/" and abs(short_year(number) - year) <= 1)
