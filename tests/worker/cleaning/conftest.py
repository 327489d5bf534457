"""A small plan, told in a few lines, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from worker.cleaning.build import MappedTable, RawData, build_raw_data
from worker.knowledge.templates import load_template
from worker.shapes.grid import Grid, samples_of
from worker.shapes.layout import BriefItem, Column, Period, Section, SheetLayout, SkippedRow, Table
from worker.shapes.template import Template

PlanMaker = Callable[..., MappedTable]


def week(label: str, monday: date, **said: Any) -> Period:
    return Period(0, label, "week", monday, monday + timedelta(days=6), **said)


def month(label: str, year: int, number: int, **said: Any) -> Period:
    first = date(year, number, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return Period(0, label, "month", first, last, **said)


def mapped(
    columns: Sequence[tuple[str, str | None]],
    rows: Sequence[Sequence[Any]],
    periods: Sequence[Period] = (),
    skipped: Sequence[tuple[int, str]] = (),
    sections: Sequence[Section] = (),
    brief: Sequence[tuple[str, str, str]] = (),
    title: str | None = None,
    alternative_of: str | None = None,
    sheet: str = "Plan",
    **grid: Any,
) -> MappedTable:
    """A table with its header in row 1: columns as (header, field), then the periods; rows from row 2 on."""
    width = len(columns) + len(periods)
    header = [h for h, _ in columns] + [p.label for p in periods]
    cells = [header, *([*row, *[None] * (width - len(row))] for row in rows)]
    made = tuple(
        Column(i, h, (h,), samples_of([row[i - 1] for row in cells[1:]]))
        for i, (h, _) in enumerate(columns, 1)
    )
    numbered = tuple(
        Period(len(columns) + i, p.label, p.unit, p.start, p.end, p.measure, p.marks, p.hour)
        for i, p in enumerate(periods, 1)
    )
    table = Table(
        (1,), 2, len(cells), 1, width, made, numbered,
        tuple(SkippedRow(row, kind) for row, kind in skipped),  # type: ignore[arg-type]
        tuple(sections), title, alternative_of,
    )  # fmt: skip
    items = tuple(BriefItem(label, value, field, 1, 1) for label, value, field in brief)
    layout = SheetLayout(sheet, (), (table,), items)
    fields = {i: field for i, (_, field) in enumerate(columns, 1)}
    return MappedTable(Grid(sheet, cells, **grid), layout, table, fields)


@pytest.fixture(scope="session")
def template() -> Template:
    return load_template()


@pytest.fixture
def plan() -> PlanMaker:
    return mapped


@pytest.fixture
def build(template: Template) -> Callable[..., RawData]:
    """`build(columns, rows, ...)` is the raw data of one small table."""

    def built(*args: Any, options: dict[str, Any] | None = None, **kwargs: Any) -> RawData:
        return build_raw_data([mapped(*args, **kwargs)], template, **(options or {}))

    return built


@pytest.fixture
def weeks() -> Callable[[date, int], list[Period]]:
    return lambda monday, count: [week(f"W{i + 1}", monday + timedelta(days=7 * i)) for i in range(count)]


@pytest.fixture
def months() -> Callable[[int, int], list[Period]]:
    return lambda year, count: [month(f"M{i + 1}", year, i + 1) for i in range(count)]
