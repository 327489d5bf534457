"""The plan's lines over weeks or months, as a picture shows them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from worker.shapes.summary import Flighting, FlightLine, Step
from worker.shapes.template import title_of
from worker.values.arrow import Array, Bools
from worker.verbs.summary.raw_columns import RawColumns

MOST_LINES = 80
MOST_STEPS = 60
LABELS = (
    ("channel",),
    ("publisher", "platform", "market"),
    ("placement", "ad_format", "ad_name", "campaign_name", "audience"),
)
"""What tells a line from another, from the coarse to the fine; of each group the first that has words."""
WEEK = 7


def flighting(columns: RawColumns) -> Flighting | None:
    """The first lines over time; None where no row has a date.

    A row over several steps is spread by days.
    """
    lines, lines_in_view, more = _lines(columns)
    starts, ends = (days[lines_in_view] for days in columns.days)
    dated = ~np.isnat(starts)
    if not dated.any():
        return None
    step, steps = _steps(starts[dated], ends[dated])
    overlap = _overlap(starts, ends, steps)
    amounts = columns.numbers(columns.main.name)[lines_in_view] if columns.main else np.zeros(len(starts))
    days = np.where(dated, (ends - starts).astype(np.int64) + 1, 1)
    shares = overlap * (amounts / days)[:, None]
    fields = _label_fields(columns)
    texts = {name: columns.texts(name) for name in {*fields, "channel"}}

    def text(name: str, row: int) -> str:
        codes, names = texts[name]
        return names[int(codes[row])]

    rows_of = [np.flatnonzero(lines == line) for line in range(int(lines.max()) + 1)]
    return Flighting(
        tuple(title_of(name) for name in fields),
        columns.main,
        step,
        tuple(_day(start) for start in steps[:-1]),
        tuple(
            FlightLine(
                tuple(text(name, int(lines_in_view[rows[0]])) for name in fields),
                text("channel", int(lines_in_view[rows[0]])),
                round(float(amounts[rows].sum()), 6),
                _cells(overlap[rows], shares[rows]),
            )
            for rows in rows_of
        ),
        more,
    )


def _cells(overlap: Array, shares: Array) -> tuple[float | None, ...]:
    runs, sums = overlap.sum(axis=0) > 0, shares.sum(axis=0)
    return tuple(
        round(float(amount), 6) if runs_here else None
        for runs_here, amount in zip(runs.tolist(), sums.tolist(), strict=True)
    )


def _lines(columns: RawColumns) -> tuple[Array, Array, int]:
    """Of the rows that are shown: their line, from 0 in the plan's order; their places; and how many lines more there are."""
    places = columns.row_places if columns.row_places is not None else columns.texts("source_sheet")[0]
    _, first, lines = np.unique(places, return_index=True, return_inverse=True)
    order = np.argsort(np.argsort(first))
    lines = order[lines]
    lines_in_view = np.flatnonzero(lines < MOST_LINES)
    return lines[lines_in_view], lines_in_view, max(0, len(first) - MOST_LINES)


def _steps(starts: Array, ends: Array) -> tuple[Step, Array]:
    """Weeks where some row is no whole month and they are few; and the first day of each, with the end of the last."""
    first, last = starts.min(), ends.max()
    months = bool(((starts == _month(starts)) & (ends + 1 == _month(ends + 1))).all())
    weeks = int((last - first).astype(np.int64)) // WEEK + 1
    if months or weeks > MOST_STEPS:
        begin, end = first.astype("datetime64[M]"), last.astype("datetime64[M]") + 2
        return "month", np.arange(begin, min(end, begin + MOST_STEPS + 1)).astype("datetime64[D]")
    begin = first - (int(_weekday(first[None])[0]) - _first_weekday(starts, ends)) % WEEK
    return "week", np.arange(begin, last + WEEK + 1, WEEK)


def _first_weekday(starts: Array, ends: Array) -> int:
    """The day on which most of the plan's weeks begin, Monday being 0."""
    weekly = starts[(ends - starts).astype(np.int64) == WEEK - 1]
    return int(np.bincount(_weekday(weekly)).argmax()) if len(weekly) else 0


def _weekday(days: Array) -> Array:
    return (days.astype(np.int64) + 3) % WEEK  # 1970 began on a Thursday


def _month(days: Array) -> Array:
    return days.astype("datetime64[M]").astype("datetime64[D]")


def _overlap(starts: Array, ends: Array, steps: Array) -> Array:
    """Days of each row in each step."""
    begin = np.maximum(starts[:, None], steps[None, :-1])
    end = np.minimum(ends[:, None] + 1, steps[None, 1:])
    days = (end - begin).astype(np.int64)
    dated_lines: Bools = ~np.isnat(starts)
    return np.where(dated_lines[:, None], np.maximum(days, 0), 0)


def _label_fields(columns: RawColumns) -> Sequence[str]:
    fields = [next((name for name in group if columns.has(name)), None) for group in LABELS]
    return [name for name in fields if name] or [
        field.name
        for field in columns.raw.template.fields
        if field.type == "text" and columns.has(field.name)
    ][:2]


def _day(start: np.datetime64) -> date:
    day: date = start.astype("datetime64[D]").item()
    return day
