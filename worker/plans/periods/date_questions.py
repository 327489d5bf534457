"""Period columns of which nothing in the plan says when they are: a person is asked, and the answer dates them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from worker.errors import UsageError
from worker.lazy_dataclass import dataclass
from worker.plans.periods.header_times import header_times
from worker.plans.periods.periods import periods_of_year
from worker.plans.periods.rows import months_on
from worker.shapes.answers import NO_ANSWERS, Answers
from worker.shapes.grid import Grid
from worker.shapes.layout import Period, SheetLayout, Table
from worker.shapes.question import Question, numbered
from worker.values.dates.parsing import parse_date
from worker.values.dates.parts import Partial

_TRIAL = 2001
"""Some year: where it dates the periods, only the year is missing."""
_STEP = {"hour": timedelta(0), "day": timedelta(days=1), "week": timedelta(weeks=1)}
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True)
class DatedLayouts:
    """Layouts whose periods have the days that answers give them, and what a person is asked of the others."""

    layouts: tuple[SheetLayout, ...]
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class _TableWithoutDays:
    sheet: int
    table: int
    only_year: bool


def date_periods(
    layouts: Sequence[SheetLayout], grids: Sequence[Grid], answers: Answers = NO_ANSWERS
) -> DatedLayouts:
    """Ask for the year of all periods that name none, and for the first day of each table's that name no month either.

    Args:
        grids: the sheets of *layouts*, in the same order.
        answers: years and days.
    """
    open_tables = [
        _TableWithoutDays(i, j, _lacks_only_year(grid, layout, table))
        for i, (layout, grid) in enumerate(zip(layouts, grids, strict=True))
        for j, table in enumerate(layout.tables)
        if _lacks_days(layout, table) and not table.alternative_of
    ]
    groups = [
        [one for one in open_tables if one.only_year],
        *([one] for one in open_tables if not one.only_year),
    ]
    questions: list[Question] = []
    result = list(layouts)
    for group in filter(None, groups):
        undated = [(layouts[one.sheet].sheet, layouts[one.sheet].tables[one.table]) for one in group]
        question = answers.to(_question(group, layouts, questions), undated)
        questions.append(question)
        if question.answer is None:
            continue
        for one in group:
            layout = result[one.sheet]
            table = _with_days(grids[one.sheet], layout, layout.tables[one.table], question.answer)
            tables = (*layout.tables[: one.table], table, *layout.tables[one.table + 1 :])
            result[one.sheet] = replace(layout, tables=tables)
    return DatedLayouts(tuple(result), tuple(questions))


def _lacks_days(layout: SheetLayout, table: Table) -> bool:
    """Whether no period has a day; hours of a flight in the brief are dated by that."""
    if not table.periods or any(period.start for period in table.periods):
        return False
    flight = any(item.field in ("start_date", "date") for item in layout.brief)
    return not (flight and all(period.unit == "hour" for period in table.periods))


def _lacks_only_year(grid: Grid, layout: SheetLayout, table: Table) -> bool:
    return all(period.start for period in periods_of_year(grid, layout, table, _TRIAL))


# ---------------------------------------------------------------- the question


def _question(
    group: Sequence[_TableWithoutDays], layouts: Sequence[SheetLayout], earlier: Sequence[Question]
) -> Question:
    only_year = group[0].only_year
    kind = "year" if only_year else "dates"
    count = sum(question.kind == kind for question in earlier)
    sheets = tuple(dict.fromkeys(layouts[one.sheet].sheet for one in group))
    periods = layouts[group[0].sheet].tables[group[0].table].periods
    first, last = periods[0].label, periods[-1].label
    where = ", ".join(f"'{sheet}'" for sheet in sheets)
    what = f"the columns '{first}' to '{last}' on {where}" if first != last else f"'{first}' on {where}"
    return Question(
        id=numbered(kind, count + 1),
        kind="year" if only_year else "dates",
        text=f"Which year do {what} belong to? A year, as 2026."
        if only_year
        else f"On which day do {what} begin? A day, as 2026-03-01.",
        sheets=sheets,
        columns=tuple(dict.fromkeys(period.letter for period in periods)),
    )


# ---------------------------------------------------------------- the answer


def _with_days(grid: Grid, layout: SheetLayout, table: Table, answer: str) -> Table:
    when = _when(answer)
    if isinstance(when, int) or _lacks_only_year(grid, layout, table):
        year = when if isinstance(when, int) else when.year
        periods = periods_of_year(grid, layout, table, year)
        if not all(period.start for period in periods):
            raise UsageError(f"The year {year} alone does not say when the periods begin.", _A_DAY)
        return replace(table, periods=periods)
    return replace(table, periods=_count_on(when, table.periods))


_A_DAY = "Answer with the day on which the first of them begins, as 2026-03-01."


def _when(answer: str) -> int | date:
    if answer.isdecimal() and len(answer) == 4:
        return int(answer)
    day = parse_date(answer) or parse_date(f"{answer}-01")
    if day is None:
        raise UsageError(
            f"'{answer}' is no year and no day.", f"{_A_DAY} Where only the year is missing: 2026."
        )
    return day


def _count_on(first: date, periods: Sequence[Period]) -> tuple[Period, ...]:
    """The periods counted on from the first one's first day; where numbers begin anew, the count goes on by one."""
    result: list[Period] = []
    at, before = 0, _number(periods[0], 0)
    for position, period in enumerate(periods):
        number = _number(period, position)
        at += number - before if number >= before else 1
        before = number
        start = _step(first, period, at)
        end = start if period.unit == "hour" else _step(first, period, at + 1) - timedelta(days=1)
        result.append(replace(period, start=start, end=end))
    return tuple(result)


def _number(period: Period, otherwise: int) -> int:
    numbers = [r.number for r in header_times(period.label) if r.number is not None]
    return numbers[0] if numbers else otherwise


def _step(first: date, period: Period, count: int) -> date:
    if period.unit in _STEP:
        return first + count * _STEP[period.unit]
    month = months_on(Partial(None, first.month, first.year), count * _MONTHS[period.unit])
    day = first.day
    while (start := month._replace(day=day).on()) is None:
        day -= 1
    return start
