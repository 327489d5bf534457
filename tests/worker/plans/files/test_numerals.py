"""Numbers read at once are those that are read one by one."""

from __future__ import annotations

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.plans.files import child_wire, numerals

NUMBERS = st.one_of(st.floats(allow_nan=False, allow_infinity=False), st.integers(-(10**20), 10**20))
COLUMNS = st.integers(1, 5).flatmap(
    lambda height: st.lists(
        st.lists(NUMBERS.map(str), min_size=height, max_size=height), min_size=1, max_size=4
    )
)


def read(*columns: list[str]) -> list[object]:
    packed = [child_wire.pack_numerals(column) for column in columns]
    assert all(one[0] == child_wire.NUMERALS for one in packed)
    return list(numerals.columns_of([bytes(one[-1]) for one in packed]))


@given(COLUMNS)
def test_numbers_are_those_of_python(columns: list[list[str]]) -> None:
    assert read(*columns) == [array("d", map(float, column)) for column in columns]


@pytest.mark.parametrize("odd", ["1-2", "1e999", "-1e999", "e"])
def test_what_no_number_is_stays_text(odd: str) -> None:
    columns = read(["1", "2"], ["+3.5", odd])
    assert columns == [array("d", [1.0, 2.0]), [3.5, odd if odd[-1] != "9" else str(float(odd))]]


@pytest.mark.parametrize("text", ["+1.5", "1.", ".5", "-.5", "00012", "-0", "1e-400", "1E5"])
def test_forms_of_a_number(text: str) -> None:
    assert read([text, "1"]) == [array("d", [float(text), 1.0])]
