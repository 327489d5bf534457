"""Which columns of a table are times, when each starts and ends, and what its cells hold."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from worker.lazy_dataclass import dataclass
from worker.plans.columns import sample_rows
from worker.plans.periods.days import PeriodDays, resolve
from worker.plans.periods.header_times import header_times
from worker.plans.periods.marks import are_marks
from worker.plans.periods.measures import measure_in, title_above
from worker.plans.periods.rows import FINENESS, Slot, find_slots
from worker.plans.periods.year_of_flights import year_of_flights
from worker.plans.periods.year_of_spans import year_of_spans
from worker.plans.periods.years import (
    base_year,
    brief_span,
    counts_months,
    counts_weeks,
    in_one_language,
    months_of_flight,
    offsets,
    rising,
    title_month,
    with_months,
)
from worker.plans.rows.header_cells import HeaderCell, header_cells
from worker.plans.rows.letters import number
from worker.plans.rows.wording import is_total
from worker.shapes.grid import Grid, cell_text
from worker.shapes.layout import BriefItem, Period, SheetLayout, Table
from worker.text import clean
from worker.values.dates.calendar_words import stands_apart
from worker.values.dates.parts import Partial
from worker.values.dates.tokens import YEARS
from worker.values.dates.year_parts import names_year

_ROWS_FOR_MARKS = 60
"""Lines looked at for fills and signs."""
_SHORT_RUN = 3
"""Periods among which texts are no flowchart's; of a longer run, one in so many may hold texts for it to be none."""
_ROWS_OF_SHARES = 2
"""Lines from which shares can be told: those of one line are the whole."""
_A_CENT = 0.011


def read_periods(
    grid: Grid,
    header_rows: Sequence[int],
    first_row: int,
    last_row: int,
    columns: Sequence[int],
    *,
    year: int | None = None,
    brief: Sequence[BriefItem] = (),
    skipped: Collection[int] = (),
    measure: str | None = None,
) -> tuple[Period, ...]:
    """The period columns among *columns*, in order.

    A header alone proves nothing, a sequence does; totals, comparisons, texts, and sums of finer periods beside them are
    left out. *year* serves where neither headers, brief, title nor sheet name say one, and *measure*, which the table's
    title says, where no header says any.
    """
    columns = [column for column in columns if column <= grid.width]
    cells = header_cells(grid, header_rows, columns)
    slots = find_slots(grid, cells)
    slots = _with_bare_columns(slots, cells, columns)
    rows = sample_rows(first_row, min(last_row, grid.height), skipped)[:_ROWS_FOR_MARKS]
    title = _left_of(cells, slots, grid, rows)
    times = _with_measures(slots, cells, title) or _single(grid, cells, rows)
    texts = {one.slot.column for one in times if _holds_text(grid, rows, one.slot.column)}
    if len(times) <= _SHORT_RUN or len(texts) <= len(times) / _SHORT_RUN:
        times = [one for one in times if one.slot.column not in texts]
    times = _without_differences(grid, rows, _without_shares(grid, rows, times))
    if not times:
        return ()
    measure = measure or title_above(grid, header_rows, [one.slot.column for one in times])
    if measure and all(one.measure is None for one in times):
        times = [replace(one, measure=measure) for one in times]
    days = _dated(
        grid, cells, rows, times, columns, lambda own: _days(grid, times, header_rows, brief, own, year)
    )
    pairs = _without_sums(list(zip(times, days, strict=True)))
    timed = {one.slot.column for one, _ in pairs}
    beside = next((column for column in columns if column not in timed), None)
    marks = are_marks(grid, rows, sorted(timed), beside) if timed else False
    whole = _has_booking_months([one.slot for one, _ in pairs], [day for _, day in pairs])
    return tuple(_period(one, day, marks, whole) for one, day in pairs)


def _dated(
    grid: Grid,
    cells: Mapping[int, Mapping[int, HeaderCell]],
    rows: Sequence[int],
    times: Sequence[_TimeColumn],
    columns: Sequence[int],
    days_in: Callable[[int | None], list[PeriodDays]],
) -> list[PeriodDays]:
    """The days of *times*; where none names a year, a column of years or the lines' own days may say it.

    *days_in* gives them in a year; None is the year that the sheet or the plan says, if any. What a title or a file's name
    says may be last year's: each line's own flight is surer.
    """
    if any(one.slot.time.first.year for one in times):
        return days_in(None)
    timed = [one.slot.column for one in times]
    years = _years_beside(grid, cells, rows, timed)
    if len(years) > 1:
        return resolve([one.slot for one in times], [None] * len(times))
    days = days_in(next(iter(years), None))
    if years:
        return days
    beside = [column for column in columns if column not in timed]
    own = year_of_flights(grid, rows, timed, beside, days_in)
    if own is None and not any(day.start for day in days):
        own = year_of_spans(grid, max(rows, default=0), days_in)
    return days_in(own) if own else days


def _years_beside(
    grid: Grid, cells: Mapping[int, Mapping[int, HeaderCell]], rows: Sequence[int], timed: Collection[int]
) -> set[int]:
    """The years of the lines, where a column beside the periods is called so and holds years and nothing else."""
    for at in cells.values():
        for column, cell in at.items():
            if column in timed or not isinstance(cell.value, str) or not names_year(cell.value):
                continue
            values = {number(value) for row in rows if (value := grid.at(row, column)) not in (None, "")}
            if values and all(value in YEARS for value in values):
                return {int(value) for value in values if value}
    return set()


def periods_of_year(grid: Grid, layout: SheetLayout, table: Table, year: int) -> tuple[Period, ...]:
    """The period columns of a table once more, where only their *year* was not known."""
    return read_periods(
        grid,
        table.header_rows,
        table.first_row,
        table.last_row,
        range(table.first_column, table.last_column + 1),
        year=year,
        brief=layout.brief,
        skipped=frozenset(row.row for row in table.skipped),
    )


@dataclass(frozen=True, slots=True)
class _TimeColumn:
    slot: Slot
    measure: str | None


def _has_booking_months(slots: Sequence[Slot], days: Sequence[PeriodDays]) -> bool:
    """Whether months over the weeks are the plan's own (broadcast, 4-4-5, fiscal): a week of one begins outside it."""
    return any(
        slot.band and day.unit == "week" and day.start and day.start.month != slot.band
        for slot, day in zip(slots, days, strict=True)
    )


def _period(one: _TimeColumn, day: PeriodDays, marks: bool, whole: bool) -> Period:
    return Period(
        number=one.slot.column,
        label=clean(cell_text(one.slot.cell.value)),
        unit=day.unit,
        start=day.start,
        end=day.end,
        measure=one.measure,
        marks=marks,
        hour=one.slot.time.number if one.slot.time.kind == "hour" else None,
        is_whole=whole and day.unit == "week",
    )


# ---------------------------------------------------------------- columns without a name of their own


def _with_bare_columns(
    slots: Mapping[int, Slot], cells: Mapping[int, Mapping[int, HeaderCell]], columns: Sequence[int]
) -> dict[int, Slot]:
    """Months merged over four or five unlabelled columns make each its part of the month."""
    groups: dict[tuple[int, int], list[int]] = {}
    for column, slot in slots.items():
        if slot.cell.width > 1 and slot.time.kind == "month":
            groups.setdefault((slot.cell.row, slot.cell.column), []).append(column)
    result = dict(slots)
    groups = groups or _gaps(slots, cells, columns)
    bare = [g for g in groups.values() if not any(_below(cells, slots[min(g)], c) for c in g)]
    if len(bare) < len(groups) or len(bare) < 2:
        return result
    for group in bare:
        first = slots[min(group)]
        for k, column in enumerate(sorted(group), 1):
            result[column] = replace(first, column=column, part=(k, len(group)))
    return result


def _gaps(
    slots: Mapping[int, Slot], cells: Mapping[int, Mapping[int, HeaderCell]], columns: Sequence[int]
) -> dict[tuple[int, int], list[int]]:
    """The same where merges were lost: every month followed by three or four columns without any header."""
    starts = sorted(slots)
    if len(starts) < 2 or any(slot.time.kind != "month" for slot in slots.values()):
        return {}
    headed = {column for row in cells.values() for column in row}
    widths = [b - a for a, b in zip(starts, starts[1:], strict=False)]
    if not all(4 <= width <= 5 for width in widths):
        return {}
    groups = {}
    for start in starts:
        end = next((c for c in range(start + 1, start + 6) if c in headed or c > columns[-1]), start + 5)
        groups[slots[start].row, start] = list(range(start, min(end, start + max(widths))))
    return groups if all(len(group) >= 4 for group in groups.values()) else {}


def _below(cells: Mapping[int, Mapping[int, HeaderCell]], slot: Slot, column: int) -> list[str]:
    return [
        clean(cell_text(cells_of_row[column].value))
        for row, cells_of_row in cells.items()
        if row > slot.row and column in cells_of_row
    ]


def _above(cells: Mapping[int, Mapping[int, HeaderCell]], slot: Slot, column: int) -> list[str]:
    """Nearest first."""
    return [
        clean(cell_text(cells_of_row[column].value))
        for row, cells_of_row in sorted(cells.items(), reverse=True)
        if row < slot.row and column in cells_of_row
    ]


def _left_of(
    cells: Mapping[int, Mapping[int, HeaderCell]], slots: Mapping[int, Slot], grid: Grid, rows: Sequence[int]
) -> list[str]:
    """A title over the column left of the times, which has no name in their own row and no numbers: it is one of theirs."""
    if not slots:
        return []
    slot, beside = slots[min(slots)], min(slots) - 1
    if beside < 1 or beside in cells.get(slot.row, {}):
        return []
    return (
        [] if any(number(grid.at(row, beside)) is not None for row in rows) else _above(cells, slot, beside)
    )


# ---------------------------------------------------------------- what the cells hold


def _with_measures(
    slots: Mapping[int, Slot], cells: Mapping[int, Mapping[int, HeaderCell]], title: Sequence[str] = ()
) -> list[_TimeColumn]:
    """The slots with their measures, where a title is theirs by it; a total or a comparison by a word is left out."""
    result = []
    for column, slot in sorted(slots.items()):
        below = [text for text in _below(cells, slot, column) if not header_times(text)]
        above = [name for text in _above(cells, slot, column) if (name := _without_time(text))]
        # a half-year is a subtotal wherever it was seen, and no unit of ours
        if slot.time.kind == "half" or any(is_total(text) or stands_apart(text) for text in below):
            continue
        texts = [*below, slot.time.rest, *(above or title)]
        result.append(_TimeColumn(slot, measure_in([text for text in texts if text])))
    return result


def _without_time(text: str) -> str:
    """What a text says beside a time: 'net media cost' of '2026 NET MEDIA COST', nothing of '2026'."""
    times = header_times(text)
    return times[0].rest if times else text


def _single(
    grid: Grid, cells: Mapping[int, Mapping[int, HeaderCell]], rows: Sequence[int]
) -> list[_TimeColumn]:
    """A plan of one period: a single header that names a time with its year, over numbers."""
    candidates = [
        Slot(column, row, cell, alternatives[0], True)
        for row, at in cells.items()
        for column, cell in at.items()
        if cell.width == 1
        and (alternatives := header_times(cell.value, grid.formats.get((cell.row, cell.column))))
    ]
    if len(candidates) != 1 or candidates[0].time.kind not in ("span", "week", "month"):
        return []
    slot = candidates[0]
    values = [grid.at(row, slot.column) for row in rows]
    numeric = any(isinstance(value, (int, float)) for value in values)
    if slot.time.rest or not slot.time.first.year or not numeric:
        return []
    return _with_measures({slot.column: slot}, cells)


def _without_shares(grid: Grid, rows: Sequence[int], times: list[_TimeColumn]) -> list[_TimeColumn]:
    """Without blocks whose columns each add up to the whole beside a block of amounts over the same times: its shares."""
    blocks: list[dict[str, _TimeColumn]] = []
    for one in times:
        label = cell_text(one.slot.cell.value)
        if not blocks or label in blocks[-1]:
            blocks.append({})
        blocks[-1][label] = one
    if len(rows) < _ROWS_OF_SHARES or len(blocks) < 2:
        return times
    shares = [
        all(_adds_up_to_whole(grid, rows, one.slot.column) for one in block.values()) for block in blocks
    ]
    if all(shares):
        return times
    return [
        one for block, is_share in zip(blocks, shares, strict=True) if not is_share for one in block.values()
    ]


def _without_differences(grid: Grid, rows: Sequence[int], times: list[_TimeColumn]) -> list[_TimeColumn]:
    """Without the column of each time that is one of its other two less the third, and below zero where that is larger."""
    groups: dict[tuple[int, int], list[_TimeColumn]] = {}
    for one in times:
        groups.setdefault((one.slot.cell.row, one.slot.cell.column), []).append(one)
    if {len(group) for group in groups.values()} != {3}:
        return times
    for at, (a, b) in enumerate(((1, 2), (0, 2), (0, 1))):
        if all(_is_difference(grid, rows, group[at], group[a], group[b]) for group in groups.values()):
            apart = {group[at].slot.column for group in groups.values()}
            return [one for one in times if one.slot.column not in apart]
    return times


def _is_difference(
    grid: Grid, rows: Sequence[int], third: _TimeColumn, one: _TimeColumn, other: _TimeColumn
) -> bool:
    """Whether the *third* column is *one* less the *other*, or the reverse, on all rows, and negative on some."""
    if third.measure is not None:
        return False
    lines = [[grid.at(row, each.slot.column) for each in (third, one, other)] for row in rows]
    amounts = [[float(value) for value in line if isinstance(value, (int, float))] for line in lines]
    numbers = [line for line in amounts if len(line) == 3]
    if len(numbers) < _ROWS_OF_SHARES or not any(c < 0 < max(a, b) for c, a, b in numbers):
        return False
    return any(all(abs(c - sign * (a - b)) <= _A_CENT for c, a, b in numbers) for sign in (1, -1))


def _adds_up_to_whole(grid: Grid, rows: Sequence[int], column: int) -> bool:
    values = [grid.at(row, column) for row in rows]
    numbers = [float(value) for value in values if isinstance(value, (int, float))]
    return any(abs(sum(numbers) - whole) <= whole / 100 for whole in (1, 100)) and min(numbers) >= 0


def _holds_text(grid: Grid, rows: Sequence[int], column: int) -> bool:
    """Whether a column holds texts: in a short run, or beside months with numbers, its header only looks like a time.

    'Marca' is a brand, and the Polish for 'of March'; a flowchart has names in most of its weeks.
    """
    values = [v for row in rows if (v := grid.at(row, column)) is not None and v != ""]
    texts = sum(isinstance(v, str) and len(v.strip()) > 3 and not any(c.isdigit() for c in v) for v in values)
    return texts * 2 > len(values)


# ---------------------------------------------------------------- when


def _days(
    grid: Grid,
    columns: Sequence[_TimeColumn],
    header_rows: Sequence[int],
    brief: Sequence[BriefItem],
    of_lines: int | None,
    last_resort: int | None,
) -> list[PeriodDays]:
    """First and last day of each; all without days where no year can be known.

    The year that the lines themselves say comes before the brief's and the title's.
    """
    slots, flight = in_one_language([one.slot for one in columns]), brief_span(brief)
    open_kinds = ("number", "span")
    if all(slot.time.kind in open_kinds and not slot.time.first.month for slot in slots):
        month = title_month(grid, header_rows, brief)
        slots = with_months(slots, month) if month else slots
    if counts_months(slots):
        slots = months_of_flight(slots, flight)
        if any(slot.time.first.month is None for slot in slots):
            return resolve(slots, [None] * len(slots))
    if counts_weeks(slots) and flight is None:
        return resolve(slots, [None] * len(slots))
    shifts = offsets(slots, [one.measure for one in columns])
    base = base_year(grid, slots, shifts, header_rows, brief, last_resort, of_lines)
    years = [
        slot.time.first.year or (base + shift if base else None)
        for slot, shift in zip(slots, shifts, strict=True)
    ]
    slots, years = rising(slots, years, [one.measure for one in columns], flight)
    days = resolve(slots, years, flight[0].on() if flight else None)
    if flight and not any(shifts) and not any(slot.time.first.year for slot in slots):
        return _in_flight(slots, days, flight)
    return days


def _in_flight(
    slots: Sequence[Slot], days: Sequence[PeriodDays], flight: tuple[Partial, Partial]
) -> list[PeriodDays]:
    """Periods without a year that stand from January on, though the flight runs over New Year: each lies in the flight.

    A flight of a year or longer has some of them twice and tells nothing.
    """
    first, last = (part.on() for part in flight)
    if not first or not last or last.year != first.year + 1 or (last - first).days >= 365:
        return list(days)
    other = {year: resolve(slots, [year] * len(slots), first) for year in (first.year, last.year)}
    return [
        next((d for by_year in other.values() if _meets(d := by_year[at], first, last)), day)
        for at, day in enumerate(days)
    ]


def _meets(day: PeriodDays, first: date, last: date) -> bool:
    return day.start is not None and day.end is not None and day.start <= last and first <= day.end


def _without_sums(pairs: Sequence[tuple[_TimeColumn, PeriodDays]]) -> list[tuple[_TimeColumn, PeriodDays]]:
    """Without coarser periods beside finer ones of their own span and measure: they repeat their amounts."""
    ranks = [FINENESS.index(one.slot.time.kind) for one, _ in pairs]
    finest = min(ranks, default=0)
    return [
        (one, day)
        for (one, day), rank in zip(pairs, ranks, strict=True)
        if rank == finest
        or not any(
            rank > other_rank and other.measure == one.measure and day.rough[0] <= at.rough[0] <= day.rough[1]
            for (other, at), other_rank in zip(pairs, ranks, strict=True)
        )
    ]
