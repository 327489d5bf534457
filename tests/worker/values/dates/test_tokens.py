"""A text as calendar tokens."""

from __future__ import annotations

import pytest

from worker.values.dates.tokens import tokens


def kinds(text: str) -> str:
    return "".join(token.kind for token in tokens(text))


def values(text: str) -> list[int]:
    return [token.value for token in tokens(text) if token.kind in "nyNmi"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", ""), ("Vendor", "?"), ("123456789", "?"), ("1234", "?"), ("5 GBP", "n?")],
)
def test_what_no_calendar_has(text: str, expected: str) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(
    ("text", "expected", "numbers"),
    [
        ("5 Jan 2026", "nmy", [5, 1, 2026]),
        ("5th of January, 2026", "nm,y", [5, 1, 2026]),
        ("05/01/2026 18:30", "n/n/y", [5, 1, 2026]),
        ("20260105", "N", [20_260_105]),
        ("5–11 Jan", "n-nm", [5, 11, 1]),
        ("5 – 11 Jan", "nrnm", [5, 11, 1]),
        ("с 5 по 11 января", "nrnm", [5, 11, 1]),
        ("KW 12", "un", [12]),
        ("Mon 5 Jan", "nm", [5, 1]),
        ("2026年3月5日", "ymn", [2026, 3, 5]),
        ("tháng 3", "m", [3]),
        ("I кв. 2026", "iuy", [1, 2026]),
        ("Jan'26", "my", [1, 2026]),
    ],
)
def test_pieces_of_dates(text: str, expected: str, numbers: list[int]) -> None:
    assert (kinds(text).replace(".", ""), values(text)) == (expected, numbers)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("15'", "n'"),
        ("5'10", "n'n"),
        ("Apr '26", "my"),
        ("'26.11월", "y.m"),
        ("all'11", "r'n"),
        ("Q1'26", "un'n"),
    ],
)
def test_a_year_stands_behind_a_quote(text: str, kinds: str) -> None:
    assert "".join(token.kind for token in tokens(text)) == kinds


def test_a_unit_may_be_several() -> None:
    assert tokens("T1")[0].units == {"quarter", "month", "week"}


def test_a_weekday_that_reads_as_a_month_is_left_out() -> None:
    assert values("mar 5 ene") == [5, 1]


@pytest.mark.parametrize(("text", "glued"), [("W12", True), ("W 12", False)])
def test_whether_a_space_stands_before_a_token(text: str, glued: bool) -> None:
    assert tokens(text)[-1].glued is glued
