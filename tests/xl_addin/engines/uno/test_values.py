"""Values on their way to and from an office."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_addin.engines.uno.values import boxes_of, convert, encode, moment_of, serial, time_of

EPOCH = dt.datetime(1899, 12, 30)
PLACES = st.sets(st.tuples(st.integers(0, 12), st.integers(0, 6)))


@given(PLACES)
def test_boxes_hold_exactly_the_places(places: set[tuple[int, int]]) -> None:
    covered = [
        (row, column)
        for top, left, bottom, right in boxes_of(places)
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    ]
    assert (set(covered), len(covered)) == (places, len(places))


@pytest.mark.parametrize(
    ("places", "boxes"),
    [
        ([], []),
        ([(0, 0), (1, 0), (0, 1), (1, 1)], [(0, 0, 1, 1)]),
        ([(0, 0), (2, 0)], [(0, 0, 0, 0), (2, 0, 2, 0)]),
        ([(0, 0), (0, 2)], [(0, 0, 0, 0), (0, 2, 0, 2)]),
    ],
)
def test_boxes_are_few(places: list[tuple[int, int]], boxes: list[Any]) -> None:
    assert boxes_of(places) == boxes


@given(st.datetimes(dt.datetime(1900, 3, 1), dt.datetime(9999, 12, 31)))
def test_a_moment_comes_back_to_the_millisecond(moment: dt.datetime) -> None:
    assert abs(moment_of(serial(moment, EPOCH), EPOCH) - moment) <= dt.timedelta(milliseconds=1)


@pytest.mark.parametrize("number", [1e12, -1e12])
def test_a_number_beyond_the_calendar_stays_a_number(number: float) -> None:
    assert (moment_of(number, EPOCH), time_of(number * 1e6, EPOCH)) == (number, number * 1e6)


def test_only_numbers_in_the_boxes_change() -> None:
    rows: list[list[Any]] = [[1.0, "x", None], [2.0, 3.0, 4.0]]
    convert(rows, [(0, 0, 1, 1)], lambda number, _: -number, EPOCH)
    assert rows == [[-1.0, "x", None], [-2.0, -3.0, 4.0]]


def test_what_needs_more_than_a_number_is_marked() -> None:
    done = encode([["=A1", True, dt.date(2026, 1, 5), dt.time(6), "="]], EPOCH)
    assert (done.rows, done.formulas) == ([("", 1.0, 46027.0, 0.25, "=")], {(0, 0): "=A1"})
    assert (done.truths, done.days, done.times, done.moments) == ([(0, 1)], [(0, 2)], [(0, 3)], [])


def test_what_no_cell_holds_is_refused() -> None:
    with pytest.raises(TypeError, match="can't hold a set"):
        encode([[{1}]], EPOCH)
