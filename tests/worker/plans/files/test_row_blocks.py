"""Rows are sent in blocks, however few come at a time."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

import pytest

from worker.plans.files import child_wire
from worker.plans.files.child_wire import BLOCK, LONGEST_TEXT, Message
from worker.plans.files.row_blocks import LEAST, Column, Parcel, RowBlocks
from worker.shapes.grid import Cell


def sent(
    *pieces: Sequence[Column], rows: int = 0
) -> tuple[RowBlocks, list[tuple[int, list[Sequence[Cell]]]]]:
    messages: list[Message] = []
    blocks = RowBlocks(messages.append)
    for columns in pieces:
        blocks.add(rows or len(columns[0]), columns)
    blocks.finish()
    return blocks, [
        (message[1], [child_wire.unpack(column, message[1]) for column in message[2]])
        for message in messages
        if message[0] == "rows"
    ]


def test_no_rows_are_no_block() -> None:
    blocks, messages = sent()
    assert messages == [] and (blocks.sent, blocks.used, blocks.cut) == (0, (0, 0), 0)


@pytest.mark.parametrize(
    ("size", "heights"),
    [
        (1, [BLOCK, BLOCK, 5]),
        (LEAST - 1, [9 * (LEAST - 1), 2 * BLOCK + 5 - 9 * (LEAST - 1)]),
        (BLOCK, [BLOCK, BLOCK, 5]),
        (BLOCK + 2, [BLOCK + 2, BLOCK + 2, 1]),
        (3 * BLOCK, [2 * BLOCK + 5]),
    ],
)
def test_few_rows_wait_for_others(size: int, heights: list[int]) -> None:
    numbers = [float(at) for at in range(2 * BLOCK + 5)]
    blocks, messages = sent(*([array("d", numbers[at : at + size])] for at in range(0, len(numbers), size)))
    assert [height for height, _ in messages] == heights
    assert [cell for _, columns in messages for cell in columns[0]] == numbers
    assert (blocks.sent, blocks.used) == (len(numbers), (len(numbers), 1))


def test_a_column_that_comes_later_is_blank_before() -> None:
    _, messages = sent([["a"]], [["b"], array("d", [1.5])], [["c"]])
    assert messages == [(3, [["a", "b", "c"], [None, 1.5, None]])]


@pytest.mark.parametrize(
    ("columns", "used"),
    [
        ([["a", None], [None, None]], (1, 1)),
        ([["a", " "], ["", "\n"]], (1, 1)),
        ([[None, None], ["a", "b"], [None, None]], (2, 2)),
        ([[None], [None]], (0, 0)),
        ([array("d", [0.0, 0.0]), ["a", None]], (2, 2)),
    ],
)
def test_what_holds_something_is_used(columns: list[Sequence[Cell]], used: tuple[int, int]) -> None:
    assert sent(columns)[0].used == used


def test_blank_blocks_do_not_end_what_is_used() -> None:
    blocks, _ = sent([[None] * BLOCK], [["a"]], [[None] * 2 * BLOCK])
    assert blocks.used == (BLOCK + 1, 1)


def test_long_texts_are_cut() -> None:
    blocks, messages = sent([["x" * (LONGEST_TEXT + 1), "y"]])
    assert blocks.cut == 1 and [len(str(cell)) for cell in messages[0][1][0]] == [LONGEST_TEXT, 1]


def test_what_waits_can_be_forgotten() -> None:
    messages: list[Message] = []
    blocks = RowBlocks(messages.append)
    blocks.add(BLOCK, [["a"] * BLOCK])
    blocks.add(LEAST - 1, [["a"] * (LEAST - 1)])
    blocks.forget()
    blocks.add(1, [["b"]])
    blocks.finish()
    assert [message[1] for message in messages if message[0] == "rows"] == [BLOCK, 1]
    assert blocks.sent == BLOCK + 1


def test_long_texts_are_counted_wherever_they_stand() -> None:
    blocks, messages = sent([["x" * (LONGEST_TEXT + 1), "y"] * 8])
    assert blocks.cut == 8 and {len(str(cell)) for cell in messages[0][1][0]} == {LONGEST_TEXT, 1}


NUMERALS = Parcel(child_wire.pack_numerals(["1.5", "2e3"]))
TEXTS = Parcel(child_wire.pack_texts(["a", ""], {"a": None, "": None}))


@pytest.mark.parametrize(
    ("pieces", "cells"),
    [
        ([[NUMERALS, TEXTS]], [[1.5, 2000.0], ["a", None]]),
        ([[NUMERALS], [["x", "y"]]], [[1.5, 2000.0, "x", "y"]]),
        ([[TEXTS], [TEXTS, NUMERALS]], [["a", None, "a", None], [None, None, 1.5, 2000.0]]),
    ],
)
def test_parcels_are_their_cells(pieces: list[list[Column]], cells: list[list[Cell]]) -> None:
    blocks, messages = sent(*pieces, rows=2)
    assert [[*map(list, columns)] for _, columns in messages] == [cells]
    assert blocks.used[1] == len(cells)


def test_a_parcel_goes_as_it_is() -> None:
    messages: list[Message] = []
    parcel = Parcel(child_wire.pack_numerals(["1"] * LEAST))
    RowBlocks(messages.append).add(LEAST, [parcel])
    assert messages == [("rows", LEAST, [parcel.packed])]


def test_long_texts_of_a_parcel_are_cut() -> None:
    texts = ["x" * (LONGEST_TEXT + 1), "y"]
    blocks, messages = sent([Parcel(child_wire.pack_texts(texts, dict.fromkeys(texts)))], rows=2)
    assert blocks.cut == 1 and [len(str(cell)) for cell in messages[0][1][0]] == [LONGEST_TEXT, 1]
