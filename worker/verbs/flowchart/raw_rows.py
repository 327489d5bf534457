"""The rows of raw data as numpy arrays, each with the line that it is of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import pyarrow as pa

from worker.cleaning.measures import Behaviour, additive_names, behaviour
from worker.cleaning.periods.rows import grain_of
from worker.cleaning.periods.spread import spread
from worker.linkage.raw_lines import Coded, coded_texts, lines_of
from worker.shapes.flowchart import Cut
from worker.shapes.raw_data import LINEAGE
from worker.shapes.template import Template
from worker.values import arrow
from worker.values.arrow import Array, Floats, Ints

WEEK = 7
SPAN = ("start_date", "end_date")


@dataclass(frozen=True)
class RawRows:
    """Rows in the table's order; texts and prices are the same on all rows of a line."""

    template: Template
    line: Ints
    """The line of each row, from 0 in the order of first rows."""
    starts: Array
    """datetime64[D]; NaT where the row has no date."""
    ends: Array
    texts: Mapping[str, Coded]
    numbers: Mapping[str, Floats]
    """NaN where blank."""
    days: Mapping[str, Array]
    """The date fields as the table has them."""
    places: Ints | None = None
    """A number for the cells of the plan that a row came from; None where the table does not say it."""

    @property
    def size(self) -> int:
        """How many rows there are."""
        return len(self.line)

    def by_behaviour(self, how: Behaviour) -> list[str]:
        """The numbers that behave so when a line becomes several rows."""
        return [f.name for f in self.template.fields if f.name in self.numbers and behaviour(f) == how]

    @property
    def main(self) -> str | None:
        """The measure that periods show: the money that most rows have, the later of two, no fee; else a count."""
        measures = [f for f in self.template.fields if f.name in self.by_behaviour("spread")]
        names = [f.name for f in measures if f.family == "money"] or [f.name for f in measures]
        filled = [int(np.isfinite(self.numbers[name]).sum()) for name in names]
        best = max(range(len(names)), key=lambda at: (filled[at], at), default=None)
        return None if best is None or not filled[best] else names[best]


def read(table: pa.Table, template: Template) -> RawRows:
    """The rows of *table*; lines are told apart by where they came from, and by every text and price."""
    fields = {f.name: f for f in template.fields if f.name in table.column_names}
    texts = {n: coded_texts(table[n]) for n, f in fields.items() if f.type in ("text", "id")}
    days = {n: _days(table[n]) for n, f in fields.items() if f.type == "date"}
    numbers = {
        n: arrow.to_numpy(table[n].cast(pa.float64()).combine_chunks(), np.nan)
        for n, f in fields.items()
        if f.type in ("number", "money", "percent")
    }
    blank = np.full(table.num_rows, "NaT", dtype="datetime64[D]")
    starts = days.get("start_date", days.get("date", blank))
    ends = days.get("end_date", starts)
    ends = np.where(np.isnat(ends) | (ends < starts), starts, ends)
    repeated = [numbers[n] for n in numbers if behaviour(fields[n]) == "repeat"]
    line = lines_of(table, template, additive_names(template)).row_line
    line = groups([line, *(text.codes for text in texts.values()), *map(_places, repeated)])
    places = None
    if all(name in table.column_names for name in LINEAGE):
        cells = [coded_texts(table[name].cast(pa.string())).codes for name in LINEAGE]
        places = groups([line, *cells])
    return RawRows(template, line, starts, ends, texts, numbers, days, places)


def groups(keys: Sequence[Array]) -> Ints:
    """The group of each row, from 0 in the order of first rows: rows of a group are equal in all *keys*."""
    _, first, place = np.unique(np.stack(keys, axis=1), axis=0, return_index=True, return_inverse=True)
    rank = np.empty(len(first), dtype=np.int64)
    rank[np.argsort(first, kind="stable")] = np.arange(len(first))
    ordered: Ints = rank[place.reshape(-1)]
    return ordered


def cut(rows: RawRows, step: Cut) -> RawRows:
    """The same amounts by calendar weeks or months: what a row has is shared out by days, to the cent."""
    source, starts, ends, days = _pieces(rows, step)
    numbers = _shared_out(rows, source, days)
    row = groups([rows.line[source], starts.astype(np.int64), ends.astype(np.int64)])
    _, at = np.unique(row, return_index=True)
    adding = (*rows.by_behaviour("spread"), *rows.by_behaviour("once"))
    source, starts, ends = source[at], starts[at], ends[at]
    periods = {"start_date": starts, "end_date": ends, "date": starts}
    return RawRows(
        rows.template,
        rows.line[source],
        starts,
        ends,
        {name: replace(text, codes=text.codes[source]) for name, text in rows.texts.items()},
        {name: sums(v, row, len(at)) if name in adding else v[at] for name, v in numbers.items()},
        {
            name: np.where(np.isnat(starts), own[source], periods.get(name, own[source]))
            for name, own in rows.days.items()
        },
    )


def _shared_out(rows: RawRows, source: Ints, days: Floats) -> dict[str, Floats]:
    """What each piece of a row has: its share by days of what adds up; people reached stay on the first."""
    fields = {field.name: field for field in rows.template.fields}
    first = np.r_[True, source[1:] != source[:-1]]
    numbers = {}
    for name, values in rows.numbers.items():
        match behaviour(fields[name]):
            case "spread":
                numbers[name] = spread(values, days, source, grain_of(fields[name]))
            case "once":
                numbers[name] = np.where(first, values[source], np.nan)
            case "repeat":
                numbers[name] = values[source]
    return numbers


def _pieces(rows: RawRows, step: Cut) -> tuple[Ints, Array, Array, Floats]:
    """The row, the calendar period and the days of each piece; a row without a date is one piece."""
    pieces: list[tuple[int, date | None, date | None, float]] = []
    for at, (start, end) in enumerate(zip(rows.starts.tolist(), rows.ends.tolist(), strict=True)):
        if start is None:
            pieces.append((at, None, None, 1.0))
            continue
        for first, last in _calendar(start, end, step):
            pieces.append((at, first, last, float((min(last, end) - max(first, start)).days + 1)))
    source, starts, ends, days = zip(*pieces, strict=True)
    as_days = "datetime64[D]"
    return (
        np.array(source, dtype=np.int64),
        np.array(starts, dtype=as_days),
        np.array(ends, dtype=as_days),
        np.array(days),
    )


def _calendar(start: date, end: date, step: Cut) -> list[tuple[date, date]]:
    """The weeks from Monday, or the months, that *start* to *end* touches."""
    if step == "week":
        first = start - timedelta(start.weekday())
        weeks = range(((end - first).days // WEEK) + 1)
        return [(first + timedelta(WEEK * n), first + timedelta(WEEK * n + WEEK - 1)) for n in weeks]
    months = range(start.year * 12 + start.month - 1, end.year * 12 + end.month)
    firsts = [date(n // 12, n % 12 + 1, 1) for n in (*months, months[-1] + 1)]
    return [(first, after - timedelta(1)) for first, after in zip(firsts, firsts[1:], strict=False)]


def sums(values: Floats, row: Ints, count: int) -> Floats:
    """What the values of each of *count* groups add up to; NaN where none is known."""
    finite = np.isfinite(values)
    whole = np.bincount(row[finite], weights=values[finite], minlength=count).round(6)
    has = np.bincount(row[finite], minlength=count) > 0
    return np.where(has, whole, np.nan)


def _days(column: arrow.ArrowArray) -> Array:
    since_1970 = arrow.to_numpy(column.cast(pa.date32()).combine_chunks(), np.nan)
    days = np.full(len(since_1970), "NaT", dtype="datetime64[D]")
    finite = ~np.isnan(since_1970)
    days[finite] = since_1970[finite].astype(np.int64).astype("datetime64[D]")
    return days


def _places(values: Floats) -> Ints:
    """Equal numbers have equal places; blanks have one of their own."""
    _, place = np.unique(np.nan_to_num(values, nan=np.inf), return_inverse=True)
    places: Ints = place.reshape(-1).astype(np.int64)
    return places
