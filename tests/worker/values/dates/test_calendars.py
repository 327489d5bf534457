"""Years of the Buddhist era and days of Iran's calendar."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from worker.values.dates.calendars import in_gregorian, solar_day, with_gregorian_years
from worker.values.dates.parsing import parse_date, parse_range


@pytest.mark.parametrize(
    "text",
    [
        "01/04/2026",
        "2026-04-01",
        "1447/09/01",  # a lunar year
        "1405/13/01",
        "1405/12/30",  # no leap year
        "1405/1",
        "EUR 1405.50",
        "1350/01/15",
    ],
)
def test_what_is_no_solar_day_stays(text: str) -> None:
    assert in_gregorian(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "115/13/05",
        "115/10/32",
        "1115/10/05",
        "8-115-08-17",
        "20/115/8/17",
        "EUR 115",
        "R2 10.5",
        "115 x 10",
        "令和の年",
    ],
)
def test_what_is_no_year_of_an_era_stays(text: str) -> None:
    assert in_gregorian(text) == text


@pytest.mark.parametrize(
    "text", ["115/10/05", "民國115年10月5日", "115年10月5日", "令和8年10月5日", "R8.10.5"]
)
def test_a_day_of_an_era(text: str) -> None:
    assert parse_date(text) == date(2026, 10, 5)


@pytest.mark.parametrize("text", ["فروردین 1405", "فروردین ۱۴۰۵", "ماه فروردین 1405"])
def test_a_month_of_the_solar_calendar(text: str) -> None:
    assert parse_range(text) == (date(2026, 3, 21), date(2026, 4, 20))


@pytest.mark.parametrize("text", ["Budget 2569 EUR", "Frühling 2026", "งบ 2,569 บาท"])
def test_a_number_amid_words_is_no_year(text: str) -> None:
    assert with_gregorian_years(text) == text


@pytest.mark.parametrize("text", ["1447/09/01", "31/04/2569", "1404/12/30", "01/04/2469"])
def test_no_such_day(text: str) -> None:
    assert parse_date(text, "dmy") is None


@pytest.mark.parametrize(
    ("year", "month", "day", "expected"),
    [
        (1399, 12, 30, date(2021, 3, 20)),
        (1403, 1, 1, date(2024, 3, 20)),
        (1403, 12, 30, date(2025, 3, 20)),
        (1404, 7, 30, date(2025, 10, 22)),
        (1405, 1, 1, date(2026, 3, 21)),
        (1408, 12, 30, date(2030, 3, 20)),
    ],
)
def test_a_solar_day(year: int, month: int, day: int, expected: date) -> None:
    assert solar_day(year, month, day) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1405/02/14", date(2026, 5, 4)),
        ("۱۴۰۵/۰۲/۱۴", date(2026, 5, 4)),
        ("14/02/1405", date(2026, 5, 4)),
        ("۱۴ اردیبهشت ۱۴۰۵", date(2026, 5, 4)),
        ("05/03/2570", date(2027, 3, 5)),
        ("5 มีนาคม 2570", date(2027, 3, 5)),
        ("5 มี.ค. 2570", date(2027, 3, 5)),
        ("5 ม.ค. 2570", date(2027, 1, 5)),
        (datetime(2570, 3, 5), date(2027, 3, 5)),
    ],
)
def test_a_day(text: str | datetime, expected: date) -> None:
    assert parse_date(text, "dmy") == expected


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1405/06/01 - 1405/06/31", date(2026, 8, 23), date(2026, 9, 22)),
        ("1405/06/01 تا 1405/06/31", date(2026, 8, 23), date(2026, 9, 22)),
        ("1 - 15 มีนาคม 2570", date(2027, 3, 1), date(2027, 3, 15)),
        ("1/3/2570-15/3/2570", date(2027, 3, 1), date(2027, 3, 15)),
    ],
)
def test_a_span(text: str, first: date, last: date) -> None:
    assert parse_range(text, "dmy") == (first, last)


def test_years_of_a_title() -> None:
    assert with_gregorian_years("แผนสื่อ ปี 2570") == "แผนสื่อ ปี 2027"


def test_a_flight_in_years_of_the_republic_of_china() -> None:
    assert in_gregorian("115/08/17-115/09/25") == "2026/08/17-2026/09/25"
