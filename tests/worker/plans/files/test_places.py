"""Cell references as numbers."""

from __future__ import annotations

import pytest

from worker.plans.files.places import cell_of, letters_of, number_of, range_of


@pytest.mark.parametrize("reference", ["", "B", "7", "b7", "B7:C8", "ABCD1", "Sheet!B7", "B-7", "B123456789"])
def test_what_is_no_cell(reference: str) -> None:
    assert cell_of(reference) is None


@pytest.mark.parametrize(
    ("reference", "cell"), [("B7", (7, 2)), ("$B$7", (7, 2)), ("XFD1048576", (1_048_576, 16_384))]
)
def test_a_cell(reference: str, cell: tuple[int, int]) -> None:
    assert cell_of(reference) == cell


@pytest.mark.parametrize(
    ("reference", "area"),
    [
        ("", None),
        ("B2:", (2, 2, 2, 2)),
        ("B2:9", None),
        ("B7", (7, 2, 7, 2)),
        ("B2:A9", (2, 1, 9, 2)),
        ("$A$1:$C$1", (1, 1, 1, 3)),
    ],
)
def test_a_range(reference: str, area: tuple[int, int, int, int] | None) -> None:
    assert range_of(reference) == area


@pytest.mark.parametrize("number", [1, 26, 27, 702, 703, 16_384])
def test_letters_and_numbers_are_each_others_inverse(number: int) -> None:
    assert number_of(letters_of(number)) == number
