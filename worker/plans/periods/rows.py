"""Which header cells of a table are times: every row is judged as a sequence, then each column takes its finest row."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from worker.lazy_dataclass import dataclass
from worker.plans.periods.bare_numbers import LONG_RUN, numbers_that_count
from worker.plans.periods.header_times import HeaderTime, Kind, header_times, with_context
from worker.plans.rows.header_cells import HeaderCell
from worker.shapes.grid import Grid, cell_text
from worker.values.dates.calendar_words import are_weekdays
from worker.values.dates.parts import Order, Partial
from worker.values.dates.year_parts import is_year_part, units_of

FINENESS: tuple[Kind, ...] = ("hour", "number", "date", "span", "week", "month", "quarter", "half", "year")
LATE, EARLY = 22, 10
"""Days of a month from which, and to which, a run of days may go over into the next month."""
_STEP = {"date": 1, "span": 1, "week": 7, "month": 31, "quarter": 93, "half": 186, "year": 372}


TimesOfRow = dict[int, tuple[HeaderCell, tuple[HeaderTime, ...]]]
_MONTHS = 12
DAYS_OF_WEEK = 7


@dataclass(frozen=True, slots=True)
class Slot:
    """A column with the time that its header names."""

    column: int
    row: int
    cell: HeaderCell
    time: HeaderTime
    proven: bool
    """Part of a sequence, not context alone."""
    part: tuple[int, int] | None = None
    """(k, n) for the k-th of n unnamed columns under one merged time."""
    band: int | None = None
    """The month that another header row says over a time that names its own."""
    own_year: bool = False
    """Its text says the year; a date cell may have got its year from the spreadsheet when it was typed."""


def find_slots(grid: Grid, cells: Mapping[int, Mapping[int, HeaderCell]]) -> dict[int, Slot]:
    """Column -> its finest proven time, completed by the coarser times above and below it."""
    rows = {row: _read_row(grid, row, cells_of_row) for row, cells_of_row in cells.items()}
    context = _context(rows.values())
    rows_of_slots = [_judge(grid, row, cells_of_row, context, cells) for row, cells_of_row in rows.items()]
    slots: dict[int, Slot] = {}
    dated = _own_dates(rows_of_slots)
    for cells_of_row in with_ends(rows_of_slots):
        for column, slot in cells_of_row.items():
            if slot.time.kind == "number" and column in dated:
                continue  # the week's number above its days
            if column not in slots or _finer(slot, slots[column]):
                slots[column] = slot
    proven = {column: slot for column, slot in slots.items() if slot.proven}
    return _under_bands(_without_tails(proven, rows), context)


def _own_dates(rows: Iterable[Mapping[int, Slot]]) -> set[int]:
    """The columns with a day of their own, where a row has another one over each: nothing else is finer than it."""
    columns: set[int] = set()
    for row in rows:
        days = {
            column: slot.time.first
            for column, slot in row.items()
            if slot.time.kind == "date" and slot.cell.column == column and slot.time.first.month
        }
        if len(days) == len(set(days.values())) >= DAYS_OF_WEEK:
            columns |= set(days)
    return columns


def _without_tails(slots: Mapping[int, Slot], rows: Mapping[int, TimesOfRow]) -> dict[int, Slot]:
    """Without columns under a band that has finer times over its other columns: 'Impressions' beside the last week of May."""
    divided = {
        (cell.row, cell.column)
        for cells_of_row in rows.values()
        for column, (cell, _) in cells_of_row.items()
        if column in slots and slots[column].row > cell.row
    }
    return {
        column: slot
        for column, slot in slots.items()
        if slot.cell.column == column or (slot.cell.row, slot.cell.column) not in divided
    }


def with_ends(rows: Sequence[dict[int, Slot]]) -> list[dict[int, Slot]]:
    """Rows of slots, in which a row of days below another that gives the end of each period is taken into it."""
    result: list[dict[int, Slot]] = []
    for row in rows:
        if result and (joined := _spans_of_both(result[-1], row)):
            result[-1] = joined
        elif row:
            result.append(row)
    return result


def _spans_of_both(firsts: Mapping[int, Slot], lasts: Mapping[int, Slot]) -> dict[int, Slot] | None:
    """Spans from the days of one row to those of another; None unless no span reaches into the next."""
    days = ("date", "number")
    columns = sorted(firsts)
    kinds = {slot.time.kind for slot in (*firsts.values(), *lasts.values())}
    if columns != sorted(lasts) or len(columns) < 2 or len(kinds) != 1 or not kinds <= set(days):
        return None
    starts = [firsts[column].time for column in columns]
    ends = [lasts[column].time for column in columns]
    if not all(_follows(a, b) for a, b in zip(starts, ends, strict=True)):
        return None
    if any(place(a) == place(b) for a, b in zip(starts[1:], ends, strict=False)):
        return None
    if not all(_follows(a, b) for a, b in zip(ends, starts[1:], strict=False)) or starts == ends:
        return None
    return {
        column: replace(slot, time=_until(slot.time, lasts[column].time)) for column, slot in firsts.items()
    }


def _follows(first: HeaderTime, last: HeaderTime) -> bool:
    """Whether a day is not before another; without a month the next month may have begun, without a year the next year."""
    if place(first) <= place(last):
        return True
    if first.first.month is None:
        return (first.number or 0) >= LATE and (last.number or 99) <= EARLY
    no_year = first.first.year is None and last.first.year is None
    return no_year and first.first.month == 12 and last.first.month == 1


def _until(first: HeaderTime, last: HeaderTime) -> HeaderTime:
    return replace(
        first,
        kind="span",
        first=first.first._replace(day=first.first.day or first.number),
        last=last.first._replace(
            day=last.first.day or last.number, year=last.first.year or _year_of_end(first.first, last.first)
        ),
    )


def _year_of_end(first: Partial, last: Partial) -> int | None:
    turns = (first.month or 0) > (last.month or 0)
    return first.year + turns if first.year and last.month else None


def _under_bands(slots: Mapping[int, Slot], context: Mapping[int, Partial]) -> dict[int, Slot]:
    """The slots with the month and year that a band above or below them says, where they say none."""
    result: dict[int, Slot] = {}
    for column, slot in slots.items():
        band = context.get(column, Partial())
        own = slot.time.kind != "month" and slot.time.first.month is not None
        reading = with_context(slot.time, band)
        in_text = isinstance(slot.cell.value, str) and slot.time.first.year is not None
        result[column] = replace(slot, time=reading, band=band.month if own else None, own_year=in_text)
    return _days_before_bands(_spans_before_bands(result, context), context)


def _spans_before_bands(slots: dict[int, Slot], context: Mapping[int, Partial]) -> dict[int, Slot]:
    """Spans that run over the end of a month: '29-5' first under July, before '6-12', begins in June."""
    result = dict(slots)
    groups: dict[Partial, list[int]] = {}
    for column, slot in sorted(slots.items()):
        if (
            slot.time.kind == "span"
            and slot.cell.column == column
            and (band := context.get(column))
            and band.month
        ):
            groups.setdefault(band, []).append(column)
    for band, columns in groups.items():
        times = [slots[column].time for column in columns]
        first, last = times[0].first, times[0].last
        turns = first.month == last.month == band.month and (first.day or 0) > (last.day or 99)
        if len(times) > 1 and turns and (times[1].first.day or 0) == (last.day or 0) + 1:
            before = months_on(band, -1)._replace(day=first.day)
            result[columns[0]] = replace(
                slots[columns[0]], time=replace(times[0], first=before), band=band.month
            )
    return result


def _days_before_bands(slots: dict[int, Slot], context: Mapping[int, Partial]) -> dict[int, Slot]:
    """Bare days under a month run on: '29 5 12' under January begins in December, '19 26 2' ends in February."""
    result = dict(slots)
    groups: dict[Partial, list[int]] = {}
    for column, slot in sorted(slots.items()):
        if slot.time.kind == "number" and (band := context.get(column)) and band.month:
            groups.setdefault(band, []).append(column)
    for band, columns in groups.items():
        numbers = [slots[column].time.number or 0 for column in columns]
        drops = [at for at in range(1, len(numbers)) if numbers[at] < numbers[at - 1]]
        if len(drops) != 1 or numbers[drops[0] - 1] < LATE or numbers[drops[0]] > EARLY:
            continue
        before = drops[0] == 1
        for column in columns[: drops[0]] if before else columns[drops[0] :]:
            reading = slots[column].time
            part = months_on(band, -1 if before else 1)._replace(day=reading.number)
            result[column] = replace(
                slots[column], time=replace(reading, first=part, last=part), band=band.month
            )
    return result


def months_on(month: Partial, count: int) -> Partial:
    """The month *count* months after another; its year moves where one is known."""
    at = (month.month or 1) - 1 + count
    return Partial(None, at % 12 + 1, month.year + at // 12 if month.year else None)


def _context(rows: Iterable[TimesOfRow]) -> dict[int, Partial]:
    """The month and year that any header row says over each column, the upper row first."""
    context: dict[int, Partial] = {}
    for row in rows:
        both = [r for _, alternatives in row.values() if len(alternatives) > 1 for r in alternatives]
        years = _are_years([reading for reading in both if reading.kind == "month"])
        for column, (_, alternatives) in row.items():
            coarse = next((r.first for r in alternatives if r.kind in ("month", "year")), None)
            if coarse and (years or not any(r.kind == "date" for r in alternatives)):
                above = context.get(column, Partial())
                context[column] = Partial(None, above.month or coarse.month, above.year or coarse.year)
    return context


def _finer(slot: Slot, other: Slot) -> bool:
    return FINENESS.index(slot.time.kind) < FINENESS.index(other.time.kind)


def _read_row(grid: Grid, row: int, cells: Mapping[int, HeaderCell]) -> TimesOfRow:
    """The times of a row's cells under the order of day and month that makes the better sequence."""
    by_order = {order: _read_cells(grid, cells, order) for order in (None, "dmy", "mdy")}
    two_ways = any(len({r.kind for r in alt}) < len(alt) for _, alt in by_order[None].values())
    spans = any(
        r.kind == "span" for order in ("dmy", "mdy") for _, alt in by_order[order].values() for r in alt
    )
    readable = max(len(by_order[order]) for order in ("dmy", "mdy")) > len(by_order[None])
    if not two_ways and not readable and not (spans and by_order["dmy"] != by_order["mdy"]):
        return by_order["dmy"] if by_order[None] == {} else by_order[None]
    return max((by_order["dmy"], by_order["mdy"]), key=_order_score)


def _read_cells(grid: Grid, cells: Mapping[int, HeaderCell], order: Order | None) -> TimesOfRow:
    if are_weekdays(cell.value for cell in cells.values() if isinstance(cell.value, str)):
        return {}
    cells = _without_weekdays(cells)
    parts = {text for cell in cells.values() if is_year_part(text := cell_text(cell.value).strip())}
    units: dict[str, str] = units_of(parts)
    times = {}
    for column, cell in cells.items():
        value = units.get(cell_text(cell.value).strip(), cell.value)
        if alternatives := header_times(value, grid.formats.get((cell.row, cell.column)), order):
            times[column] = (cell, alternatives)
    return _months_or_weeks(_weeks_or_years(times))


def _without_weekdays(cells: Mapping[int, HeaderCell]) -> Mapping[int, HeaderCell]:
    """The cells without runs of a week's days: 'Paz' behind 'Cmt' is a Turkish Sunday, and no Polish October."""
    texts = {column: cell.value for column, cell in cells.items() if isinstance(cell.value, str)}
    week = {
        column + at
        for column in texts
        if are_weekdays(texts.get(column + at, "") for at in range(DAYS_OF_WEEK))
        for at in range(DAYS_OF_WEEK)
    }
    return {column: cell for column, cell in cells.items() if column not in week} if week else cells


def _weeks_or_years(times: TimesOfRow) -> TimesOfRow:
    """The times where 'W17-26' may be a week of 2026 or ten weeks: of a year where all of the row say the same one."""
    several = {c for c, (_, alternatives) in times.items() if any(r.through for r in alternatives)}
    behind = {r.through for c in several for r in times[c][1] if r.through}
    are_years = len(behind) == 1 and len(several) > 1
    return {
        column: (cell, alternatives)
        if column not in several
        else (cell, tuple(r for r in alternatives if (r.through is None) == are_years or r.kind != "week"))
        for column, (cell, alternatives) in times.items()
    }


def _months_or_weeks(times: TimesOfRow) -> TimesOfRow:
    """The times where one letter stands for both: 'T10 … T17' are weeks, for there are twelve months, else none is."""
    weeks = {c: week for c, (_, alternatives) in times.items() if (week := _of_kind(alternatives, "week"))}
    either = {c for c in weeks if _of_kind(times[c][1], "month")}
    if not either:
        return times
    other = {"month", "quarter"} if max(week.number or 0 for week in weeks.values()) > _MONTHS else {"week"}
    return {
        column: (cell, tuple(r for r in alternatives if column not in either or r.kind not in other))
        for column, (cell, alternatives) in times.items()
    }


def _order_score(row: TimesOfRow) -> tuple[int, int, int, int]:
    """Dates read, then those of a month at most, then steps of the commonest length, then steps forward."""
    dates = [alternatives[0] for _, alternatives in row.values() if alternatives[0].kind in ("date", "span")]
    short = sum(place(replace(date, first=date.last)) - place(date) <= 31 for date in dates)
    places = [place(date) for date in dates]
    steps = [b - a for a, b in zip(places, places[1:], strict=False) if b != a]
    commonest = max((steps.count(step) for step in steps), default=0)
    return len(places), short, commonest, sum(step > 0 for step in steps)


def place(reading: HeaderTime) -> int:
    """Where a time stands on a rough line of 31-day months, to tell forward from back."""
    year = (reading.first.year or 0) * 372
    month = (reading.first.month or 1) * 31
    if reading.kind in ("date", "span"):
        return year + month + (reading.first.day or 0)
    if reading.kind == "month":
        return year + month
    if reading.kind == "year":
        return year
    return year + (month if reading.first.month else 0) + (reading.number or 0) * _STEP.get(reading.kind, 1)


# ---------------------------------------------------------------- a row as a sequence


def _judge(
    grid: Grid,
    row: int,
    times: TimesOfRow,
    context: Mapping[int, Partial],
    cells: Mapping[int, Mapping[int, HeaderCell]],
) -> dict[int, Slot]:
    """The row's slots: kinds that make a sequence are proven, others may still be context."""
    slots: dict[int, Slot] = {}
    for kind in FINENESS:
        readings = {
            column: reading
            for column, (_, alternatives) in times.items()
            if column not in slots and (reading := _of_kind(alternatives, kind))
        }
        if not readings:
            continue
        rivals = {c: alternatives for c, (_, alternatives) in times.items() if c in readings}
        spans = [r for _, alternatives in times.values() for r in alternatives if r.kind == "span"]
        if not _fits(kind, readings, rivals, spans, context):
            continue
        if kind == "number":
            readings = numbers_that_count(grid, row, readings, context, cells)
        elif not _counts_up(kind, list(readings.values())) or (kind == "hour" and _are_days(times, readings)):
            continue
        for column, reading in readings.items():
            slots[column] = Slot(column, row, times[column][0], reading, True)
    return slots


def _are_days(times: TimesOfRow, hours: Collection[int]) -> bool:
    """Whether more of the row are days than hours: '01-02' amid '01-01', '01-02' and '01-13'."""
    return sum(_of_kind(alternatives, "date") is not None for _, alternatives in times.values()) > len(hours)


def _of_kind(alternatives: Sequence[HeaderTime], kind: Kind) -> HeaderTime | None:
    return next((reading for reading in alternatives if reading.kind == kind), None)


def _fits(
    kind: Kind,
    times: Mapping[int, HeaderTime],
    rivals: Mapping[int, Sequence[HeaderTime]],
    spans: Sequence[HeaderTime],
    context: Mapping[int, Partial],
) -> bool:
    """Whether this kind is what a row of such headers means, where a letter stands for several units.

    'T1 … T4' are quarters and 'T1 … T12' months; 'S1, S2' are halves and 'S1 … S9' weeks; '5-11' without a
    month above is a span only where spans follow each other.
    """
    others = {reading.kind for alternatives in rivals.values() for reading in alternatives} - {kind}
    numbers = {reading.number for reading in times.values() if reading.number is not None}
    under_month = any(context.get(column, Partial()).month for column in times)
    if kind == "month" and "quarter" in others:
        return max(numbers, default=0) > 4
    if kind in ("week", "hour") and "half" in others:
        return under_month or max(numbers, default=0) > 2
    if kind == "date" and "month" in others:
        return not _are_years([r for alt in rivals.values() for r in alt if r.kind == "month"])
    if kind == "date" and "span" in others:
        return not _follow_each_other(spans)
    if kind == "span" and all(reading.first.month is None for reading in times.values()):
        return under_month or (len(times) > 2 and _follow_each_other(list(times.values())))
    return True


def _are_years(months: Sequence[HeaderTime]) -> bool:
    """Whether the numbers behind months are years: the same on and on, one more where the months begin anew."""
    parts = [reading.first for reading in months]
    return all(
        b.year == a.year
        if (b.month or 0) > (a.month or 0)
        else (b.year or 0) - (a.year or 0) in (0, 1) and b.month != a.month or a == b
        for a, b in zip(parts, parts[1:], strict=False)
    )


def _follow_each_other(spans: Sequence[HeaderTime]) -> bool:
    """Whether each span of days begins where the one before ended, or a new month begins."""
    steps = list(zip(spans, spans[1:], strict=False))
    good = sum(
        b.first.day == (a.last.day or 0) + 1 or (b.first.day or 99) < (a.first.day or 0) for a, b in steps
    )
    return bool(steps) and good * 10 >= len(steps) * 8


def _counts_up(kind: Kind, times: Sequence[HeaderTime]) -> bool:
    """Whether different times follow each other forwards, year ends and repeated blocks allowed."""
    places = [place(reading) for reading in times]
    steps = [b - a for a, b in zip(places, places[1:], strict=False) if b != a]
    if kind == "hour":
        return len(set(places)) >= LONG_RUN and sum(step in (1, -23) for step in steps) * 2 >= len(steps)
    forward = sum(step > 0 for step in steps)
    if not forward:
        # 'Dec, Jan' and 'W52, W1' are two times over New Year
        return len(steps) == 1 and len(places) <= 4 and _turns(kind, times)
    return forward * 2 >= len(steps)


def _turns(kind: Kind, times: Sequence[HeaderTime]) -> bool:
    if any(reading.first.year for reading in times):
        return False
    first, last = times[0], times[-1]
    if kind == "week":
        return (first.number or 0) >= 50 and (last.number or 99) <= 3
    return kind in ("month", "date", "span") and first.first.month == 12 and last.first.month == 1
