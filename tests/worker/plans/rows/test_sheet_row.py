"""One row of a sheet that is not blank."""

from __future__ import annotations

import pytest

from worker.plans.rows.facts import Shape
from worker.plans.rows.profile import profile
from worker.plans.rows.sheet_row import SheetRow
from worker.shapes.grid import Cell, Grid


def row(*cells: Cell) -> SheetRow:
    (only,) = profile(Grid("Plan", [list(cells)])).lines
    return only


@pytest.mark.parametrize(
    ("cells", "shape"),
    [
        (("Media plan", None, None), Shape.ONE_TEXT),
        (("x" * 90,), Shape.LONG),
        ((None, 7), Shape.ONE_VALUE),
        (("Client", "Acme"), Shape.TWO_TEXTS),
        (("Vendor", "Format", "Site"), Shape.TEXTS),
        (("Vendor", 1, 2, 3, 4), Shape.SEQUENCE),
        (("Vendor", 2024, 2025), Shape.SEQUENCE),
        (("Alder", 500, 20), Shape.VALUES),
        (("Alder", "Story", "Feed", "Display", 500), Shape.MIXED),
    ],
)
def test_the_shape_of_a_row(cells: tuple[Cell, ...], shape: Shape) -> None:
    assert row(*cells).shape(narrow=False) is shape


def test_two_texts_of_a_narrow_sheet_are_a_row_of_texts() -> None:
    assert row("Client", "Acme").shape(narrow=True) is Shape.TEXTS


@pytest.mark.parametrize(
    ("cells", "rises"),
    [
        (("Alder", 5), False),
        ((1, 2), False),
        (("Alder", 500, 20, 7), False),
        ((1, 2, 3, 4), True),
        ((5, 12, 19), True),
        ((28, 4, 11, 18, 25, 1, 8), True),
        ((29, 30, 31, 1, 2), True),
        ((28, 4, 90, 18, 25, 2, 8), False),
        (("Jan", "Feb"), True),
        (("2026-03-01", "2026-03-08", "2026-03-15"), True),
        (("2026-03-01", "2026-03-01", "2026-03-01"), False),
    ],
)
def test_a_sequence_rises(cells: tuple[Cell, ...], rises: bool) -> None:
    assert row(*cells).is_sequence is rises


def test_numbers_and_texts_by_column() -> None:
    line = row(None, "Alder", "1 200,50", "2026-03-01", "-")
    assert line.filled == (1, 2, 3, 4)
    assert line.numbers == {2: 1200.5}
    assert line.value_columns == {2, 3, 4} and line.values == 3
    assert line.first_text == "Alder" and not line.is_text


@pytest.mark.parametrize(("cells", "text"), [((7, "a"), ""), (("a", 7), "a")])
def test_the_first_text_is_the_first_cells(cells: tuple[Cell, ...], text: str) -> None:
    assert row(*cells).first_text == text


def test_the_words_of_a_row_are_cells() -> None:
    assert row("Vendor", 2026, "March", None).words == 2
