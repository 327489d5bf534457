"""Every time that one header cell may name."""

from __future__ import annotations

from datetime import date, time

import pytest

from worker.plans.periods.header_times import HeaderTime, header_times, with_context
from worker.shapes.grid import Cell
from worker.values.dates.parts import Order, Partial


def kinds(value: Cell, number_format: str | None = None, order: Order | None = None) -> list[str]:
    return [one.kind for one in header_times(value, number_format, order)]


@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        True,
        "Vendor",
        "Total March",
        "vs. March",
        "CPM target Jan cost view",
        2400.5,
        -3,
        64,
        "x" * 60,
        "Jan (CPM)",
        "Vendor (March)",
        "Placement (required*)",
        "12 (required*)",
        "Version 2 12.10.26",
        "12-15 / Box 3",
        "CPM 12 1-14 Jan",
        "1-14 Jan\nBudget 2",
        time(8, 30),
    ],
)
def test_what_names_no_time(value: Cell) -> None:
    assert kinds(value) == []


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (date(2026, 3, 1), ["date"]),
        (time(8), ["hour"]),
        (12, ["number"]),
        (2026, ["year"]),
        (12.1, ["date"]),
        ("12.0", ["number"]),
        ("Jan", ["month"]),
        ("2 Mar\n15 Mar", ["span"]),
        ("14.02.2027 - 14.02.2027", ["span"]),  # a week cut by the month
        ("14.02.2027", ["date"]),
        ("Mo\n2 Mar", ["date"]),
        ("Jan-26", ["date", "month"]),
        ("March 2026", ["month"]),
        ("Nov (incl. 11.11)", ["month"]),
        ("April 2027 (required*)", ["month"]),
        ("W12 (Ostern)", ["week"]),
        ("Cat. 05\n01-14 mar", ["span"]),
        ("Cat. 07 29 mar-11 abr", ["span"]),
        ("01-14 mar\nCat. 05", ["span"]),
        ("F1 05/04-18/04", ["span"]),
        ("11月（双十一）", ["month"]),
        ("W12", ["week"]),
        ("T1", ["month", "quarter", "week"]),
        ("S1", ["half", "week"]),
        ("5-11", ["date", "date", "span"]),
        ("5-11 Jan", ["span"]),
        ("9-10", ["date", "date", "hour", "span"]),
        ("08:00", ["hour"]),
        ("Day 3", ["number"]),
        ("Budget Jan", ["month"]),
        ("W12 (16.03-22.03)", ["span"]),
        ("1H Apr", ["span"]),
        ("4月上旬", ["span"]),
        ("1ra quincena", ["span"]),
    ],
)
def test_kinds_of_times(value: Cell, expected: list[str]) -> None:
    assert sorted(kinds(value)) == sorted(expected)


@pytest.mark.parametrize(
    ("number_format", "kind"), [(None, "date"), ("dd/mm", "date"), ("mmm yy", "month"), ('mmm "d"', "month")]
)
def test_a_date_whose_format_shows_no_day_is_its_month(number_format: str | None, kind: str) -> None:
    assert kinds(date(2026, 3, 1), number_format) == [kind]


@pytest.mark.parametrize(("order", "first"), [("dmy", Partial(3, 4, 2026)), ("mdy", Partial(4, 3, 2026))])
def test_the_order_decides_a_numeric_date(order: Order, first: Partial) -> None:
    (only,) = header_times("03/04/2026", None, order)
    assert only.first == first


@pytest.mark.parametrize(
    ("text", "rest", "ending", "has_unit_word"),
    [
        ("Jan", "", False, False),
        ("Budget Jan", "Budget", False, False),
        ("w/e 11 Jan", "", True, False),
        ("Week 3", "", False, True),
    ],
)
def test_what_stands_beside_a_time(text: str, rest: str, ending: bool, has_unit_word: bool) -> None:
    only = header_times(text)[0]
    assert (only.rest.casefold(), only.ending, only.has_unit_word) == (rest.casefold(), ending, has_unit_word)


@pytest.mark.parametrize(
    ("own", "context", "first"),
    [
        (
            HeaderTime("month", Partial(None, 3), Partial(None, 3)),
            Partial(None, 5, 2026),
            Partial(None, 3, 2026),
        ),
        (HeaderTime("number", Partial(3), number=3), Partial(None, 5, 2026), Partial(3, 5, 2026)),
        (HeaderTime("date", Partial(29, 12), Partial(29, 12)), Partial(None, 1, 2026), Partial(29, 12, 2025)),
        (
            HeaderTime("date", Partial(1, 2, 2024), Partial(1, 2, 2024)),
            Partial(None, 5, 2026),
            Partial(1, 2, 2024),
        ),
    ],
)
def test_a_band_adds_what_is_missing(own: HeaderTime, context: Partial, first: Partial) -> None:
    assert with_context(own, context).first == first
