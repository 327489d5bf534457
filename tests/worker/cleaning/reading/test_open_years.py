"""Days without a year over New Year: a year that is written, and an order that can be, stay."""

from __future__ import annotations

import pytest

from tests.worker.cleaning.conftest import mapped
from worker.cleaning.reading.table_lines import read_lines
from worker.knowledge.templates import load_template

START, END, NET = ("Start", "start_date"), ("End", "end_date"), ("Net", "net_cost")


def days(pairs, title="Plan 2026", flight=None):
    brief = [
        ("Flight", f"{day}", field)
        for field, day in zip(("start_date", "end_date"), flight or (), strict=False)
    ]
    lines = read_lines(
        mapped([START, END, NET], [[*p, 5] for p in pairs], title=title, brief=brief), load_template()
    )
    return [
        tuple(str(lines.days(name)[at]) for name in ("start_date", "end_date")) for at in range(len(pairs))
    ]


@pytest.mark.parametrize(
    ("pairs", "flight", "expected"),
    [
        ([("1 Mar", "30 Apr")], None, [("2026-03-01", "2026-04-30")]),
        ([("5 Oct", "25 Sep")], None, [("2026-10-05", "2026-09-25")]),
        ([("1 Dec 2026", "10 Jan 2026")], None, [("2026-12-01", "2026-01-10")]),
        ([("5 Jan", "28 Feb"), ("1 Mar", "30 Apr")], None, [("2026-01-05", "2026-02-28"), ("2026-03-01", "2026-04-30")]),
        ([("5 Jan 2026", "9 Jan 2026")], ("2026-11-15", "2027-02-28"), [("2026-01-05", "2026-01-09")]),
    ],
)  # fmt: skip
def test_days_that_stay(pairs, flight, expected):
    assert days(pairs, flight=flight) == expected


@pytest.mark.parametrize(
    ("pairs", "flight", "expected"),
    [
        ([("1 Dec", "10 Jan")], None, [("2026-12-01", "2027-01-10")]),
        ([("15 Nov", "10 Jan"), ("5 Jan", "28 Feb")], None, [("2026-11-15", "2027-01-10"), ("2027-01-05", "2027-02-28")]),
        ([("15.11.", "10.12."), ("05.01.", "28.02.")], ("2026-11-15", "2027-02-28"), [("2026-11-15", "2026-12-10"), ("2027-01-05", "2027-02-28")]),
    ],
)  # fmt: skip
def test_days_over_new_year(pairs, flight, expected):
    assert days(pairs, flight=flight) == expected
