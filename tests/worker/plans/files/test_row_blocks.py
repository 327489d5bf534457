"""Rows are sent in blocks of one height, however they come."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

import pytest

from worker.plans.files import child_wire
from worker.plans.files.child_wire import BLOCK, LONGEST_TEXT, Message
from worker.plans.files.row_blocks import RowBlocks
from worker.shapes.grid import Cell


def sent(*pieces: Sequence[Sequence[Cell]]) -> tuple[RowBlocks, list[tuple[int, list[Sequence[Cell]]]]]:
    messages: list[Message] = []
    blocks = RowBlocks(messages.append)
    for columns in pieces:
        blocks.add(len(columns[0]), columns)
    blocks.finish()
    return blocks, [
        (message[1], [child_wire.unpack(column, message[1]) for column in message[2]])
        for message in messages
        if message[0] == "rows"
    ]


def test_no_rows_are_no_block() -> None:
    blocks, messages = sent()
    assert messages == [] and (blocks.sent, blocks.used, blocks.cut) == (0, (0, 0), 0)


@pytest.mark.parametrize("size", [1, 700, BLOCK, BLOCK + 1, 3 * BLOCK])
def test_blocks_are_of_one_height(size: int) -> None:
    numbers = [float(at) for at in range(2 * BLOCK + 5)]
    blocks, messages = sent(*([array("d", numbers[at : at + size])] for at in range(0, len(numbers), size)))
    assert [height for height, _ in messages] == [BLOCK, BLOCK, 5]
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
    blocks.add(BLOCK + 2, [["a"] * (BLOCK + 2)])
    blocks.forget()
    blocks.add(1, [["b"]])
    blocks.finish()
    assert [message[1] for message in messages if message[0] == "rows"] == [BLOCK, 1]
    assert blocks.sent == BLOCK + 1


def test_long_texts_are_counted_wherever_they_stand() -> None:
    blocks, messages = sent([["x" * (LONGEST_TEXT + 1), "y"] * 8])
    assert blocks.cut == 8 and {len(str(cell)) for cell in messages[0][1][0]} == {LONGEST_TEXT, 1}
