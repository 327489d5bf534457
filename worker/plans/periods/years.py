"""The year of periods that name none: carried from those that do, else from the brief, the title or the sheet's name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from worker.plans.periods.rows import Slot, months_on, place
from worker.shapes.grid import Cell, Grid, cell_text
from worker.shapes.layout import BriefItem
from worker.text import CJK, clean
from worker.values.dates.calendars import with_gregorian_years
from worker.values.dates.fiscal import fiscal_years
from worker.values.dates.parsing import parse_range, units_within
from worker.values.dates.parts import Partial

TURN = 150
"""Days back, on the rough line of `place`, that mean a new year rather than a new block."""
NEXT = 35
"""Days forward that are a next step, be the time one that was there before."""
LAST_DAYS = 24
"""A week that begins in December after this day may be called the next year's first."""
ROWS_ABOVE = 30
_LETTERS = re.compile(r"[^\W\d_]{2}")
"""A unit that is more than a letter: 'M1' and 'T1' are the calendar's months."""
_LONG_WORD = re.compile(r"[^\W\d_]{4}")
"""A word for the week, where 'KW' and 'W' are signs."""
MOST_COUNTED_WEEKS = 13
"""Weeks that a flight counts at most; a longer run from 1 on is the calendar's."""
_YEAR = re.compile(r"(?<![\d.,/:-])(20[0-4]\d)(?!\d)(?![.,/:-]\d\d?\D)")
_FLIGHT = re.compile(
    r"\d{1,2}[./-]\d{1,2}[./-](20[0-4]\d)\s*[-–—~]\s*\d{1,2}[./-]\d{1,2}[./-]20[0-4]\d(?!\d)"
)
"""A span whose days could be read two ways still says its year."""
_FIRST_HALF = 3
_SECOND_HALF = 7
"""Months up to and from which the second and the first year of 'FY26/27' are meant, whenever it begins."""
_PAIR = re.compile(r"(?<!\d)(20[0-4]\d)\s*[-–/]\s*(?:20)?([0-4]\d)(?!\d|[./-])")


def offsets(slots: Sequence[Slot], measures: Sequence[str | None]) -> list[int]:
    """Years after the first slot's year, for slots in column order.

    Time that runs back over New Year starts the next year; a time that its block has had already starts a new block.
    """
    result: list[int] = []
    seen: set[int] = set()
    offset = 0
    before: tuple[int, str | None] | None = None
    for slot, measure in zip(slots, measures, strict=True):
        at = place(replace(slot.time, first=slot.time.first._replace(year=None)))
        if before is not None and at != before[0]:
            runs_on = 0 < at - before[0] <= NEXT and measure == before[1]
            if at in seen and not runs_on:
                offset, seen = 0, set()
            elif before[0] - at >= TURN:
                offset += 1
        seen.add(at)
        before = at, measure
        result.append(offset)
    return result


def base_year(
    grid: Grid,
    slots: Sequence[Slot],
    shifts: Sequence[int],
    header_rows: Sequence[int],
    brief: Sequence[BriefItem],
    last_resort: int | None,
    of_lines: int | None = None,
) -> int | None:
    """The year of the block's first time: from periods that name one, *of_lines*, the brief, the title, or *last_resort*."""
    for slot, shift in zip(slots, shifts, strict=True):
        if slot.time.first.year:
            return slot.time.first.year - shift
    year = (
        of_lines
        or _band_year(grid, slots, header_rows)
        or _brief_year(slots, shifts, brief)
        or _fiscal_year([*_texts_above(grid, header_rows), grid.sheet], slots, shifts)
        or title_year(grid, header_rows, brief)
        or last_resort
    )
    return year - 1 if year and _begins_at_new_year(slots, shifts) else year


def _band_year(grid: Grid, slots: Sequence[Slot], header_rows: Sequence[int]) -> int | None:
    """The year that other header cells over the periods name: 'FY 2025/26'."""
    texts = [
        value
        for row in header_rows
        for slot in slots
        if row != slot.row and isinstance(value := grid.at(row, slot.column), str)
    ]
    return _one_year(texts)


def _brief_year(slots: Sequence[Slot], shifts: Sequence[int], brief: Sequence[BriefItem]) -> int | None:
    span = brief_span(brief)
    if span is None:
        return None
    first, last = span
    month = slots[0].time.first.month if slots else None
    # a flight over New Year whose first column lies in its second year
    if month and first.month and first.year != last.year and month < first.month and not any(shifts):
        return last.year
    if first.month == 12 and (first.day or 0) > LAST_DAYS and _begins_at_new_year(slots, shifts):
        return (first.year or 0) + 1
    return first.year


def _fiscal_year(texts: Sequence[str], slots: Sequence[Slot], shifts: Sequence[int]) -> int | None:
    """The year of the first time of the one fiscal year that titles name; None where its months may be of either year."""
    named = {years for text in texts for years in fiscal_years(text)}
    if len(named) != 1 or not slots:
        return None
    first, second = named.pop()
    month = slots[0].time.first.month
    if any(shifts):
        return first - (second is None)
    if second is None or month is None or _FIRST_HALF < month < _SECOND_HALF:
        return None
    return second if month <= _FIRST_HALF else first


def _begins_at_new_year(slots: Sequence[Slot], shifts: Sequence[int]) -> bool:
    """Whether a plan of one year only starts with the week that began in the year before ('29.12-04.01', 'W53')."""
    before = [slot.time for slot, shift in zip(slots, shifts, strict=True) if shift == 0]
    return any(shifts) and all(
        (r.first.month == 12 and (r.first.day or 0) > LAST_DAYS)
        or (r.kind == "week" and not r.first.month and (r.number or 0) >= 52)
        for r in before
    )


def counts_months(slots: Sequence[Slot]) -> bool:
    """Whether 'Month 1, Month 2' count from the campaign's first month: a word says month, none a year, and they are no twelve."""
    numbers = {slot.time.number for slot in slots}
    return (
        bool(slots)
        and all(
            slot.time.kind == "month"
            and slot.time.has_unit_word
            and not slot.time.first.year
            and (_LETTERS.search(str(slot.cell.value)) or CJK.search(str(slot.cell.value)))
            for slot in slots
        )
        and min(n or 0 for n in numbers) == 1
        and len(numbers) < 12
    )


def counts_weeks(slots: Sequence[Slot]) -> bool:
    """Whether 'Week 1, Week 2' count from the campaign's first week: a word says week, and they are few from 1 on.

    'KW 1' and 'W1' are the calendar's, and so is a week below a month, or one with its year.
    """
    numbers = sorted({slot.time.number or 0 for slot in slots})
    return (
        len(numbers) > 1
        and numbers == list(range(1, len(numbers) + 1))
        and len(numbers) <= MOST_COUNTED_WEEKS
        and all(
            slot.time.kind == "week"
            and slot.time.has_unit_word
            and slot.band is None
            and not (slot.time.first.month or slot.time.first.year)
            and (_LONG_WORD.search(str(slot.cell.value)) or CJK.search(str(slot.cell.value)))
            for slot in slots
        )
    )


def in_one_language(slots: Sequence[Slot]) -> list[Slot]:
    """Months of which two words in succession name the same one: the first is the one before it, as in another language.

    'Listopad' is November in Polish and Czech; in Croatian 'studeni' follows it, and it is October.
    """
    result = list(slots)
    for at in range(len(result) - 2, -1, -1):
        slot, after = result[at], result[at + 1]
        month = slot.time.first.month
        words = [cell_text(each.cell.value).strip()[:1].casefold() for each in (slot, after)]
        if (slot.time.kind, after.time.kind) != ("month", "month") or words[0] == words[1]:
            continue
        if month == after.time.first.month and month and month > 1:
            earlier = slot.time.first._replace(month=month - 1)
            result[at] = replace(slot, time=replace(slot.time, first=earlier, last=earlier))
    return result


def months_of_flight(slots: Sequence[Slot], flight: tuple[Partial, Partial] | None) -> list[Slot]:
    """Months that count, from the flight's first month on; without a month where no flight is known."""
    result: list[Slot] = []
    for slot in slots:
        month = Partial()
        if flight and flight[0].month and slot.time.number:
            month = months_on(flight[0]._replace(day=None), slot.time.number - 1)
        result.append(replace(slot, time=replace(slot.time, first=month, last=month)))
    return result


def rising(
    slots: Sequence[Slot],
    years: Sequence[int | None],
    measures: Sequence[str | None],
    flight: tuple[Partial, Partial] | None,
) -> tuple[list[Slot], list[int | None]]:
    """Slots and years of one run that goes over New Year, though a band or typed dates give it one year throughout.

    A first week alone belongs to the year before, and so does what the flight says; else the later part to the next.
    Years that texts say stay.
    """
    same = list(slots), list(years)
    places = [place(slot.time) for slot in slots]
    drops = [at for at in range(1, len(slots)) if places[at] < places[at - 1]]
    if len(drops) != 1 or len(set(measures)) > 1 or len(set(places)) < len(places) or None in years:
        return same
    at = drops[0]
    dated = all(slot.time.first.year and not slot.own_year for slot in slots)
    if not dated or not 0 < places[at] + 372 - places[at - 1] <= NEXT:
        return same
    back = next((i for i in range(at + 1, len(slots)) if places[i] - places[i - 1] > TURN), None)
    if back is not None:  # one typed year too early amid the others
        moves = [1 if at <= i < back else 0 for i in range(len(slots))]
        return (
            [_move_years(slot, by) for slot, by in zip(slots, moves, strict=True)],
            [(year or 0) + by for year, by in zip(years, moves, strict=True)],
        )
    first_week = all(s.time.first.month == 12 and (s.time.first.day or 0) > LAST_DAYS for s in slots[:at])
    earlier = first_week or (flight is not None and flight[0].year == (years[0] or 0) - 1)
    moves = [(-1 if i < at else 0) if earlier else (0 if i < at else 1) for i in range(len(slots))]
    return (
        [_move_years(slot, by) for slot, by in zip(slots, moves, strict=True)],
        [(year or 0) + by for year, by in zip(years, moves, strict=True)],
    )


def _move_years(slot: Slot, years: int) -> Slot:
    first, last = slot.time.first, slot.time.last
    return replace(
        slot,
        time=replace(
            slot.time,
            first=first._replace(year=first.year + years if first.year else None),
            last=last._replace(year=last.year + years if last.year else None),
        ),
    )


def brief_span(brief: Sequence[BriefItem]) -> tuple[Partial, Partial] | None:
    """First and last day of the campaign, where the brief has dates."""
    days = [
        Partial(span[at].day, span[at].month, span[at].year)
        for name, at in (("start_date", 0), ("end_date", 1))
        for item in brief
        if item.field == name and (span := parse_range(item.value, "dmy"))
    ]
    return (days[0], days[-1]) if days else None


def title_year(grid: Grid, header_rows: Sequence[int], brief: Sequence[BriefItem] = ()) -> int | None:
    """The one year named above the table, by the brief or by the sheet; of '2025-2026' the first. None where two differ."""
    above = _texts_above(grid, header_rows)
    of_brief = [item.value for item in brief if item.field in (None, "year", "campaign_name")]
    for texts in (above, of_brief, [grid.sheet]):
        if (year := _one_year(texts)) is not None:
            return year
    return None


def _rows_above(grid: Grid, header_rows: Sequence[int]) -> Sequence[Sequence[Cell]]:
    """The rows above a table in which its title may stand."""
    top = min(header_rows, default=1)
    return grid.cells[max(0, top - 1 - ROWS_ABOVE) : top - 1]


def _texts_above(grid: Grid, header_rows: Sequence[int]) -> list[str]:
    """The texts and years above a table."""
    return [
        cell_text(value)
        for row in _rows_above(grid, header_rows)
        for value in row
        if isinstance(value, str) or (isinstance(value, (int, float)) and value in range(2000, 2050))
    ]


def _one_year(texts: Sequence[str]) -> int | None:
    years: set[int] = set()
    for text in map(with_gregorian_years, map(clean, texts)):
        if pair := _FLIGHT.search(text) or _PAIR.search(text):
            years.add(int(pair[1]))
            continue
        years.update(int(year) for year in _YEAR.findall(text))
    return years.pop() if len(years) == 1 else None


def title_month(grid: Grid, header_rows: Sequence[int], brief: Sequence[BriefItem]) -> Partial | None:
    """The one month that the title, the brief or the sheet's name says: bare day numbers belong to it.

    Of blocks with a month each above them, each has its own: the nearest. A title that is nothing but a month is surer
    than the brief, and the brief than a month amid words.
    """
    plain, amid = _nearest_months(grid, header_rows)
    if len(plain) == 1:
        return plain.pop()
    span = brief_span(brief)
    if span and span[0].month == span[1].month and span[0].year == span[1].year:
        return Partial(None, span[0].month, span[0].year)
    months = amid or {part for part in [_month_in(grid.sheet)] if part}
    return months.pop() if len(months) == 1 else None


def _nearest_months(grid: Grid, header_rows: Sequence[int]) -> tuple[set[Partial], set[Partial]]:
    """The months of the nearest row above a table that names any, or spans of them: as whole texts, and in all."""
    for row in reversed(_rows_above(grid, header_rows)):
        texts = [clean(value) for value in row if isinstance(value, str)]
        if named := [text for text in texts if units_within(text)]:
            months = {text: month for text in named if (month := _month_in(text))}
            return {month for text, month in months.items() if parse_range(text)}, set(months.values())
    return set(), set()


def with_months(slots: Sequence[Slot], month: Partial) -> list[Slot]:
    """Bare days and spans of days ('26-1') from *month* on; where days run back, the next month begins."""
    result: list[Slot] = []
    at, before = month, 0
    for slot in slots:
        day = slot.time.first.day or slot.time.number or 0
        if day < before:
            at = _next(at)
        before = day
        last = at if (slot.time.last.day or day) >= day else _next(at)
        reading = replace(
            slot.time, first=at._replace(day=day), last=last._replace(day=slot.time.last.day or day)
        )
        result.append(replace(slot, time=reading))
    return result


def _next(month: Partial) -> Partial:
    number = (month.month or 0) % 12 + 1
    return Partial(None, number, (month.year + (number == 1)) if month.year else None)


def _month_in(text: str) -> Partial | None:
    """'Медиаплан, март 2026' -> March 2026."""
    span = units_within(clean(text))
    if span is None or (span[0].year, span[0].month) != (span[1].year, span[1].month):
        return None
    return Partial(None, span[0].month, span[0].year) if span[0].day == 1 else None
