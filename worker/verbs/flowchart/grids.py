"""The period columns that rows fit into: the plan's own where the rows say which cells they came from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from worker.lazy_dataclass import dataclass
from worker.plans.periods.days import unit_of_span
from worker.shapes.flowchart import FlowPeriod, Step
from worker.shapes.layout import Period, PeriodUnit
from worker.values.arrow import Array, Bools, Ints
from worker.verbs.flowchart.raw_rows import WEEK, RawRows, groups

MOST_PERIODS = 400
"""Columns to which gaps between periods are filled."""


@dataclass(frozen=True)
class Grid:
    """Period columns, and the one that each row is in."""

    step: Step
    periods: tuple[FlowPeriod, ...]
    slots: Ints
    """A row's period, from 0; -1 where none holds it."""
    line: Ints
    """The line of each row; no two rows of a line are in one period, unless a month's turn parts them."""

    def as_read(self, *, whole: bool) -> tuple[Period, ...]:
        """The periods as they will be read off the sheet, numbered from 1; *whole* where no month's turn parts them."""
        return tuple(
            Period(at, "", self._unit(p), p.start, p.end, is_whole=whole or p.band is not None)
            for at, p in enumerate(self.periods, 1)
        )

    def _unit(self, period: FlowPeriod) -> PeriodUnit:
        return unit_of_span((period.start, period.end)) if self.step == "span" else self.step


def grids(rows: RawRows, *, every: bool) -> Iterator[Grid]:
    """Grids to try, the cleanest first; none where each line has one time of its own, unless *every* row is to be in one."""
    spans = (
        [_whole_spans(rows), (rows.starts, rows.ends)]
        if rows.places is not None
        else [(rows.starts, rows.ends)]
    )
    for starts, ends in spans:
        grid = _grid(rows, starts, ends, every=every)
        if grid:
            yield grid


def _whole_spans(rows: RawRows) -> tuple[Array, Array]:
    """Each row's days, where a period that a month's turn parts in two counts as one."""
    assert rows.places is not None
    order = np.lexsort((rows.starts, rows.places))
    places, starts, ends = rows.places[order], rows.starts[order], rows.ends[order]
    follows = np.r_[False, (places[1:] == places[:-1]) & (starts[1:] == ends[:-1] + 1)]
    run = np.cumsum(~follows) - 1
    first = np.flatnonzero(~follows)
    last = np.r_[first[1:], len(order)] - 1
    whole_starts, whole_ends = rows.starts.copy(), rows.ends.copy()
    whole_starts[order], whole_ends[order] = starts[first][run], ends[last][run]
    return whole_starts, whole_ends


def _grid(rows: RawRows, starts: Array, ends: Array, *, every: bool) -> Grid | None:
    dated = ~np.isnat(starts)
    line = _without_doubles(rows, starts, ends)
    slot = groups([starts.astype(np.int64), ends.astype(np.int64)])
    _, first = np.unique(groups([line, slot]), return_index=True)
    several = np.bincount(line[first]) > 1
    in_grid = dated & (every | several[line])
    if not in_grid.any():
        return None
    spans = _apart(starts[in_grid], ends[in_grid])
    step, periods = _filled(spans)
    if step == "week" and _is_booked_whole(rows, starts, in_grid):
        periods = [FlowPeriod(p.start, p.end, p.end.replace(day=1)) for p in periods]
    places = {(period.start, period.end): at for at, period in enumerate(periods)}
    days = zip(starts.tolist(), ends.tolist(), strict=True)
    slots = np.array([places.get(span, -1) for span in days], dtype=np.int64)
    return Grid(step, tuple(periods), slots, line)


def _without_doubles(rows: RawRows, starts: Array, ends: Array) -> Ints:
    """The lines, where rows of the same days belong to different ones."""
    keys = [rows.line, rows.starts.astype(np.int64), rows.ends.astype(np.int64)]
    same = groups(keys)
    order = np.argsort(same, kind="stable")
    first = np.r_[True, same[order][1:] != same[order][:-1]]
    count = np.arange(len(order)) - np.maximum.accumulate(np.where(first, np.arange(len(order)), 0))
    number = np.empty(len(order), dtype=np.int64)
    number[order] = count
    return groups([rows.line, number])


def _apart(starts: Array, ends: Array) -> list[FlowPeriod]:
    """The different spans, the most frequent of those that overlap."""
    spans, counts = np.unique(np.stack([starts, ends], axis=1), axis=0, return_counts=True)
    periods: list[FlowPeriod] = []
    for at in np.argsort(-counts, kind="stable").tolist():
        start, end = spans[at].tolist()
        if all(end < one.start or start > one.end for one in periods):
            periods.append(FlowPeriod(start, end))
    return sorted(periods, key=lambda one: one.start)


def _filled(spans: Sequence[FlowPeriod]) -> tuple[Step, list[FlowPeriod]]:
    """What the spans are, with the periods between them; spans of their own where they are no calendar's."""
    starts = np.array([one.start for one in spans], dtype="datetime64[D]")
    lengths = np.array([(one.end - one.start).days + 1 for one in spans])
    months = starts.astype("datetime64[M]")
    whole_months = (starts == months) & (
        lengths == (((months + 1).astype("datetime64[D]") - starts).astype(int))
    )
    if whole_months.all():
        return "month", _run(months[0], months[-1], 1)
    for step, length in (("week", WEEK), ("day", 1)):
        regular = bool((lengths == length).all()) and not ((starts - starts[0]).astype(int) % length).any()
        many = (starts[-1] - starts[0]).astype(int) // length + 1
        if regular and 1 < many <= MOST_PERIODS:
            return step, _run(starts[0], starts[-1], length)  # type: ignore[return-value]
    return "span", list(spans)


def _run(first: np.datetime64, last: np.datetime64, length: int) -> list[FlowPeriod]:
    firsts = np.arange(first, last + 1, length)
    lasts = (firsts + length).astype("datetime64[D]") - 1
    days = zip(firsts.astype("datetime64[D]").tolist(), lasts.tolist(), strict=True)
    return [FlowPeriod(start, end) for start, end in days]


def _is_booked_whole(rows: RawRows, starts: Array, in_grid: Bools) -> bool:
    """Whether some row is a week over a month's turn: then the plan books each week as a whole."""
    turns = rows.starts.astype("datetime64[M]") != rows.ends.astype("datetime64[M]")
    return bool((turns & in_grid & (rows.starts == starts)).any())
