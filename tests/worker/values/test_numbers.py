from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.values.numbers import decimal_mark, is_blank, is_range, parse_number, read_numbers


@pytest.mark.parametrize(
    "text",
    ["TBD", "Optional", "0..08", "1.2.3", "12 34", "300x250", "2 weeks", "12 CPM", "Q 15", "(5", "1,20,3",
     "$15,000-$25,000", "--5", "31.09.24", "five", "12a", "1e5e"],
)  # fmt: skip
def test_what_is_no_single_number_is_left_unread(text: str) -> None:
    assert parse_number(text) is None
    assert not is_blank(text)


@pytest.mark.parametrize(
    "text", ["", " ", "-", "–", "--", "n/a", "N.A.", "n.a", "NA", "#N/A", "none", "н/д", "k.A.", "无"]
)
def test_ways_to_say_nothing(text: str) -> None:
    assert is_blank(text)
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("text", "point", "comma"),
    [
        ("1.200,50", 1200.5, 1200.5),
        ("1,200.50", 1200.5, 1200.5),
        ("1 200,50", 1200.5, 1200.5),
        ("1\u202f200,50 €", 1200.5, 1200.5),
        ("1'200.50", 1200.5, 1200.5),
        ("1.200", 1.2, 1200.0),
        ("1,200", 1200.0, 1.2),
        ("0.125", 0.125, 0.125),
        ("1.234.567", 1234567.0, 1234567.0),
        ("12,00,000", 1200000.0, 1200000.0),
        ("$15,000", 15000.0, 15.0),
        ("US$ 15.50", 15.5, 15.5),
        ("R$ 1.200,50", 1200.5, 1200.5),
        ("1200 руб.", 1200.0, 1200.0),
        ("1.200,- EUR", 1.2, 1200.0),
        ("15.-", 15.0, 15.0),
        (".5", 0.5, 0.5),
        ("1.2k", 1200.0, 1200.0),
        ("1,5 M", 1500000.0, 1500000.0),
        ("3 lakh", 300000.0, 300000.0),
        ("2 crore", 20000000.0, 20000000.0),
        ("5 тыс.", 5000.0, 5000.0),
        ("2,5 млн", 2500000.0, 2500000.0),
        ("3万", 30000.0, 30000.0),
        ("£1.2m", 1200000.0, 1200000.0),
        ("(500)", -500.0, -500.0),
        ("($1,500.00)", -1500.0, -1500.0),
        ("500-", -500.0, -500.0),
        ("-$5", -5.0, -5.0),
        ("−5", -5.0, -5.0),
        ("+5", 5.0, 5.0),
        ("٣٥٠", 350.0, 350.0),
    ],
)
def test_a_number_by_the_column_s_decimal_mark(text: str, point: float, comma: float) -> None:
    by_point, by_comma = parse_number(text, "."), parse_number(text, ",")
    assert by_point is not None and by_comma is not None
    assert (by_point.value, by_comma.value) == (point, comma)


@pytest.mark.parametrize(
    ("text", "share"), [("25%", 0.25), ("+15 %", 0.15), ("0,35%", 0.0035), ("100%", 1.0), ("-3%", -0.03)]
)
def test_a_percent_is_a_share(text: str, share: float) -> None:
    read = parse_number(text)
    assert read is not None and read.percent
    assert read.value == share


@pytest.mark.parametrize(
    ("texts", "mark", "ambiguous"),
    [
        ([], None, False),
        (["12", "500"], None, False),
        (["31.09.24"], None, False),
        (["1.200", "0,5"], ",", False),
        (["1.200", "1.5"], ".", False),
        (["1,200", "2,300.5"], ".", False),
        (["1.200.000"], ",", False),
        (["12,00,000"], ".", False),
        (["0.125"], ".", False),
        (["1.200", "3.400"], ",", True),
        (["1,200", "3,400"], ".", True),
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
