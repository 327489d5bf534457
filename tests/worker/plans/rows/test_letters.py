from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.plans.rows.letters import letter, number
from worker.shapes.grid import Cell


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, ""),
        ("", ""),
        ("  ", ""),
        (12, "n"),
        (0.5, "n"),
        ("1,234.50", "n"),
        ("25%", "n"),
        ("$15", "n"),
        ("5 000 руб.", "n"),
        ("4,800E", "n"),
        (2026, "y"),
        ("2026 Impressions", "s"),  # those of a year
        ("300 impressions", "n"),
        ("2005.0", "y"),
        ("1973 \\1", "y"),
        (date(2026, 3, 1), "d"),
        (datetime(2026, 3, 1), "d"),
        (time(8, 30), "d"),
        ("2026-03-01", "d"),
        ("08:30", "d"),
        ("March", "p"),
        ("янв", "p"),
        ("Q3", "p"),
        ("KW 12", "p"),
        ("3月", "p"),
        ("01.03", "p"),
        ("5 Ocak 2026", "d"),
        (":30", "d"),
        ("30 сек", "d"),
        ("1 200 ₱", "n"),
        ("1000 показов", "n"),
        ("1,907", "n"),
        ("200105", "n"),
        ("201296", "n"),
        ("2003 $ millions", "s"),
        ("212, 213", "s"),
        ("nan", "x"),
        ("1e400", "x"),
        ("n/a", "x"),
        ("-", "x"),
        ("TBD", "x"),
        ("(NA)", "x"),
        ("Meta", "s"),
        ("MayFair", "s"),
        ("$15,000-$25,000", "s"),
        (True, "s"),
        ("w" * 90, "l"),
    ],
)
def test_cells_are_told_apart(value: Cell, expected: str) -> None:
    assert letter(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Meta", None),
        ("12 weeks in March", None),
        (True, None),
        (None, None),
        (3, 3.0),
        ("1,336", 1336.0),
        ("1.234,5", 1234.5),
        ("96,7", 96.7),
        ("1.234%", 1.234),
        ("0.250", 0.25),
        ("1.250", 1.25),
        ("(1.250)", -1.25),
        ("Rp 1.250", 1250.0),
        ("(1.250) €", -1250.0),
        ("1 234 567", 1234567.0),
        ("(20)", -20.0),
        ("−7", -7.0),
        ("€ 1,200.00", 1200.0),
        ("1200 zł", 1200.0),
        ("+15%", 15.0),
        ("nan", None),
        (float("inf"), None),
        (10**400, None),
    ],
)
def test_numbers_are_read_from_text(value: Cell, expected: float | None) -> None:
    assert number(value) == expected


@given(st.integers(-(10**9), 10**9))
def test_a_written_whole_number_is_that_number(value: int) -> None:
    assert number(f"{value:,}") == value


@given(st.text(max_size=40))
def test_no_text_breaks_a_letter(text: str) -> None:
    assert letter(text) in {"", "n", "d", "y", "p", "x", "s", "l"}
