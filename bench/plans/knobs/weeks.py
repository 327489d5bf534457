"""How a plan says when in weeks and days: columns of every calendar, marks, fills, and shares of the months."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from bench.plans.draft import Draft
from bench.plans.flat import Line, Span, month_span
from bench.plans.knob import knob
from bench.plans.periods import (
    DAY,
    days_text,
    drop_dates,
    month_of,
    period_columns,
    spread,
    week_of,
    whole_months,
)
from bench.plans.sheet import Value
from bench.plans.table import Column, Head, Placed

# ---------------------------------------------------------------- weeks and days


def _weeks(draft: Draft, count: int = 0, start: date | None = None) -> list[Span]:
    first = start or min(line.flight.first for line in draft.lines)
    monday = first + (7 - first.weekday()) % 7 * DAY
    return [
        Span(monday + 7 * at * DAY, monday + (7 * at + 6) * DAY)
        for at in range(count or draft.chance.randint(4, 9))
    ]


@knob("time", "time")
def weeks_by_date(draft: Draft) -> None:
    """A column a week, its header the Monday as a date."""
    spread(draft, _weeks(draft))
    period_columns(draft, [[Head(s.first, False, "dd.mm.yyyy")] for s in draft.spans])


@knob("time", "time")
def weeks_under_months(draft: Draft) -> None:
    """Weeks by their Monday, under merged months."""
    spread(draft, _weeks(draft))
    bands = {(s.first.year, s.first.month): Head(month_of(draft, s), True) for s in draft.spans}
    period_columns(
        draft, [[bands[s.first.year, s.first.month], Head(s.first, False, "dd.mm")] for s in draft.spans]
    )


@knob("time", "time")
def days_of_weeks_under_months(draft: Draft) -> None:
    """Weeks by the number of their Monday; the month stands over its first week alone."""
    spread(draft, _weeks(draft))
    before = [None, *(month_of(draft, s) for s in draft.spans)]
    heads = [
        [Head(month if month != last else None), Head(s.first.day)]
        for s, last, month in zip(draft.spans, before, before[1:], strict=False)
    ]
    period_columns(draft, heads)


@knob("time", "time")
def weeks_from_to(draft: Draft) -> None:
    """Two header rows: a week's first and its last day."""
    spread(draft, _weeks(draft))
    period_columns(
        draft, [[Head(s.first, False, "dd.mm.yyyy"), Head(s.last, False, "dd.mm.yyyy")] for s in draft.spans]
    )


@knob("time", "time")
def weeks_in_one_cell(draft: Draft) -> None:
    """First and last day of each week in one header cell; the brief says the year."""
    spread(draft, _weeks(draft))
    first, last = draft.spans[0].first, draft.spans[-1].last
    draft.brief(draft.word("period"), f"{days_text(draft, first)} - {days_text(draft, last)}")
    period_columns(
        draft,
        [
            [Head(f"{days_text(draft, s.first, False)}-{days_text(draft, s.last, False)}")]
            for s in draft.spans
        ],
    )


@knob("time", "time")
def week_numbers(draft: Draft) -> bool | None:
    """Week numbers under a year; only where weeks are ISO weeks."""
    if draft.words.language not in ("de", "nl", "fr", "pl", "cs", "it"):
        return False
    year = draft.lines[0].flight.first.year
    start = date.fromisocalendar(year, draft.chance.randint(5, 35), 1)
    spread(draft, _weeks(draft, 0, start))
    band = Head(year, True)
    period_columns(draft, [[band, Head(week_of(draft, s.first.isocalendar().week))] for s in draft.spans])
    return None


@knob("time", "time")
def week_numbers_undated(draft: Draft) -> None:
    """Week numbers, and no year anywhere."""
    spread(draft, _weeks(draft))
    draft.dates = "unknown"
    draft.must_ask.append("Which year the weeks belong to.")
    period_columns(draft, [[Head(week_of(draft, s.first.isocalendar().week))] for s in draft.spans])


@knob("time", "time")
def weeks_over_new_year(draft: Draft) -> None:
    """Weeks by date run over New Year."""
    spread(draft, _weeks(draft, 8, date(draft.lines[0].flight.first.year, 12, 1)))
    period_columns(draft, [[Head(s.first, False, "dd.mm.yyyy")] for s in draft.spans])


@knob("time", "time")
def broadcast_months(draft: Draft) -> None:
    """Weeks by their Monday under broadcast months, which begin in the month before."""
    spread(draft, _weeks(draft, 9))
    bands: dict[tuple[int, int], Head] = {}
    heads = []
    for s in draft.spans:
        key = (s.last.year, s.last.month)  # a broadcast month ends on its last Sunday
        band = bands.setdefault(key, Head(month_of(draft, month_span(*key)), True))
        heads.append([band, Head(s.first, False, "dd.mm")])
    period_columns(draft, heads)


@knob("time", "time")
def four_four_five(draft: Draft) -> None:
    """Weeks under the periods of a 4-4-5 calendar."""
    spread(draft, _weeks(draft, 13))
    bands = [Head("P1", True)] * 4 + [Head("P2", True)] * 4 + [Head("P3", True)] * 5
    for name in ("P1", "P2", "P3"):
        shared = next(h for h in bands if h.text == name)
        bands = [shared if h.text == name else h for h in bands]
    period_columns(
        draft,
        [[band, Head(s.first, False, "dd.mm.yyyy")] for band, s in zip(bands, draft.spans, strict=True)],
    )


@knob("time", "time")
def days_under_month(draft: Draft) -> None:
    """A column a day, numbered under the month's name."""
    month = whole_months(draft, 1)[0]
    days = [
        Span(month.first + at * DAY, month.first + at * DAY)
        for at in range((month.last - month.first).days + 1)
    ]
    spread(draft, days)
    band = Head(month_of(draft, month), True)
    period_columns(draft, [[band, Head(s.first.day)] for s in days])


@knob("time", "time")
def days_by_date(draft: Draft) -> None:
    """Two weeks of days, each header a date."""
    first = min(line.flight.first for line in draft.lines)
    spread(draft, [Span(first + at * DAY, first + at * DAY) for at in range(14)])
    period_columns(draft, [[Head(s.first, False, "dd.mm.yyyy")] for s in draft.spans])


# ---------------------------------------------------------------- marks


@knob("time", "time")
def marks(draft: Draft) -> None:
    """Weeks are marked with a sign; the money stands in its own column."""
    sign: Value = draft.chance.choice(("x", "X", 1, "●"))
    spread(draft, _weeks(draft), marks=True)
    period_columns(
        draft, [[Head(s.first, False, "dd.mm.yyyy")] for s in draft.spans], lambda _: sign, adds=False
    )


@knob("time", "time")
def fills(draft: Draft) -> bool | None:
    """Weeks are coloured, nothing is written."""
    spread(draft, _weeks(draft), marks=True)
    period_columns(
        draft, [[Head(s.first, False, "dd.mm.yyyy")] for s in draft.spans], lambda _: None, adds=False
    )
    draft.tags.add("fills")
    draft.after.append(_fill)
    return None


def _fill(placed: list[Placed]) -> None:
    for one in placed:
        for entry in one.table.entries:
            for at, part in enumerate(entry.line.parts if entry.line else ()):
                if part:
                    one.sheet.fills.add((one.row(entry), one.numbers[f"period:{at}"]))


@knob("time", "time")
def shares(draft: Draft) -> None:
    """Month columns hold each month's share of the line's money."""
    spans = whole_months(draft, 2)
    spread(draft, spans, marks=True)
    heads = [[Head(month_of(draft, s))] for s in spans]
    period_columns(draft, heads, adds=False)
    for at, column in enumerate(c for c in draft.table.columns if c.key.startswith("period:")):
        column.value, column.form = _share(at), "0%"


def _share(at: int) -> Callable[[Line], Value]:
    return lambda line: round(1 / sum(line.parts), 4) if line.parts and line.parts[at] else None


@knob("time", "time")
def weeks_in_a_column(draft: Draft) -> bool | None:
    """A column names each line's week by year and number, and the number alone tells that it is no month."""
    if draft.words.language not in ("de", "nl", "fr", "pl", "cs", "it"):
        return False
    drop_dates(draft)
    year = draft.lines[0].flight.first.year
    numbers = {id(line): draft.chance.randint(14, 50) for line in draft.lines}
    monday = {at: date.fromisocalendar(year, number, 1) for at, number in numbers.items()}
    draft.relabel(lambda line: replace(line, flight=Span(monday[id(line)], monday[id(line)] + 6 * DAY)))
    form = draft.chance.choice(["{y}-{w:02}", "{y}/{w:02}", "{w:02}/{y}", "{y}{w:02}", "{y} {w:02}"])
    column = Column(
        "week",
        [Head(draft.word("week"))],
        lambda line: form.format(
            y=line.flight.first.isocalendar().year, w=line.flight.first.isocalendar().week
        ),
        "text",
    )
    draft.table.columns.insert(1, column)
    return None
