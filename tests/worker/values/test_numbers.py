from __future__ import annotations

import math
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.values.amounts import is_range
from worker.values.numbers import decimal_mark, read_numbers, shown_mark


@pytest.mark.parametrize(
    ("texts", "mark", "ambiguous"),
    [
        ([], None, False),
        (["12", "500"], None, False),
        (["31.09.24"], None, False),
        (["1.200", "0,5"], ",", False),
        (["125.000,-", "109.500,-"], ",", False),
        (["125'000.-", "850.-"], ".", False),
        (["1.200", "1.5"], ".", False),
        (["1,200", "2,300.5"], ".", False),
        (["1.200.000"], ",", False),
        (["12,00,000"], ".", False),
        (["0.125"], ".", False),
        (["1.200", "3.400"], ",", True),
        (["1,200", "3,400"], ".", True),
        (["1.200", "15"], ",", True),
        (["1.200", "960"], ",", False),
        (["1,200", "$960"], ".", False),
    ],
)
def test_the_decimal_mark_of_a_column(texts: list[str], mark: str | None, ambiguous: bool) -> None:
    assert decimal_mark(texts)[:2] == (mark, ambiguous)


def test_a_column_that_contradicts_itself_is_said_to() -> None:
    read = read_numbers(["1.5", "2.25", "3,75"])
    assert read.mixed
    assert read.values.tolist() == [1.5, 2.25, 3.75]


def test_an_open_column_follows_its_neighbours() -> None:
    assert read_numbers(["1.200", "3.400"]).values.tolist() == [1200.0, 3400.0]
    assert read_numbers(["1.200", "3.400"], hint=".").values.tolist() == [1.2, 3.4]
    assert not read_numbers(["1.200"], hint=".").ambiguous


def test_numbers_of_the_sheet_stay_as_they_are() -> None:
    read = read_numbers([1.5, None, 3, "1.200,50", "-", "TBD", True])
    assert [v for v in read.values.tolist() if not math.isnan(v)] == [1.5, 3.0, 1200.5]
    assert read.unread.tolist() == [False, False, False, False, False, True, True]


@pytest.mark.parametrize("text", ["15,000-25,000", "$15,000 - $25,000", "10 to 20", "10 bis 20"])
def test_two_numbers_are_a_range(text: str) -> None:
    assert is_range(text)


LOCALES = [(",", "."), (".", ","), (" ", ","), ("'", "."), ("\u00a0", ","), ("\u202f", ",")]


@given(
    cents=st.integers(-(10**11), 10**11),
    locale=st.sampled_from(LOCALES),
    sign=st.sampled_from(["", "€ ", "$", "USD "]),
)
def test_what_is_formatted_is_read_back(cents: int, locale: tuple[str, str], sign: str) -> None:
    """Two decimals show the mark in every locale, so no hint is needed."""
    group, mark = locale
    whole, rest = divmod(abs(cents), 100)
    text = f"{'-' if cents < 0 else ''}{sign}{whole:,}".replace(",", group) + f"{mark}{rest:02}"
    assert read_numbers([text]).values.tolist() == [cents / 100]


def test_what_no_plan_means_by_a_number_is_unread() -> None:
    for cell in ("nan", "NaN", "inf", "-Infinity", "1e400", "9" * 400, 10**400, float("inf")):
        for beside in (2, "2"):
            read = read_numbers([1.5, cell, beside])
            assert read.unread.tolist() == [False, True, False]
            assert [v for v in read.values.tolist() if not math.isnan(v)] == [1.5, 2.0]


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("1,200.50", "."),
        ("1.200,5 €", ","),
        ("1'200.50", "."),
        ("1.200,-", ","),
        ("kr 1.200,--", ","),
        ("1.200", None),
        ("12", None),
        ("Spot", None),
    ],
)
def test_a_text_that_shows_both_marks_is_a_witness(text: str, mark: str | None) -> None:
    assert shown_mark(text) == mark


def test_a_column_kept_as_an_array_is_read_as_its_cells() -> None:
    cells = array("d", [1.5, -2.0, math.inf])
    one, other = read_numbers(cells), read_numbers(list(cells))
    assert one.values[:2].tolist() == other.values[:2].tolist() == [1.5, -2.0]
    assert one.unread.tolist() == other.unread.tolist() == [False, False, True]
