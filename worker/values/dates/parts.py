"""The parts of a date: day, month and year as a text says them, and spans of two such parts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from worker.values.dates.tokens import Token

Order = Literal["dmy", "mdy", "ymd"]
SHORT_YEARS = range(24, 36)
"""Two digits behind a month, a day or a dash that are a year."""


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


def partials(tokens: Sequence[Token], order: Order | None = None) -> tuple[Partial, ...]:
    """Every way in which the tokens can be one date, month or day; without *order* numeric ones may be two."""
    inner = without_brackets(tokens)
    kinds = "".join(token.kind for token in inner)
    if "m" in kinds:
        return _with_month_word(inner)
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


def without_brackets(tokens: Sequence[Token]) -> Sequence[Token]:
    """The tokens inside brackets that hold them all."""
    if len(tokens) > 2 and tokens[0].kind == "(" and tokens[-1].kind == ")":
        return tokens[1:-1]
    return tokens


def _valid(*parts: Partial) -> tuple[Partial, ...]:
    """Those whose day and month can be, for a leap year where the year is open."""
    valid = []
    for part in parts:
        if part.month is not None and not 1 <= part.month <= 12:
            continue
        if part.day is not None and part._replace(month=part.month or 1).on(2024) is None:
            continue
        if part not in valid:
            valid.append(part)
    return tuple(valid)


def _numeric(
    tokens: Sequence[Token], kinds: str, numbers: list[int], order: Order | None
) -> tuple[Partial, ...]:
    shape = re.sub(r"[^ny]", "", kinds)
    dotted = tokens[1].kind == "."
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


def _with_month_word(tokens: Sequence[Token]) -> tuple[Partial, ...]:
    """With the month as a word or a marked number; other signs between are punctuation."""
    core = [token for token in tokens if token.kind not in ".,/-'()"]
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
    if kinds == "mnn" and _is_year_behind_day(tokens):
        return _valid(Partial(at["n"][0], at["m"][0], short_year(at["n"][1])))
    if kinds == "nm":
        return _valid(Partial(at["n"][0], at["m"][0]))
    if kinds == "mn":
        sign = next((token.kind for token in tokens if token.kind in "-'/."), "")
        month, number = at["m"][0], at["n"][0]
        if number <= 31 and tokens[-1].kind == "." and tokens[-1].glued:
            return _valid(Partial(number, month))  # 'márc. 23.'
        if sign == "'" or (sign and 15 <= number <= 45) or number > 31:
            return (Partial(month=month, year=short_year(number)),)
        return _valid(Partial(number, month))
    return ()


def _is_year_behind_day(tokens: Sequence[Token]) -> bool:
    """'Oct 5/26', 'Oct-5-26': two digits that may be a year; 'Oct 5-26' are days, and so may be 'Oct 5/12'."""
    signs = [token.kind for token in tokens if token.kind in "-/."]
    last = tokens[-1]
    return signs in (["/"], ["/", "/"], ["-", "-"]) and last.kind == "n" and last.value in SHORT_YEARS


# ---------------------------------------------------------------- spans


def spans(tokens: Sequence[Token], order: Order | None = None) -> tuple[tuple[Partial, Partial], ...]:
    """Every way in which the tokens are a span: a pair of dates or months, or one of either twice."""
    inner = without_brackets(tokens)
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
    return _one_below_the_other(inner, order)


def _one_below_the_other(tokens: Sequence[Token], order: Order | None) -> tuple[tuple[Partial, Partial], ...]:
    """Two days written alike with nothing but a space or a new line between: '02.03.2026\n08.03.2026'."""
    kinds = [token.kind for token in tokens]
    half = len(tokens) // 2
    if half < 2 or kinds[:half] != kinds[half:]:
        return ()
    return tuple(
        pair for pair in _pairs(tokens[:half], tokens[half:], order) if pair[0].day and pair[0] != pair[1]
    )


def _halves(tokens: Sequence[Token], at: int, order: Order | None) -> tuple[tuple[Partial, Partial], ...]:
    first, last = tokens[:at], tokens[at + 1 :]
    pairs = _pairs(first, last, order)
    if not pairs and order is None and all(_is_dotted(half) for half in (first, last)):
        # '3.1-3.15': the month first, since no month is the fifteenth
        return _pairs(first, last, "mdy")
    return pairs


def _is_dotted(tokens: Sequence[Token]) -> bool:
    return [token.kind for token in tokens] == ["n", ".", "n"]


def _pairs(
    first: Sequence[Token], last: Sequence[Token], order: Order | None
) -> tuple[tuple[Partial, Partial], ...]:
    pairs = []
    if order is None and _is_year_first(first):
        order = "ymd"
    for right in partials(last, order) or _day_and_year(last):
        for left in partials(first, order) or _day_and_year(first):
            if bool(left.day) == bool(right.day) and (left.month or right.month):
                # '03/04-05/04' is written one way on both sides
                sides = {_is_month_first(first, left), _is_month_first(last, right)} - {None}
                if order is None and len(sides) > 1:
                    continue
                pairs.append(_complete(left, right))
    return tuple(dict.fromkeys(pairs))


def _is_year_first(tokens: Sequence[Token]) -> bool:
    """'2026. 11. 30.': the day behind the dash is written month first as well."""
    return re.fullmatch(r"y([./-])n\1n\.?", "".join(token.kind for token in tokens)) is not None


def _is_month_first(tokens: Sequence[Token], part: Partial) -> bool | None:
    """Whether a numeric day and month stand month first; None for anything else."""
    numbers = [token for token in tokens if token.kind == "n"]
    if part.day is None or len(numbers) < 2 or any(token.kind in "my" for token in tokens[:1]):
        return None
    return numbers[0].value == part.month and part.day != part.month


def _day_and_year(tokens: Sequence[Token]) -> tuple[Partial, ...]:
    """'11, 2026' after 'Jan 5-'."""
    core = [token for token in tokens if token.kind != ","]
    if [token.kind for token in core] == ["n", "y"]:
        return _valid(Partial(core[0].value, None, core[1].value))
    return ()


def _complete(left: Partial, right: Partial) -> tuple[Partial, Partial]:
    """Each half with the month and year that only the other says; over New Year the left year is one less.

    A first day after the last, with one month for both, lies in the month before: '26.-01.11.'.
    """
    month = left.month or right.month or 0
    if not left.month and (left.day or 0) > (right.day or 0):
        month = (month - 2) % 12 + 1
    left = left._replace(month=month)
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
