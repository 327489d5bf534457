"""Date columns: the order of day and month comes of all values."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from worker.cleaning.reading.dates import Dates, in_units, read_dates
from worker.shapes.grid import Cell


def days(dates: Dates) -> list[str]:
    return [str(day) for day in dates.first]


@pytest.mark.parametrize(
    ("cells", "first", "order", "assumed"),
    [
        ([None, "", "-"], ["NaT"] * 3, None, False),
        ([date(2026, 4, 3), datetime(2026, 4, 5)], ["2026-04-03", "2026-04-05"], None, False),
        (["03/04/2026", "25/04/2026"], ["2026-04-03", "2026-04-25"], "dmy", False),
        (["03/04/2026", "04/25/2026"], ["2026-03-04", "2026-04-25"], "mdy", False),
        (["03/04/2026"], ["2026-04-03"], None, True),
        (["1/5/26 - 3/31/26"], ["2026-01-05"], "mdy", False),
        (["1/5/26 - 2/6/26"], ["2026-05-01"], None, True),
        (["03/03/2026"], ["2026-03-03"], None, False),
        (["2026-04-03"], ["2026-04-03"], None, False),
    ],
)
def test_the_order_of_a_column(cells: list[Cell], first: list[str], order: str | None, assumed: bool) -> None:
    dates = read_dates(cells)
    assert (days(dates), dates.assumed) == (first, assumed)
    assert order is None or dates.order == order


def test_neighbours_decide_and_the_plan_s_year_completes() -> None:
    assert days(read_dates(["03/04/2026"], hint="mdy")) == ["2026-03-04"]
    assert days(read_dates(["5 Jan"], 2027)) == ["2027-01-05"]


def test_a_span_has_two_ends() -> None:
    dates = read_dates(["22 July to 4 August 2026"])
    assert (str(dates.first[0]), str(dates.last[0])) == ("2026-07-22", "2026-08-04")


def test_what_is_no_day_is_told_from_what_is_no_date() -> None:
    dates = read_dates(["31.09.2026", "tbc later", None])
    assert dates.unread.tolist() == [True, True, False]
    assert dates.unreal.tolist() == [True, False, False]


@pytest.mark.parametrize(
    ("header", "cells", "first"),
    [
        ("Start", ["12-14"], ["2026-12-14"]),
        ("Week commencing", ["12/01/2026"], ["2026-01-12"]),
        ("Week", ["2026-01-12"], ["2026-01-12"]),
        ("Laufzeit / KW", ["12-14", "KW 13", "14–18"], ["2026-03-16", "2026-03-23", "2026-03-30"]),
        ("Semaine", [12, "13"], ["2026-03-16", "2026-03-23"]),
    ],
)
def test_bare_numbers_under_week_are_weeks(header: str, cells: list[Cell], first: list[str]) -> None:
    assert days(read_dates(in_units(header, cells), 2026)) == first


@pytest.mark.parametrize(
    ("header", "cells", "first"),
    [
        ("Month", ["2026-01", "2026-02"], ["2026-01-01", "2026-02-01"]),
        ("Week commencing", ["2026-01-12", "2026-01-19"], ["2026-01-12", "2026-01-19"]),
        ("Month", [2026.1, 2026.11], ["NaT", "NaT"]),
        ("Month", ["2026-01", "2026-13"], ["2025-12-29", "2026-03-23"]),
        ("YearWeek", ["2026-01", "2026-02"], ["2025-12-29", "2026-01-05"]),
        ("Jahreswoche", [202603, 202604], ["2026-01-12", "2026-01-19"]),
        ("年周", ["202603", "TBD", "202604"], ["2026-01-12", "NaT", "2026-01-19"]),
        ("Quarter", ["2026-1", "2026-2"], ["2026-01-01", "2026-04-01"]),
    ],
)
def test_a_year_and_a_number_are_what_the_column_counts(
    header: str, cells: list[Cell], first: list[str]
) -> None:
    assert days(read_dates(in_units(header, cells))) == first
