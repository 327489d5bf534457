"""What goes into the pipe comes out again, dates and all."""

import datetime as dt
import marshal

from hypothesis import given
from hypothesis import strategies as st

from worker.plans import wire

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
    back = list(wire.unpack(marshal.loads(marshal.dumps(wire.pack(tuple(column)))), len(column)))
    expected = [str(c) if c in (float("inf"), float("-inf")) else None if c == "" else c for c in column]
    assert back == expected
    assert [type(cell) for cell in back] == [type(cell) for cell in expected]


def test_blank_columns_take_no_room():
    assert wire.pack(("",) * 1_000) == (wire.BLANK,)
    assert wire.unpack((wire.BLANK,), 3) == [None] * 3


def test_a_zero_is_no_blank():
    column = (0, False, 0.0, "", dt.timedelta(0))
    assert list(wire.unpack(wire.pack(column), 5)) == [0, False, 0.0, None, dt.timedelta(0)]
