"""Rows kept as columns are the rows that they were made of, however they are asked for."""

from __future__ import annotations

import pickle
from array import array
from collections.abc import Callable

import pytest

from worker.shapes import blocks
from worker.shapes.blocks import Block, Blocks, RepeatedTexts, blocks_of, joined, texts_in
from worker.shapes.grid import Cell, Grid

ROWS: list[list[Cell]] = [
    ["Vendor", "Cost", None],
    *([f"Line {n % 3}", n / 2, n % 2 or None] for n in range(10)),
]
TALL = Blocks(
    [
        Block(4, [["Vendor", "Line 0", "Line 1", "Line 2"], ["Cost", 0.0, 0.5, 1.0], [None, None, 1, None]]),
        Block(
            5,
            [
                [f"Line {n % 3}" for n in range(3, 8)],
                array("d", [1.5, 2.0, 2.5, 3.0, 3.5]),
                [1, None, 1, None, 1],
            ],
        ),
        Block(2, [["Line 2", "Line 0"], array("d", [4.0, 4.5]), [None, 1]]),
    ]
)
PLAIN, COLUMNS = Grid("Plan", ROWS), Grid("Plan", TALL)


def test_rows_are_those_of_a_list() -> None:
    assert list(TALL) == ROWS
    assert ROWS == TALL
    assert [TALL[at] for at in range(-11, 11)] == [ROWS[at] for at in range(-11, 11)]
    assert TALL[2:9] == ROWS[2:9]
    assert PLAIN == COLUMNS
    assert pickle.loads(pickle.dumps(COLUMNS)) == PLAIN


@pytest.mark.parametrize("other", [ROWS[1:], [*ROWS[:-1], ["Line 0", 4.5, None]], "Plan"])
def test_other_rows_are_not_equal(other: object) -> None:
    assert other != TALL


@pytest.mark.parametrize("row", [11, -12])
def test_there_is_no_row_beyond_the_last(row: int) -> None:
    with pytest.raises(IndexError):
        TALL[row]


@pytest.mark.parametrize(("row", "column"), [(0, 1), (1, 0), (12, 1), (1, 4), (1, 2), (5, 2), (11, 3)])
def test_a_cell_is_the_same_kept_either_way(row: int, column: int) -> None:
    assert COLUMNS.at(row, column) == PLAIN.at(row, column)


@pytest.mark.parametrize("grid", [PLAIN, COLUMNS])
@pytest.mark.parametrize("column", [1, 2, 3])
def test_a_column_is_every_rows_cell(grid: Grid, column: int) -> None:
    cells = [row[column - 1] for row in ROWS]
    assert list(grid.column(column)) == [cell for piece in grid.pieces(column) for cell in piece] == cells


@pytest.mark.parametrize("grid", [PLAIN, COLUMNS])
@pytest.mark.parametrize("rows", [[], [1], [4, 5], [2, 3, 4, 5, 6, 7, 8], [3, 5, 6, 9, 11], [9, 10, 11]])
def test_rows_are_picked_of_a_column(grid: Grid, rows: list[int]) -> None:
    for column in (1, 2, 3):
        assert list(grid.picked(column, rows)) == [ROWS[row - 1][column - 1] for row in rows]
    assert list(grid.picked(4, rows)) == [None] * len(rows)


@pytest.mark.parametrize(
    ("rows", "is_array"), [([1, 5], False), ([2, 3], False), ([2, 5], True), ([5, 7, 10], True)]
)
def test_numbers_alone_are_picked_as_an_array(rows: list[int], is_array: bool) -> None:
    assert isinstance(COLUMNS.picked(2, rows), array) is is_array


@pytest.mark.parametrize(("first", "last"), [(1, 11), (1, 3), (3, 6), (4, 8), (5, 8), (9, 11), (7, 6)])
def test_the_blocks_of_some_rows_are_these_rows(first: int, last: int) -> None:
    for grid in (PLAIN, COLUMNS):
        rows = [list(row) for block in grid.blocks(first, last) for row in zip(*block.columns, strict=True)]
        assert rows == ROWS[first - 1 : last]
        assert sum(block.height for block in grid.blocks(first, last)) == len(rows)


def test_rows_of_different_lengths_are_filled_up() -> None:
    assert [list(column) for column in blocks_of([["a"], ["b", 1.0]], 0, 2)[0].columns] == [
        ["a", "b"],
        [None, 1.0],
    ]


@pytest.mark.parametrize(
    ("pieces", "whole", "is_array"),
    [
        ([[1.0, 2.0]], [1.0, 2.0], False),
        ([array("d", [1.0]), ["a"]], [1.0, "a"], False),
        ([array("d", [1.0]), [2]], [1.0, 2], False),
        ([[1.0], array("d", [2.0])], [1.0, 2.0], True),
    ],
)
def test_pieces_are_joined(pieces: list[list[Cell]], whole: list[Cell], is_array: bool) -> None:
    cells = joined(pieces)
    assert list(cells) == whole and list(map(type, cells)) == list(map(type, whole))
    assert isinstance(cells, array) is is_array


def test_the_different_texts_of_some_cells() -> None:
    assert texts_in([array("d", [1.0]), ["a", None, "b", 2.0], ["a", ""]]) == {"a", "b", ""}


def test_repeated_texts_are_known_without_a_look_at_the_cells() -> None:
    cells = RepeatedTexts(["a", None, "b"], array("I", [0, 2, 1, 0]))
    assert cells == ["a", "b", None, "a"] and type(cells[1:]) is list
    cells.clear()
    assert texts_in([cells, ["c"]]) == {"a", "b", "c"}


@pytest.mark.parametrize("grid", [PLAIN, COLUMNS])
@pytest.mark.parametrize(
    ("column", "test", "texts"),
    [
        (1, str.islower, set()),
        (1, lambda text: text == "Vendor", {"Vendor"}),
        (1, lambda text: text.startswith("Line 0"), {"Line 0", "Line 1", "Line 2"}),
        (2, bool, {"Cost"}),
        (3, bool, set()),
    ],
)
def test_texts_of_a_column_that_a_test_holds_for(
    grid: Grid, column: int, test: Callable[[str], bool], texts: set[str]
) -> None:
    assert set(grid.texts_where(column, test)) == texts


def test_texts_are_looked_at_once_however_often_they_are_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    tall = Blocks([Block(3, [["Line 1", "Line 2", "Cost"]])])
    asked: list[str] = []
    monkeypatch.setattr(blocks, "texts_in", lambda pieces: asked.append("") or texts_in(pieces))
    assert not tall.texts_where(0, str.isdigit) and not tall.texts_where(0, str.islower)
    assert len(asked) == 1
    monkeypatch.setattr(blocks, "MOST_FORMS", 1)
    assert tall.texts_where(0, str.istitle) == Blocks(tall.blocks).texts_where(0, str.istitle)


def test_pieces_are_picked_as_they_are_kept() -> None:
    repeated = RepeatedTexts(["a", "b"], array("I", [0, 1, 0]))
    pieces = Grid("Plan", Blocks([Block(3, [["x", "y", "z"]]), Block(3, [repeated])])).picked_pieces(
        1, range(2, 7)
    )
    assert pieces[0] == ["y", "z"] and pieces[1] is repeated
