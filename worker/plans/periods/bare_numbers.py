"""What bare numbers in a header row count: days, hours, weeks or months."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from worker.plans.periods.header_times import HeaderTime, Kind
from worker.plans.rows.header_cells import HeaderCell
from worker.shapes.grid import Grid
from worker.text import plain
from worker.values.dates.calendar_words import are_weekdays, classes_of
from worker.values.dates.parts import Partial

LONG_RUN = 5
"""Bare numbers counting up are days only from so many on, unless a month or a word stands above them."""


def numbers_that_count(
    grid: Grid,
    row: int,
    times: Mapping[int, HeaderTime],
    context: Mapping[int, Partial],
    cells: Mapping[int, Mapping[int, HeaderCell]],
) -> dict[int, HeaderTime]:
    """Those of a row's bare numbers that are days, hours, weeks or months, as that kind."""
    runs = _number_runs(times)
    unit = "day" if _over_weekdays(row, times, cells) else unit_above(grid, row, list(times), cells)
    counts: dict[int, HeaderTime] = {}
    for run in runs:
        under = [context.get(column, Partial()) for column in run]
        kind = number_kind([times[column].number or 0 for column in run], under, unit)
        days = [times[column].number or 0 for column in run if times[column].has_unit_word]
        if kind is None and len(set(days)) > 2 and _mostly_ones(days):
            # 'Day 1, Day 2, Day 3'; '7 day' and '14 day' are windows of attribution
            kind = "number"
        for column in run if kind else ():
            counts[column] = _as_kind(kind, times[column]) if kind else times[column]
    return counts


def _over_weekdays(row: int, columns: Collection[int], cells: Mapping[int, Mapping[int, HeaderCell]]) -> bool:
    """Whether another row names the weekday of each of the *columns*."""
    return any(
        at != row and are_weekdays(str(texts[column].value) if column in texts else "" for column in columns)
        for at, texts in cells.items()
    )


def _as_kind(kind: Kind, reading: HeaderTime) -> HeaderTime:
    if kind == "month":
        part = Partial(None, reading.number, reading.first.year)
        return replace(reading, kind="month", first=part, last=part)
    if kind == "number":
        part = Partial(reading.number, reading.first.month, reading.first.year)
        return replace(reading, kind="number", first=part, last=part)
    return replace(reading, kind=kind)


def _number_runs(times: Mapping[int, HeaderTime]) -> list[list[int]]:
    """Columns whose numbers count on by 0, 1 or 7, or begin anew at the turn of a month, a week or a day."""
    runs: list[list[int]] = []
    for column in sorted(times):
        number = times[column].number or 0
        if runs:
            before = times[runs[-1][-1]].number or 0
            near = column - runs[-1][-1] <= 3
            new_month = number <= 7 and before > number
            if near and (number - before in (0, 1, 7) or new_month):
                runs[-1].append(column)
                continue
        runs.append([column])
    return runs


def number_kind(numbers: Sequence[int], under: Sequence[Partial], unit: str | None) -> Kind | None:
    """What a run of numbers counts, by its length, its turns, the months above it and a unit's word beside it."""
    different = len(set(numbers))
    if different < 2:
        return None
    if unit in ("hour", "week", "month", "day"):
        return {"hour": "hour", "week": "week", "month": "month", "day": "number"}[unit]  # type: ignore[return-value]
    if 0 in numbers:
        return "hour" if max(numbers) <= 23 and different >= LONG_RUN else None
    months = [part.month for part in under]
    if max(numbers) > 31:
        return "week" if different >= LONG_RUN else None
    if any(months):
        return _kind_under_months(numbers, months)
    if list(dict.fromkeys(numbers)) == list(range(1, 13)):
        return "month"
    return "number" if different >= LONG_RUN and _mostly_ones(numbers) else None


def _kind_under_months(numbers: Sequence[int], months: Sequence[int | None]) -> Kind:
    """Days, unless numbers count on over the turn of a month (calendar weeks) or begin at 1 for a handful (its weeks)."""
    groups: dict[int | None, list[int]] = {}
    for number, month in zip(numbers, months, strict=True):
        groups.setdefault(month, []).append(number)
    turns = [b[0] - a[-1] for a, b in zip(groups.values(), list(groups.values())[1:], strict=False)]
    weekly = any(b - a == 7 for a, b in zip(numbers, numbers[1:], strict=False))
    few = all(len(set(group)) <= 6 for group in groups.values())
    if weekly or not few:
        return "number"
    if turns and all(turn in (0, 1) for turn in turns):
        return "week"
    return "week" if all(group[0] == 1 and max(group) <= 6 for group in groups.values()) else "number"


def _mostly_ones(numbers: Sequence[int]) -> bool:
    steps = [b - a for a, b in zip(numbers, numbers[1:], strict=False) if b != a]
    return sum(step == 1 for step in steps) * 10 >= len(steps) * 9


def unit_above(
    grid: Grid, row: int, columns: Sequence[int], cells: Mapping[int, Mapping[int, HeaderCell]]
) -> str | None:
    """The one unit that a word above the numbers, or left of them in their row, names: 'Week', 'День', 'Hours'."""
    first = min(columns)
    texts = [
        texts_of_row[first].value for at, texts_of_row in cells.items() if at < row and first in texts_of_row
    ]
    texts += [grid.at(row, column) for column in range(first - 1, max(0, first - 4), -1)]
    for text in texts:
        if not isinstance(text, str):
            continue
        for word in plain(text).replace(":", " ").replace(".", " ").split():
            units = {name[:-5] for name in classes_of(word) if name.endswith("_mark")}
            if (
                len(word) > 1
                and len(units) == 1
                and (unit := units.pop()) in ("hour", "week", "month", "day")
            ):
                return unit
    return None
