"""What goes into the pipe comes out again, dates and all."""

import datetime as dt
import marshal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.plans.files import child_wire

CELLS = st.one_of(
    st.text(max_size=5),
    st.integers(-(2**60), 2**60),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
)
COLUMNS = st.one_of(
    *(
        st.lists(kind, min_size=1, max_size=8)
        for kind in (CELLS, st.floats(allow_nan=False), st.dates(), st.text())
    )
)


@given(COLUMNS)
def test_round_trip(column):
    back = list(child_wire.unpack(marshal.loads(marshal.dumps(child_wire.pack(tuple(column)))), len(column)))
    expected = [str(c) if c in (float("inf"), float("-inf")) else None if c == "" else c for c in column]
    assert back == expected
    assert [type(cell) for cell in back] == [type(cell) for cell in expected]


def test_blank_columns_take_no_room():
    assert child_wire.pack(("",) * 1_000) == (child_wire.BLANK,)
    assert child_wire.unpack((child_wire.BLANK,), 3) == [None] * 3


def test_a_zero_is_no_blank():
    column = (0, False, 0.0, "", dt.timedelta(0))
    assert list(child_wire.unpack(child_wire.pack(column), 5)) == [0, False, 0.0, None, dt.timedelta(0)]


@pytest.mark.parametrize("cells", [["same text"] * 100, ["a", "", "b", ""] * 25, ["a", None, "b", ""] * 25])
def test_what_is_repeated_is_one_object_over_there(cells):
    back = list(child_wire.unpack(marshal.loads(marshal.dumps(child_wire.pack(cells))), len(cells)))
    assert back == [None if cell == "" else cell for cell in cells]
    assert len(set(map(id, back))) == len({cell or None for cell in cells})


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["a", "b", "c"], child_wire.PLAIN),
        ([f"Line {at}" for at in range(99)], child_wire.PLAIN),
        ([1, "a"] * 50, child_wire.PLAIN),
        (["", None] * 50, child_wire.BLANK),
        (["a", "b"] * 50, child_wire.CODED),
        ([None, "a"] * 50, child_wire.CODED),
    ],
)
def test_a_few_texts_are_written_once(cells, kind):
    assert child_wire.pack(cells)[0] == kind


@pytest.mark.parametrize(
    ("column", "longest", "cut"),
    [((), 0, 0), ((1.0, None, True), 0, 0), (("a", 5.0, "bb"), 2, 0), (("x" * 131_072,), 131_072, 0), (("x" * 200_000, 1, "b"), 131_072, 1)],
)  # fmt: skip
def test_texts_without_end_are_cut(column, longest, cut):
    kept, count = child_wire.cut(column)
    assert count == cut
    assert max((len(cell) for cell in kept if isinstance(cell, str)), default=0) == longest
    assert [type(cell) for cell in kept] == [type(cell) for cell in column]


@pytest.mark.parametrize(
    ("texts", "cells"),
    [
        (["1", "-2.5", "3E2"], [1.0, -2.5, 300.0]),
        (["1", "1-2"], [1.0, "1-2"]),
        (["1e999", "-1e999", "7"], ["inf", "-inf", 7.0]),
    ],
)
def test_numbers_travel_as_they_are_written(texts, cells):
    back = list(child_wire.unpack(marshal.loads(marshal.dumps(child_wire.pack_numerals(texts))), len(texts)))
    assert back == cells and [type(cell) for cell in back] == [type(cell) for cell in cells]
