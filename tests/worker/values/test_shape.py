"""Shapes say what kind of value stood there, and nothing of the value."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.text import CURRENCY_SIGNS
from worker.values.shape import magnitude, value_shape, value_shapes


@pytest.mark.parametrize(
    ("value", "shape"),
    [
        ("", ""),
        ("  \u200b ", ""),
        ("12/03/2026", "99/99/9999"),
        ("2026-03-12", "9999-99-99"),
        ("1.2.26", "9.9.99"),
        ("18:30", "99:99"),
        ("7", "9"),
        ("1200", "9"),
        ("1,200.50", "9,999.99"),
        ("1.200,5", "9.999,9"),
        ("12,345,678.90", "9,999.99"),
        ("-5.25", "-9.99"),
        ("(5.25)", "-9.99"),
        ("€ 1.200", "€9.999"),
        ("EUR 1200", "CUR9"),
        ("1200 USD", "9CUR"),
        ("12.5%", "9.9%"),
        ("1 200 Kč", "9 999CUR"),
        ("1 200 ₱", "9 999₱"),
        ("1000 показов", "9UNIT"),
        ("5 Ocak 2026", "9 x 9999"),
        ("30 сек", "99 x"),
        ("123456789012", "long id"),
        ("300x250", "999x999"),
        ("https://example.com/a?b=1", "url"),
        ("anna@example.com", "email"),
        ("Spring Sale", "text"),
        ("春の新生活", "text"),
        ("AB-1234", "code"),
        ("Q1 2026 push", "text with digits"),
    ],
)
def test_a_shape(value: str, shape: str) -> None:
    assert value_shape(value) == shape


def test_shapes_are_different_and_few() -> None:
    assert value_shapes(["", "1", "2", "Nike", "3/4/2026"]) == ("9", "text")


@given(st.text(max_size=60))
def test_no_letter_or_digit_of_a_value_gets_through(value: str) -> None:
    shape = value_shape(value)
    known = {"UNIT", "url", "email", "999x999", "code", "text with digits", "text", "long id"}
    assert shape in known or set(shape) <= set(f"9CUR-/.:,+ %x'\"’`´{CURRENCY_SIGNS}")


@given(st.integers(1000, 10**8), st.integers(1000, 10**8))
def test_how_large_a_number_is_does_not_show(one: int, other: int) -> None:
    assert value_shape(f"{one:,}.00") == value_shape(f"{other:,}.00")


@pytest.mark.parametrize(
    ("values", "word"),
    [
        ([], ""),
        (["", "text"], ""),
        (["text", "more", "7"], ""),
        (["12/03/2026", "13/03/2026"], ""),
        (["123456789012"], ""),
        (["0.25", "0.5"], "below one"),
        (["0", "0"], "below one"),
        (["4.20", "3.90", ""], "ones"),
        (["12.5%"], "tens"),
        (["-250", "1", "300"], "hundreds"),
        (["1,200.50", "999,999"], "thousands"),
        (["12,345,678.90"], "millions"),
    ],
)
def test_the_size_of_the_usual_number_is_a_word(values: list[str], word: str) -> None:
    assert magnitude(values) == word
