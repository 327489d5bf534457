"""What time a header cell may name: every reading, for the row as a whole to choose from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time
from functools import lru_cache
from typing import Literal

from worker.knowledge.templates import shipped_names
from worker.lazy_dataclass import dataclass
from worker.plans.rows.wording import is_total
from worker.shapes.grid import Cell
from worker.text import clean, plain
from worker.values.dates.calendar_words import classes_of, is_actual, is_planned, measure_of, stands_apart
from worker.values.dates.calendars import gregorian_day
from worker.values.dates.month_parts import day_within, month_part
from worker.values.dates.parts import Order, Partial, partials, short_year, spans
from worker.values.dates.tokens import YEARS, Token, tokens
from worker.values.dates.units import numbered_units, week_ends

Kind = Literal["hour", "number", "date", "span", "week", "month", "quarter", "half", "year"]
LONGEST = 48
"""Characters of a header that may still be a time with a few words around it."""
_PAIR = 2
_PARTS = "nmy"
MOST_PARTS = 3
"""Numbers and months of one day; of a day that is written twice, as first and last day, there are more."""
_CLOCK = re.compile(r"^(\d{1,2})[:.h]00?(?::00)?\s*(?:[-–—~]\s*\d{1,2}[:.h](?:[0-5]\d)?(?::\d\d)?)?$")
_WORDS = re.compile(r"[^\W\d_]+(?:/[^\W\d_]\b)?")
_NUMBERED_PART = re.compile(
    r"(?P<name>\D{1,14}?)\s*\d{1,2}\D{0,3}?\s*"
    r"(?:[(（]\s*(?P<inside>[^()（）]+)[)）]|(?:[:：]|\s[–—-]\s|(?P<loose>\s/\s|\s(?=\d{1,2}\D)))\s*(?P<behind>\S.*))$"
)
"""A word with its number, and more in brackets, behind a colon or on the next line."""
_SPAN_OF_PART = re.compile(r"(?P<time>\d.*\S)\s*(?:\s/\s|\n)\s*(?P<name>\D{1,14}?)\s*\d{1,2}\D{0,3}$")
"""Days, and below them a word with its number."""
_REMARK = re.compile(
    r"(?P<time>[^()（）\[\]]+?)\s*[(（\[](?P<inside>[^()（）\[\]]*[^\W\d_]{2}[^()（）\[\]]*)[)）\]]$"
)
"""Words in brackets at the end."""
_PLACES = {
    "hour": "hour",
    "day": "number",
    "week": "week",
    "month": "month",
    "quarter": "quarter",
    "half": "half",
}


@dataclass(frozen=True, slots=True)
class HeaderTime:
    """One way to read a header cell: its kind, and as much of the time as it says.

    A `number` is a day, a week or a month by its neighbours; a `week` with a month is that month's week.
    """

    kind: Kind
    first: Partial = Partial()
    last: Partial = Partial()
    number: int | None = None
    rest: str = ""
    """Words beside the time: 'Budget' of 'Budget Jan'."""
    ending: bool = False
    """The day is the last of its week."""
    through: int | None = None
    """The last week of several: 43 of 'KW 40-43'."""
    has_unit_word: bool = False
    """A word says the unit ('Day 3'), where a bare number would say nothing."""


def looks_like_period(value: Cell) -> bool:
    """Whether a cell alone names a time: a date, 'W12', 'Jan', '5-11 Jan', '08:00'.

    Bare numbers name none; whether a row of them counts days or weeks is for `find_slots`.
    """
    if isinstance(value, (int, float)):
        return False
    kinds = {reading.kind for reading in header_times(value)}
    return bool(kinds - {"number"}) and "half" not in kinds


def header_times(
    value: Cell, number_format: str | None = None, order: Order | None = None
) -> tuple[HeaderTime, ...]:
    """Every time that a header cell may name, the likeliest first; none for a total, a comparison or other words."""
    if isinstance(value, str):
        return _in_text(value, order) if len(value) <= LONGEST else ()
    if isinstance(value, (date, datetime)):
        return (_in_date(value, number_format),)
    if isinstance(value, time):
        return (HeaderTime("hour", number=value.hour),) if value.minute == 0 else ()
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return ()
    return _in_number(value, order)


def _in_date(value: date, number_format: str | None) -> HeaderTime:
    """A date cell; one whose format shows no day is its month, or its year."""
    letters = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", number_format or "d").lower()
    value = gregorian_day(value)
    if "d" not in letters and "m" in letters and value.day == 1:
        part = Partial(None, value.month, value.year)
        return HeaderTime("month", part, part)
    part = Partial(value.day, value.month, value.year)
    return HeaderTime("date", part, part)


def _in_number(value: float, order: Order | None) -> tuple[HeaderTime, ...]:
    if value == int(value):
        if 0 <= value <= 53:
            return (HeaderTime("number", number=int(value)),)
        if int(value) in YEARS:
            part = Partial(year=int(value))
            return (HeaderTime("year", part, part),)
        return ()
    # '12.10' typed into a cell is stored as 12.1
    text = f"{value:.2f}"
    return _in_text(text, order) if 0 < value < 32 and abs(float(text) - value) < 1e-9 else ()


def _is_date(text: str, order: Order | None) -> bool:
    return any(reading.kind == "date" for reading in _in_text(text.strip(), order))


@lru_cache(maxsize=16_384)
def _in_text(text: str, order: Order | None) -> tuple[HeaderTime, ...]:
    if re.fullmatch(r"\d{1,4}\.0", text):
        # a number that passed through a text file
        return _in_number(float(text), order)
    simple = plain(text)
    if clock := _CLOCK.match(simple.replace(" ", "")):
        hour = int(clock[1])
        if hour < 24 and (":" in simple or "h" in simple):
            return (HeaderTime("hour", number=hour),)
    if part := _of_month_part(text, order):
        return (part,)
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) == _PAIR and all(_is_date(line, order) for line in lines):
        return _in_text(" - ".join(lines), order)  # the first and the last day below one another
    row = list(tokens(clean(text)))
    ending, starting = _says("ending", simple), _says("starting", simple)
    if ending or starting:
        row = [token for token in row if token.kind != "u"]
    core, rest = _apart(row)
    if is_total(text) or stands_apart(text):
        return ()
    if not any(token.kind in "nyNmi" for token in core) or (rest and not _is_of_amounts(rest)):
        return _of_numbered_part(text, order) or _before_remark(text, order)
    times = _whole(core, order) or _in_two(core, order)
    if rest:
        times = _without_bare_numbers(times)
    return tuple(replace(reading, rest=rest, ending=ending) for reading in times)


def _of_month_part(text: str, order: Order | None) -> HeaderTime | None:
    """The days of half a month or a third of one: '1H Apr', '4月上旬', and 'quincena 1' below its month."""
    part = month_part(text)
    if part is None or not (part.rest or part.is_bare):
        return None
    months = [reading for reading in _in_text(part.rest, order) if reading.kind == "month"]
    if part.rest and not (months and months[0].first.month):
        return None
    month = months[0].first if months else Partial()
    last = day_within(part.last, month.month, month.year)
    rest = months[0].rest if months else ""
    return HeaderTime("span", month._replace(day=part.first), month._replace(day=last), rest=rest)


def _is_of_amounts(rest: str) -> bool:
    """Whether a column under a time and these words holds amounts, and no figure of a report such as a CPM."""
    measure = measure_of(rest)
    has_amounts = measure is not None and measure not in shipped_names("rate", "ratio", "duration")
    return has_amounts or is_actual(rest) or is_planned(rest)


def _of_numbered_part(text: str, order: Order | None) -> tuple[HeaderTime, ...]:
    """The months, weeks or days of a numbered part of a campaign: 'Phase 1 (Mar-May)', 'Burst 2: 5-18 Oct', 'Cat. 05 01-14 mar'."""
    if (below := _SPAN_OF_PART.match(text.strip())) and measure_of(below["name"]) is None:
        times = _in_text(below["time"], order)
        return tuple(reading for reading in times if reading.kind == "span" and reading.first.month)
    part = _NUMBERED_PART.match(clean(text))
    if not part or measure_of(part["name"]) is not None:
        return ()
    times = _in_text((part["inside"] or part["behind"]).strip(), order)
    kinds = ("span",) if part["loose"] else ("date", "span", "week", "month")
    return tuple(reading for reading in times if reading.kind in kinds)


def _before_remark(text: str, order: Order | None) -> tuple[HeaderTime, ...]:
    """The time before a remark in brackets that says no time and no measure of its own: 'Nov (incl. 11.11)', 'May (required*)'."""
    parts = _REMARK.match(text.strip())
    if not parts or measure_of(parts["inside"]) is not None or _in_text(parts["inside"], order):
        return ()
    return _without_bare_numbers(_in_text(parts["time"], order))


def _without_bare_numbers(times: Iterable[HeaderTime]) -> tuple[HeaderTime, ...]:
    """Those that words beside them can't make anything else: a number alone may count whatever they say."""
    return tuple(reading for reading in times if reading.kind != "number" or reading.has_unit_word)


def _says(name: str, simple: str) -> bool:
    return any(name in classes_of(match.group()) for match in _WORDS.finditer(simple))


def _apart(row: list[Token]) -> tuple[list[Token], str]:
    """The calendar tokens, and the other words; the time must stand in one piece."""
    times = [i for i, token in enumerate(row) if token.kind in "nyNmui"]
    words = [token.text for token in row if token.kind == "?"]
    if not times:
        return [], ""
    core = row[times[0] : times[-1] + 1]
    if any(token.kind == "?" for token in core):
        numbers = [i for i in times if row[i].kind != "u"]
        core = row[numbers[0] : numbers[-1] + 1] if numbers else []
        words += [token.text for token in row if token.kind == "u" and token not in core]
        if any(token.kind == "?" for token in core):
            return [], ""
    brackets = [token.kind for token in core if token.kind in "()"]
    if brackets in (["("], [")"]):
        core = (
            [token for token in core if token.kind not in "()"] if brackets == [")"] else [*core, Token(")")]
        )
    return core, " ".join(words)


def _whole(core: list[Token], order: Order | None) -> tuple[HeaderTime, ...]:
    times: list[HeaderTime] = []
    for first, last in spans(core, order):
        twice = first.day is not None and sum(token.kind in _PARTS for token in core) > MOST_PARTS
        kind: Kind = "span" if first != last or twice else "date" if first.day else "month"
        times.append(HeaderTime(kind, first, last))
    if "".join(token.kind for token in core if token.kind not in "-'/.,") == "mn":
        times = _day_or_year(core[0].value, core[-1].value)
    for unit in numbered_units(core):
        kind = _PLACES[unit.unit]  # type: ignore[assignment]
        month = unit.number if kind == "month" else unit.month
        part = Partial(None, month, unit.year)
        times.append(HeaderTime(kind, part, part, unit.number, has_unit_word=True))
    if ends := week_ends(core):
        first, last = (Partial(None, None, unit.year) for unit in ends)
        times.append(
            HeaderTime("week", first, last, ends[0].number, through=ends[1].number, has_unit_word=True)
        )
    kinds = [token.kind for token in core]
    if kinds == ["n", "-", "n"] and _may_be_days(core[0].value, core[2].value):
        times.append(HeaderTime("span", Partial(core[0].value), Partial(core[2].value)))
    if kinds == ["n", "-", "n"] and core[2].value - core[0].value == 1 and core[2].value <= 24:
        times.append(HeaderTime("hour", number=core[0].value))
    if times:
        return tuple(times)
    for part in partials(core, order):
        if part.day is not None:
            times.append(HeaderTime("number", number=part.day))
        elif part.year is not None:
            times.append(HeaderTime("year", part, part))
    if not times and kinds == ["n"] and core[0].value <= 53:
        times.append(HeaderTime("number", number=core[0].value))
    return tuple(times)


def _day_or_year(month: int, number: int) -> list[HeaderTime]:
    """'Jan-26' is a day or a month of 2026: its row tells."""
    day, whole = Partial(number, month), Partial(None, month, short_year(number))
    days = [HeaderTime("date", day, day)] if number <= 31 and day.on(2024) else []
    return [*days, HeaderTime("month", whole, whole)] if 10 <= number <= 45 else days


def _may_be_days(first: int, last: int) -> bool:
    """'5-11', and '26-1' over the end of a month."""
    return first < last <= 31 or (24 <= first <= 31 and 1 <= last <= 7)


def _in_two(core: list[Token], order: Order | None) -> tuple[HeaderTime, ...]:
    """'W12 (16.03-22.03)' or 'Jan W2 5-11': the finer half, with the month and year of the other."""
    for at in range(1, len(core)):
        left, right = _whole(_trim(core[:at]), order), _whole(_trim(core[at:]), order)
        if not left or not right:
            continue
        for finer, coarser in ((right, left), (left, right)):
            beside = ("week", "month", "year") if finer[0].kind in ("date", "span") else ("month", "year")
            if finer[0].kind in ("date", "span", "week") and coarser[0].kind in beside:
                return tuple(with_context(reading, coarser[0].first) for reading in finer)
    return ()


def _trim(core: list[Token]) -> list[Token]:
    while core and core[-1].kind in ",:/-(.'r":
        core = core[:-1]
    while core and core[0].kind in ",:/-).'r":
        core = core[1:]
    return core


def with_context(reading: HeaderTime, context: Partial) -> HeaderTime:
    """The reading with a missing month or year from *context*."""
    if reading.kind in ("month", "quarter", "half", "year") or reading.first.month:
        month_of_first, month_of_last = reading.first.month, reading.last.month
    else:
        month_of_first = month_of_last = context.month
    last_year = _year_beside(reading.last, context)
    last_day = reading.last.day and day_within(reading.last.day, month_of_last, last_year)
    return replace(
        reading,
        first=Partial(reading.first.day, month_of_first, _year_beside(reading.first, context)),
        last=Partial(last_day, month_of_last, last_year),
    )


def _year_beside(part: Partial, context: Partial) -> int | None:
    """Its own year, else the one in which it lies nearest to the month above: 29 December under January 2026 is of 2025."""
    if part.year or not context.year:
        return part.year or context.year
    if part.month and context.month and part.day:
        return context.year + round((context.month - part.month) / 12)
    return context.year
