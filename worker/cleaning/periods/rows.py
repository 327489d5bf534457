"""Lines with period columns -> one row a line and period, without counting anything twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache

import numpy as np

from worker.cleaning.lines import (
    Amounts,
    Bools,
    Days,
    Floats,
    Ints,
    LineColumn,
    Lines,
    Texts,
    filled,
    floats_of,
    without_blanks,
)
from worker.cleaning.measures import behaviour, family
from worker.cleaning.periods.spread import Grain, spread
from worker.lazy_dataclass import dataclass
from worker.shapes.grid import column_letter
from worker.shapes.layout import Period
from worker.shapes.template import Field
from worker.text import words

Values = Floats | Days | Texts


@dataclass(frozen=True, slots=True)
class Rows:
    """The raw rows of one table, a column at a time."""

    lines: Ints
    """The place of each row's line."""
    slots: Ints
    """The place of each row's time, in order; -1 for a line without period amounts."""
    slot_of: dict[tuple[str, int], int]
    """(measure, the sheet's column) -> the place of the time that the column holds."""
    times: Ints
    """The place of each row's time, or part of one, in the values of times."""
    of_lines: Mapping[str, Values]
    """The fields that all rows of a line have the same of: a value a line."""
    of_times: Mapping[str, Values]
    """Those that all rows of a time have the same of; they hold where a line has them too."""
    of_rows: Mapping[str, Values]
    """All others, which hold where a line or a time has them too."""
    source: Texts
    """The column(s) that the rows of a time came from."""

    @property
    def values(self) -> dict[str, Values]:
        """Each field's values, of lines, times or rows."""
        return {**self.of_lines, **self.of_times, **self.of_rows}

    def value(self, name: str) -> Values | None:
        """A field on all rows; None where they have it not."""
        if name in self.of_rows:
            return self.of_rows[name]
        if name in self.of_times:
            return _picked(self.of_times[name], self.times)
        values = self.of_lines.get(name)
        return None if values is None else _picked(values, self.lines)


@dataclass(frozen=True, slots=True)
class _Frame:
    """Which rows there are, before their values."""

    lines: Ints
    slots: Ints
    parts: Ints
    """Which piece of a period that was split; 0 where it was not."""
    weights: Floats


@dataclass(frozen=True, slots=True)
class _Slot:
    """One time of a table, with the columns that hold it, one for each measure."""

    period: Period
    columns: tuple[tuple[str, int], ...]
    """(measure, number of the sheet's column)."""
    pieces: tuple[tuple[date | None, date | None, int], ...]
    """First day, last day, days; several where the period crosses a month."""


@dataclass(frozen=True, slots=True)
class _Times:
    """The different times of a table, in order."""

    slots: Sequence[_Slot]
    places: Sequence[Sequence[int]]
    """Of each group of amounts, the time that each of its periods has."""
    starts: Days
    """First day of each part of a time, as many for each as the longest has; then those of no time."""
    ends: Days


_SPAN = ("start_date", "end_date")


def to_rows(lines: Lines, *, split_weeks: bool = True) -> Rows:
    """The rows of *lines*.

    A period with an amount becomes a row; a week that crosses a month becomes two, by days, unless the plan books it as
    a whole. The line's other amounts
    are spread over its rows by the period amounts, prices and ratios are repeated, reach stays on the first row. A
    line without period amounts is one row.
    """
    if not lines.amounts or not len(lines):
        return _one_each(lines)
    times, tables = _slots(lines.amounts, len(lines), split_weeks)
    slots = times.slots
    weights = _weights(lines, slots, tables)
    frame = _rows_of(weights, tables, slots)
    by_measure = {
        name: _amounts_by_row(frame, table, slots, lines, name) for name, table in tables.items() if name
    }
    frame, by_measure = _without_empty(frame, by_measure)
    of_lines = {name: column.values for name, column in lines.columns.items() if _is_repeated(column)}
    of_rows: dict[str, Values] = {}
    for name in lines.template.names:
        if name not in of_lines and (
            (value := _value(lines, name, frame, by_measure.get(name), tables.get(name))) is not None
        ):
            of_rows[name] = value
    places = _times_of(frame, slots)
    of_times, days = _dates(lines, frame, times, places)
    labels = [",".join(dict.fromkeys(column_letter(n) for _, n in slot.columns)) for slot in slots]
    by_time = np.repeat(np.arange(len(slots) + 1), _longest(slots))
    source = Texts(by_time, (*labels, "")).renamed([*labels, _own_columns(lines)])
    columns = {place: at for at, slot in enumerate(slots) for place in slot.columns}
    return Rows(frame.lines, frame.slots, columns, places, of_lines, of_times, {**of_rows, **days}, source)


def _one_each(lines: Lines) -> Rows:
    every = np.arange(len(lines), dtype=np.int64)
    values: dict[str, Values] = {name: column.values for name, column in lines.columns.items()}
    if "date" not in values:
        span = _open_span(lines)
        values |= {name: span[name] for name in span if name in lines.template.names and name not in values}
    label = _own_columns(lines)
    source = Texts.same(label, 1) if label else Texts(np.full(1, -1, dtype=np.int64), ())
    bare = np.full(len(lines), -1, dtype=np.int64)
    return Rows(every, bare, {}, np.zeros(len(lines), dtype=np.int64), values, {}, {}, source)


def _open_span(lines: Lines) -> dict[str, Days]:
    """First and last day of the filled periods of each line: what they hold is open, when they are is not."""
    size = len(lines)
    starts, ends = np.full(size, "NaT", dtype="datetime64[D]"), np.full(size, "NaT", dtype="datetime64[D]")
    for group in lines.undecided:
        for at, period in enumerate(group.periods):
            if period.start is None or period.end is None:
                continue
            here = filled(group.values[:, at])
            first, last = np.datetime64(period.start, "D"), np.datetime64(period.end, "D")
            starts[here] = np.fmin(starts[here], first)
            ends[here] = np.fmax(ends[here], last)
    return dict(zip(_SPAN, (starts, ends), strict=True)) if not np.isnat(starts).all() else {}


def _own_columns(lines: Lines) -> str:
    """'B:N', the line's columns from the first to the last that are mapped."""
    numbers = [number for c in lines.columns.values() for number in c.numbers]
    if not numbers:
        return ""
    first, last = column_letter(min(numbers)), column_letter(max(numbers))
    return first if first == last else f"{first}:{last}"


# ---------------------------------------------------------------- times


def _slots(amounts: Sequence[Amounts], size: int, split_weeks: bool) -> tuple[_Times, dict[str, Floats]]:
    """The different times, in order, and per measure ('' for marks) a table of lines x times."""
    times = _times(tuple([(group.measure, group.periods) for group in amounts]), split_weeks)
    count = len(times.slots)
    tables: dict[str, Floats] = {}
    for group, places in zip(amounts, times.places, strict=True):
        if places == [*range(count)]:
            tables[group.measure] = group.values
            continue
        table = np.full((size, count), np.nan)
        table[:, places] = group.values
        tables[group.measure] = table
    return times, tables


@lru_cache(maxsize=16)  # the same for each piece of a table's lines
def _times(groups: tuple[tuple[str, tuple[Period, ...]], ...], split_weeks: bool) -> _Times:
    """The different times of the periods that each measure has."""
    place: dict[tuple[object, ...], int] = {}
    columns: list[list[tuple[str, int]]] = []
    periods: list[Period] = []
    places: list[list[int]] = []
    for measure, own in groups:
        at = []
        for period in own:
            key: tuple[object, ...] = (
                period.start,
                period.end,
                period.hour,
                None if period.start else period.label,
            )
            count = 0
            while (*key, count) in place and any(m == measure for m, _ in columns[place[*key, count]]):
                count += 1
            if (*key, count) not in place:
                place[*key, count] = len(periods)
                periods.append(period)
                columns.append([])
            at.append(place[*key, count])
            columns[at[-1]].append((measure, period.number))
        places.append(at)
    order = sorted(range(len(periods)), key=lambda i: (periods[i].start or date.min, periods[i].number))
    rank = {old: new for new, old in enumerate(order)}
    slots = [_Slot(periods[i], tuple(columns[i]), _pieces(periods[i], split_weeks)) for i in order]
    return _Times(slots, [[rank[i] for i in at] for at in places], *_days(slots))


def _days(slots: Sequence[_Slot]) -> tuple[Days, Days]:
    """First and last day of each part of each time, and behind the last one unknown days."""
    starts = np.full((len(slots) + 1, _longest(slots)), np.datetime64("NaT"), dtype="datetime64[D]")
    ends = starts.copy()
    for i, slot in enumerate(slots):
        for k, (start, end, _) in enumerate(slot.pieces):
            starts[i, k] = np.datetime64(start, "D") if start else np.datetime64("NaT")
            ends[i, k] = np.datetime64(end, "D") if end else np.datetime64("NaT")
    starts.flags.writeable = ends.flags.writeable = False  # they are kept for the next piece of lines
    return starts.ravel(), ends.ravel()


def _pieces(period: Period, split_weeks: bool) -> tuple[tuple[date | None, date | None, int], ...]:
    start, end = period.start, period.end
    if start is None or end is None:
        return ((start, end, 1),)
    days = (end - start).days + 1
    if (
        period.is_whole
        or not split_weeks
        or period.unit != "week"
        or (start.year, start.month) == (end.year, end.month)
    ):
        return ((start, end, days),)
    turn = end.replace(day=1)
    before = turn - timedelta(days=1)
    return ((start, before, (turn - start).days), (turn, end, (end - turn).days + 1))


def _weights(lines: Lines, slots: Sequence[_Slot], tables: dict[str, Floats]) -> Floats:
    """How much of a line each time has: by money, else by the next measure, else by the days of its marks."""
    money = {f.name for f in lines.template.fields if f.type == "money"}
    names = sorted((n for n in tables if n), key=lambda n: n not in money)
    weights = np.abs(without_blanks(tables[names[0]])) if names else np.zeros((len(lines), len(slots)))
    for name in names[1:]:
        empty = ~weights.any(axis=1)
        if empty.any():
            weights[empty] = np.abs(without_blanks(tables[name][empty]))
    if "" in tables:
        days = np.array([sum(p[2] for p in slot.pieces) for slot in slots], dtype=np.float64)
        empty = ~weights.any(axis=1)
        weights[empty] = without_blanks(tables[""][empty]) * days
    return weights


def _rows_of(weights: Floats, tables: dict[str, Floats], slots: Sequence[_Slot]) -> _Frame:
    """A row for each time with an amount, split where its period is, and one for each line without any."""
    active: Bools = weights != 0
    for name, table in tables.items():
        if name and len(tables) > 1:
            active = active | filled(table)
    # One place instead of two: numpy finds and takes by it in a third of the time.
    cells = np.flatnonzero(active)
    lines = cells // active.shape[1]
    at = cells - lines * active.shape[1]  # numpy's divmod takes five times as long
    weight = weights.ravel()[cells]
    pieces = np.array([len(s.pieces) for s in slots], dtype=np.int64)
    parts = np.zeros(len(lines), dtype=np.int64)
    if (pieces > 1).any():
        many = pieces[at]
        repeated = np.repeat(np.arange(len(lines)), many)
        parts = np.arange(len(repeated)) - np.repeat(np.cumsum(many) - many, many)
        lines, at = lines[repeated], at[repeated]
        share = np.zeros((len(slots), int(pieces.max())))
        for i, slot in enumerate(slots):
            whole = sum(p[2] for p in slot.pieces)
            share[i, : len(slot.pieces)] = [p[2] / whole for p in slot.pieces]
        weight = weight[repeated] * share[at, parts]
    bare = np.flatnonzero(np.bincount(lines, minlength=len(active)) == 0)
    if len(bare):
        order = np.argsort(np.r_[lines, bare], kind="stable")
        lines, at = np.r_[lines, bare][order], np.r_[at, np.full(len(bare), -1)][order]
        parts = np.r_[parts, np.zeros(len(bare), dtype=np.int64)][order]
        weight = np.r_[weight, np.ones(len(bare))][order]
    return _Frame(lines, at, parts, weight)


# ---------------------------------------------------------------- values


def _amounts_by_row(frame: _Frame, table: Floats, slots: Sequence[_Slot], lines: Lines, name: str) -> Floats:
    """What the period cells say for each row; a split period's amount is shared by days."""
    cells = frame.lines * table.shape[1] + np.maximum(frame.slots, 0)
    amounts = np.where(frame.slots < 0, np.nan, table.ravel()[cells])
    if not frame.parts.any():
        return amounts
    lengths = np.ones((len(slots) + 1, _longest(slots)))
    for i, slot in enumerate(slots):
        lengths[i, : len(slot.pieces)] = [p[2] for p in slot.pieces]
    days = lengths[frame.slots, frame.parts]
    groups = np.cumsum(frame.parts == 0) - 1
    first = frame.parts == 0
    field = next(f for f in lines.template.fields if f.name == name)
    return spread(amounts[first], days, groups, grain_of(field))


def _without_empty(frame: _Frame, by_measure: dict[str, Floats]) -> tuple[_Frame, dict[str, Floats]]:
    """Rows whose share of a split period came to nothing are none; their part of the line stays in that period."""
    if not frame.parts.any() or not by_measure:
        return frame, by_measure
    nothing = frame.slots >= 0
    for values in by_measure.values():
        nothing = nothing & (values == 0)
    # A line of a thousandth of a cent keeps its rows: other amounts of it need a place.
    stays = ~nothing | (
        np.bincount(frame.lines[~nothing], minlength=int(frame.lines.max()) + 1)[frame.lines] == 0
    )
    weights = _weights_moved(frame, stays)
    frame = _Frame(frame.lines[stays], frame.slots[stays], frame.parts[stays], weights[stays])
    return frame, {name: values[stays] for name, values in by_measure.items()}


def _weights_moved(frame: _Frame, stays: Bools) -> Floats:
    """The weights, in which a row that goes gives its own to the rows of its line and period that stay."""
    period = np.cumsum(frame.parts == 0) - 1
    size = int(period[-1]) + 1
    whole = np.bincount(period, weights=frame.weights, minlength=size)
    staying = np.bincount(period, weights=np.where(stays, frame.weights, 0.0), minlength=size)
    growth = np.divide(whole, staying, out=np.ones(size), where=staying > 0)
    return np.where(stays, frame.weights * growth[period], 0.0)


def _picked(values: Values, places: Ints) -> Values:
    return values.some(places) if isinstance(values, Texts) else values[places]


def _is_repeated(column: LineColumn) -> bool:
    """Whether all rows of a line have what the line has: texts, days, prices, ratios."""
    return floats_of(column.values) is None or behaviour(column.field) == "repeat"


def _value(
    lines: Lines, name: str, frame: _Frame, amounts: Floats | None, table: Floats | None
) -> Values | None:
    """The numbers of a field that is shared out over the rows of a line."""
    column = lines.columns.get(name)
    numbers = None if column is None else floats_of(column.values)
    if column is None or numbers is None:
        return amounts
    if behaviour(column.field) == "once" and amounts is None:
        first = np.r_[True, frame.lines[1:] != frame.lines[:-1]]
        return np.where(first, numbers[frame.lines], np.nan)
    if amounts is None or table is None:
        return spread(numbers, frame.weights, frame.lines, grain_of(column.field))
    # The line's total is what the periods hold, not something beside them.
    has_own: Bools = np.any(filled(table), axis=1)
    if has_own.all():
        return amounts
    rest = spread(np.where(has_own, np.nan, numbers), frame.weights, frame.lines, grain_of(column.field))
    return np.where(has_own[frame.lines], amounts, rest)


def grain_of(field: Field) -> Grain:
    """Money and rating points in hundredths, everything else that is counted in whole units."""
    return "cents" if field.type == "money" or family(field) == "points" else "whole"


def _longest(slots: Sequence[_Slot]) -> int:
    """Parts of the time that was split into most."""
    return max(len(slot.pieces) for slot in slots)


def _times_of(frame: _Frame, slots: Sequence[_Slot]) -> Ints:
    """The place of each row's part of a time among all; lines without one have that behind the last."""
    return np.where(frame.slots < 0, len(slots), frame.slots) * _longest(slots) + frame.parts


def _dates(
    lines: Lines, frame: _Frame, times: _Times, places: Ints
) -> tuple[dict[str, Values], dict[str, Values]]:
    """The period's days as date fields, of times or of rows; where a period has no known day, the line's own stay."""
    if np.isnat(times.starts).all():
        return {}, {}
    fields = {f.name: "end" in words(f.name) for f in lines.template.fields if f.type == "date"}
    own = {name: values for name in fields if (values := lines.days(name)) is not None}
    of_times: dict[str, Values] = {
        name: times.ends if is_end else times.starts for name, is_end in fields.items()
    }
    if not own:
        return of_times, {}
    first, last = times.starts[places], times.ends[places]
    if _SPAN[0] in own and _SPAN[1] in own:
        first, last = _within(first, last, *(own[name][frame.lines] for name in _SPAN))
    of_rows: dict[str, Values] = {}
    for name, is_end in fields.items():
        days = last if is_end else first
        of_rows[name] = np.where(np.isnat(days), own[name][frame.lines], days) if name in own else days
    return of_times, of_rows


def _within(first: Days, last: Days, starts: Days, ends: Days) -> tuple[Days, Days]:
    """The days of periods that lie in the line's own flight, where the two meet: October of a flight from the 5th begins then."""
    meets = (starts <= last) & (first <= ends)
    return np.where(meets, np.maximum(first, starts), first), np.where(meets, np.minimum(last, ends), last)
