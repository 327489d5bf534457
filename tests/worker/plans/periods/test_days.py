"""First and last day of periods whose times and years are known."""

from __future__ import annotations

from datetime import date

import pytest

from worker.plans.periods.days import PeriodDays, month_part, resolve
from worker.plans.periods.header_times import header_times
from worker.plans.periods.rows import Slot
from worker.plans.rows.header_cells import HeaderCell
from worker.values.dates.parts import Partial


def days(texts: list[str], year: int | None = 2026, first_day: date | None = None) -> list[PeriodDays]:
    slots = [
        Slot(column, 1, HeaderCell(text, 1, column), header_times(text, None, "dmy")[0], True)
        for column, text in enumerate(texts, 1)
    ]
    return resolve(slots, [year] * len(slots), first_day)


def spans(texts: list[str], first_day: date | None = None) -> list[tuple[str, str]]:
    return [(str(day.start)[5:], str(day.end)[5:]) for day in days(texts, first_day=first_day)]


def test_without_a_year_there_are_no_days() -> None:
    assert [(day.start, day.end) for day in days(["Jan", "Feb"], year=None)] == [(None, None)] * 2


@pytest.mark.parametrize("year", [1900, 9999])
def test_a_year_that_no_plan_has_dates_nothing(year: int) -> None:
    assert days(["Jan", "Feb"], year=year)[0].start is None


@pytest.mark.parametrize(
    ("texts", "unit", "expected"),
    [
        (["Jan", "Feb"], "month", [("01-01", "01-31"), ("02-01", "02-28")]),
        (["Q1", "Q2"], "quarter", [("01-01", "03-31"), ("04-01", "06-30")]),
        (["W1", "W2"], "week", [("12-29", "01-04"), ("01-05", "01-11")]),
        (["5 Jan", "6 Jan"], "day", [("01-05", "01-05"), ("01-06", "01-06")]),
        (["5 Jan", "12 Jan"], "week", [("01-05", "01-11"), ("01-12", "01-18")]),
        (["w/e 11 Jan", "w/e 18 Jan"], "week", [("01-05", "01-11"), ("01-12", "01-18")]),
        (["1 Jan", "1 Feb"], "month", [("01-01", "01-31"), ("02-01", "02-28")]),
        (["1 Jan", "1 Apr"], "quarter", [("01-01", "03-31"), ("04-01", "06-30")]),
        (["5-11 Jan", "26 Jan - 1 Feb"], "week", [("01-05", "01-11"), ("01-26", "02-01")]),
        (["08:00", "09:00"], "hour", [("", ""), ("", "")]),
        (["22 Jan", "29 Jan", "5 Feb"], "week", [("01-22", "01-28"), ("01-29", "02-04"), ("02-05", "02-11")]),
        (["15 Jan", "22 Jan", "29 Jan"], "week", [("01-15", "01-21"), ("01-22", "01-28"), ("01-29", "02-04")]),
        (["15 Feb", "22 Feb", "1 Mar"], "week", [("02-15", "02-21"), ("02-22", "02-28"), ("03-01", "03-07")]),
        (["15 Jan", "22 Jan", "29 Jan", "1 Feb"], "week", [("01-15", "01-21"), ("01-22", "01-28"), ("01-29", "01-31"), ("02-01", "02-07")]),
        (["22 Jan", "29 Jan", "1 Feb", "8 Feb", "15 Feb", "22 Feb", "1 Mar", "8 Mar", "15 Mar", "22 Mar", "29 Mar"], "week", [
            ("01-22", "01-28"), ("01-29", "01-31"), ("02-01", "02-07"), ("02-08", "02-14"), ("02-15", "02-21"), ("02-22", "02-28"),
            ("03-01", "03-07"), ("03-08", "03-14"), ("03-15", "03-21"), ("03-22", "03-28"), ("03-29", "03-31"),
        ]),
    ],
)  # fmt: skip
def test_units_and_days(texts: list[str], unit: str, expected: list[tuple[str, str]]) -> None:
    assert {day.unit for day in days(texts)} == {unit}
    assert spans(texts) == expected


def test_a_span_behind_weeks_of_months_stays_as_it_is() -> None:
    weeks = ["15 Jan", "22 Jan", "29 Jan", "1 Feb"]
    assert spans([*weeks, "10.05-03.06"])[2:] == [("01-29", "01-31"), ("02-01", "02-07"), ("05-10", "06-03")]


def test_weeks_that_begin_at_one_count_from_the_first_day() -> None:
    assert spans(["Week 1", "Week 2"], date(2026, 9, 2)) == [("08-31", "09-06"), ("09-07", "09-13")]


@pytest.mark.parametrize(
    ("k", "n", "expected"),
    [
        (0, 4, None),
        (5, 4, None),
        (1, 31, (date(2026, 6, 1), date(2026, 6, 1))),
        (31, 31, None),
        (2, 5, (date(2026, 6, 8), date(2026, 6, 14))),
        (2, 2, (date(2026, 6, 16), date(2026, 6, 30))),
        (3, 3, (date(2026, 6, 21), date(2026, 6, 30))),
    ],
)
def test_parts_of_a_month(k: int, n: int, expected: tuple[date, date] | None) -> None:
    assert month_part(Partial(None, 6, 2026), k, n) == expected
