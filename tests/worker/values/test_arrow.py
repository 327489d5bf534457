from __future__ import annotations

import numpy as np
import pytest

from worker.values import arrow


@pytest.mark.parametrize(
    "texts", [[], [""], ["a", "", "Ä€😀"], ["x" * 70_000, "y"]], ids=["none", "empty", "wide", "long"]
)
def test_strings(texts: list[str]) -> None:
    made = arrow.strings(texts)
    made.validate(full=True)
    assert made.to_pylist() == texts


def test_half_a_surrogate_pair_is_a_question_mark() -> None:
    assert arrow.strings(["a\ud83d"]).to_pylist() == ["a?"]


@pytest.mark.parametrize(
    ("codes", "expected"), [([], []), ([1, 0, 1], ["b", "a", "b"]), ([-1, 1] * 9, [None, "b"] * 9)]
)
def test_dictionary(codes: list[int], expected: list[str | None]) -> None:
    made = arrow.coded(np.array(codes, dtype=np.int64), arrow.strings(["a", "b"]))
    made.validate(full=True)
    assert made.to_pylist() == expected


@pytest.mark.parametrize("values", [[], [1.5, None, -0.25], [None] * 9, [0.1] * 17])
def test_floats(values: list[float | None]) -> None:
    made = arrow.floats(np.array(values, dtype=np.float64))
    made.validate(full=True)
    assert made.to_pylist() == values


@pytest.mark.parametrize("unit", ["D", "s", "ns"])
def test_days_before_and_after_1970(unit: str) -> None:
    days = ["1969-12-31", "NaT", "2026-02-28"]
    made = arrow.days(np.array(days, dtype=f"datetime64[{unit}]"))
    made.validate(full=True)
    assert [str(d) for d in made.to_pylist()] == ["1969-12-31", "None", "2026-02-28"]


def test_integers_of_a_part() -> None:
    assert arrow.integers(np.arange(10)[::3]).to_pylist() == [0, 3, 6, 9]


def test_numbers_come_back_with_blanks() -> None:
    assert np.array_equal(
        arrow.to_numpy(arrow.floats(np.array([1.5, np.nan])), np.nan), [1.5, np.nan], equal_nan=True
    )
    assert arrow.to_numpy(arrow.coded(np.array([0, -1]), arrow.strings(["a"])).indices, -1).tolist() == [
        0,
        -1,
    ]
    days = arrow.days(np.array(["1970-01-02", "NaT"], dtype="datetime64[D]"))
    assert np.array_equal(arrow.to_numpy(days, np.nan), [1, np.nan], equal_nan=True)
    assert arrow.to_numpy(arrow.integers(np.array([7])), np.nan).tolist() == [7]


def test_strings_of_one_width() -> None:
    assert arrow.strings_of("abcdef", 2).to_pylist() == ["ab", "cd", "ef"]
    assert arrow.strings_of("", 16).to_pylist() == []
