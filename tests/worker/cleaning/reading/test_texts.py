"""Text and id columns as a person sees them."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from worker.cleaning.reading.texts import is_odd, read_durations, read_texts
from worker.shapes.grid import Cell


@pytest.mark.parametrize(
    ("cell", "text", "as_id"),
    [
        (None, None, None),
        ("-", None, None),
        ("n/a", None, None),
        ("  Alpha \n", "Alpha", "Alpha"),
        ("007", "007", "007"),
        ("123.0", "123.0", "123"),
        (123.0, "123", "123"),
        (True, "True", "True"),
    ],
)
def test_a_cell_as_text_and_as_an_id(cell: Cell, text: str | None, as_id: str | None) -> None:
    assert read_texts([[cell]]).at(0) == text
    assert read_texts([[cell]], ids=True).at(0) == as_id


@pytest.mark.parametrize("odd", [[], ["Line 7 "], ["n/a"], ["-", "Line\n8"], [5.0, True]])
@pytest.mark.parametrize("ids", [False, True])
def test_many_texts_are_read_as_each_by_itself(odd: list[Cell], ids: bool) -> None:
    cells: list[Cell] = [f"Line {at}" for at in range(5_000)] + odd + ["12.0", None]
    texts = read_texts([cells], ids=ids)
    assert [texts.at(line) for line in range(len(cells))] == [
        read_texts([[cell]], ids=ids).at(0) for cell in cells
    ]


@pytest.mark.parametrize(
    "text", ["", " ", "-", "n/a", "dd.mm.yyyy", "a ", " a", "a\tb\x0b", "7.0", "0.0", "9.5\n"]
)
@pytest.mark.parametrize("ids", [False, True])
def test_what_is_read_otherwise_is_odd(text: str, ids: bool) -> None:
    assert is_odd(text) or read_texts([[text]], ids=ids).at(0) == text
    assert not is_odd("Line 70") and not is_odd("A  b")


def test_plain_texts_are_taken_as_they_are() -> None:
    plain, others = ["Beta", None, "Alpha", "Beta"], [["Beta", None], [5.0, True]]
    assert read_texts([plain], are_plain=True).names == ("Beta", "Alpha")
    assert read_texts(others, are_plain=True).names == read_texts(others).names == ("Beta", "5", "True")


def test_equal_texts_share_one_name() -> None:
    texts = read_texts([["Alpha ", "Beta", "Alpha", None]])
    assert (texts.codes.tolist(), texts.names) == ([0, 1, 0, -1], ("Alpha", "Beta"))


@pytest.mark.parametrize(
    ("cell", "seconds", "unread"),
    [
        (None, None, False),
        ("tbc later", None, True),
        (True, None, True),
        (30, 30.0, False),
        ("45", 45.0, False),
        ('30"', 30.0, False),
        ("30 sec", 30.0, False),
        ("0:30", 30.0, False),
        (time(0, 0, 30), 30.0, False),
        (time(0, 30), 30.0, False),  # typed as 0:30, taken for half past midnight
        (timedelta(seconds=45), 45.0, False),
    ],
)
def test_seconds(cell: Cell, seconds: float | None, unread: bool) -> None:
    values, missed = read_durations([cell])
    assert (None if values[0] != values[0] else values[0]) == seconds
    assert missed.tolist() == [unread]
