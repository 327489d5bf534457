"""How one cell says a line's days: without a year, in words, in weeks, with a pause between two flights."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from babel.dates import format_date

from bench.plans.draft import Draft
from bench.plans.flat import Line, Span
from bench.plans.knob import knob
from bench.plans.periods import DAY, days_text, drop_dates, week_of
from bench.plans.table import Column, Head

ISO_WEEKS = ("de", "nl", "fr", "pl", "cs", "it")
"""Languages whose planners count weeks as ISO 8601 does."""
PAUSE = 3
"""Days between two flights of a line."""


def _typed_days(draft: Draft, write: Callable[[date], str]) -> None:
    """First and last day of each line as *write* has them."""
    for column, is_end in zip(draft.table.of_kind("date"), (False, True), strict=True):
        column.form = ""
        column.value = (
            (lambda line: write(line.flight.last)) if is_end else (lambda line: write(line.flight.first))
        )


@knob("time", "time")
def short_dates(draft: Draft) -> None:
    """Dates are typed without a year; the brief says the flight."""
    _typed_days(draft, lambda day: days_text(draft, day, False))
    first, last = min(x.flight.first for x in draft.lines), max(x.flight.last for x in draft.lines)
    draft.brief(draft.word("period"), f"{days_text(draft, first)} - {days_text(draft, last)}")


@knob("time", "time")
def long_dates(draft: Draft) -> None:
    """Dates are typed with the month's name: '1 March 2026'."""
    _typed_days(draft, lambda day: format_date(day, "long", locale=draft.words.language))


def _flight_column(draft: Draft, text: Callable[[Line], str]) -> None:
    drop_dates(draft)
    column = Column("flight", [Head(draft.word("flight"))], text, "text")
    draft.table.columns.insert(len(draft.table.of_kind("text")), column)


@knob("time", "time")
def several_flights(draft: Draft) -> None:
    """A cell holds two flights of its line, with a pause between them."""
    between = draft.chance.choice([", ", "; ", "\n", " / "])

    def text(line: Line) -> str:
        first, last = line.flight.first, line.flight.last
        middle = first + (last - first) // 2
        pairs = (
            [(first, middle), (middle + PAUSE * DAY, last)]
            if (last - middle).days > PAUSE
            else [(first, last)]
        )
        return between.join(f"{days_text(draft, a)} - {days_text(draft, b)}" for a, b in pairs)

    _flight_column(draft, text)


@knob("time", "time")
def weeks_of_a_flight(draft: Draft) -> bool | None:
    """A cell says the flight in weeks of a year: 'KW 9-13/2026'; only where weeks are ISO weeks."""
    if draft.words.language not in ISO_WEEKS:
        return False
    year = draft.lines[0].flight.first.year
    weeks = {id(line): draft.chance.randint(5, 40) for line in draft.lines}
    length = {id(line): draft.chance.randint(1, 6) for line in draft.lines}

    def change(line: Line) -> Line:
        first = date.fromisocalendar(year, weeks[id(line)], 1)
        return replace(line, flight=Span(first, first + (7 * length[id(line)] + 6) * DAY))

    draft.relabel(change)
    _flight_column(
        draft,
        lambda line: (
            f"{week_of(draft, line.flight.first.isocalendar().week)}-{line.flight.last.isocalendar().week}/{year}"
        ),
    )
    return None
