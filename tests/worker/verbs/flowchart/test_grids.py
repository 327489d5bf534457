"""Which period columns rows fit into."""

from __future__ import annotations

from datetime import date, timedelta

import pyarrow as pa

from tests.worker.verbs.summary.raw_tables import FEB, JAN, Row, raw_of
from worker.verbs.flowchart import raw_rows
from worker.verbs.flowchart.grids import Grid, grids

APR = (date(2026, 4, 1), date(2026, 4, 30))


def grids_of(rows: list[Row], columns: list[str] | None = None, *, every: bool = False) -> list[Grid]:
    raw = raw_of(rows)
    table = raw.table
    if columns:
        table = table.append_column("source_column", pa.array(columns))
    return list(grids(raw_rows.read(table, raw.template), every=every))


def week(start: date, days: int = 7) -> tuple[date, date]:
    return start, start + timedelta(days - 1)


def test_lines_of_one_time_each_have_no_period_columns() -> None:
    rows = [("TV", "A", *JAN, "EUR", 1.0, 2), ("TV", "B", *FEB, "EUR", 1.0, 3)]
    assert grids_of(rows) == []
    assert [grid.step for grid in grids_of(rows, every=True)] == ["month"]


def test_months_between_the_first_and_the_last_have_columns() -> None:
    (grid,) = grids_of([("TV", "A", *JAN, "EUR", 1.0, 2), ("TV", "A", *APR, "EUR", 1.0, 2)])
    assert (grid.step, len(grid.periods), grid.slots.tolist()) == ("month", 4, [0, 3])


def test_a_week_that_a_months_turn_parts_is_one_column() -> None:
    rows = [
        ("TV", "A", *week(date(2026, 1, 19)), "EUR", 7.0, 2),
        ("TV", "A", *week(date(2026, 1, 26), 6), "EUR", 6.0, 2),
        ("TV", "A", *week(date(2026, 2, 1), 1), "EUR", 1.0, 2),
    ]
    whole, as_rows = grids_of(rows, ["H", "I", "I"])
    assert (whole.step, whole.slots.tolist()) == ("week", [0, 1, 1])
    assert (as_rows.step, as_rows.slots.tolist()) == ("span", [0, 1, 2])
    assert all(period.band is None for period in whole.periods)


def test_weeks_that_months_do_not_part_say_the_month_they_are_booked_in() -> None:
    rows = [
        ("TV", "A", *week(date(2026, 1, 19)), "EUR", 7.0, 2),
        ("TV", "A", *week(date(2026, 1, 26)), "EUR", 7.0, 2),
    ]
    grid = grids_of(rows)[0]
    assert [period.band for period in grid.periods] == [date(2026, 1, 1), date(2026, 2, 1)]


def test_rows_of_the_same_days_are_of_different_lines() -> None:
    rows = [
        ("TV", "A", *JAN, "EUR", 1.0, 2),
        ("TV", "A", *FEB, "EUR", 2.0, 2),
        ("TV", "A", *FEB, "EUR", 3.0, 2),
    ]
    (grid,) = grids_of(rows)
    assert grid.line.tolist() == [0, 0, 1]


def test_of_periods_that_overlap_the_most_frequent_is_a_column() -> None:
    quarter = (date(2026, 1, 1), date(2026, 3, 31))
    rows = [
        ("TV", "A", *JAN, "EUR", 1.0, 2),
        ("TV", "A", *FEB, "EUR", 2.0, 2),
        ("TV", "B", *JAN, "EUR", 1.0, 3),
        ("TV", "B", *FEB, "EUR", 2.0, 3),
        ("OOH", "C", *quarter, "EUR", 3.0, 4),
        ("OOH", "C", *APR, "EUR", 3.0, 4),
    ]
    (grid,) = grids_of(rows)
    assert grid.slots.tolist() == [0, 1, 0, 1, -1, 3]
