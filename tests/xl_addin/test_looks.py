"""How a style goes on a range."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest

from xl_addin.engines.files.app import file_app
from xl_addin.looks import (
    BODY,
    DOUBT,
    HEADER,
    HINT,
    RULE,
    SHEET_FONT,
    TITLE,
    Look,
    airy,
    heading,
    look,
    ruled,
    to_the_right,
    together,
)


@pytest.fixture
def sheet() -> Iterator[Any]:
    with file_app() as app:
        yield app.books.add().sheets[0]


@pytest.mark.parametrize("gathers", [False, True], ids=["one by one", "at once"])
def test_a_program_that_takes_changes_at_once_gets_them_so(gathers: bool) -> None:
    ends: list[str] = []

    @contextmanager
    def gathered() -> Iterator[None]:
        yield
        ends.append("sent")

    block: Any = SimpleNamespace(impl=SimpleNamespace(together=gathered) if gathers else SimpleNamespace())
    with together(block):
        assert ends == []
    assert ends == ["sent"] * gathers


def test_what_a_look_does_not_name_stays(sheet: Any) -> None:
    cell = sheet["A1"]
    look(cell, TITLE)
    look(cell, DOUBT)
    assert (cell.font.size, cell.font.bold, cell.font.color) == (TITLE.size, True, TITLE.colour)
    assert cell.color == DOUBT.fill


def test_the_cell_beside_is_left_alone(sheet: Any) -> None:
    before = (sheet["B1"].font.size, sheet["B1"].color)
    look(sheet["A1"], HEADER)
    assert (sheet["B1"].font.size, sheet["B1"].color) == before


@pytest.mark.parametrize("style", [TITLE, HINT, HEADER, BODY])
def test_every_text_of_ours_has_one_font(sheet: Any, style: Look) -> None:
    look(sheet["A1"], style)
    assert (sheet["A1"].font.name, sheet["A1"].font.size) == (SHEET_FONT, style.size)


def test_a_heading_is_high_and_texts_stand_left_numbers_right(sheet: Any) -> None:
    heading(sheet["A1:B1"], HEADER)
    assert sheet["A1"].row_height == 22
    airy(sheet["A2"])
    to_the_right(sheet["B2"])
    assert (sheet["A2"].horizontal_alignment, sheet["B2"].horizontal_alignment) == ("left", "right")


@pytest.mark.parametrize("block", ["A1:B1", "A1:B3"])
def test_a_rule_is_under_each_row_and_above_none(sheet: Any, block: str) -> None:
    ruled(sheet[block])
    rows = sheet[block].shape[0]
    assert [sheet[f"A{row}"].borders["edge_bottom"].color for row in range(1, rows + 1)] == [RULE] * rows
    assert sheet["A1"].borders["edge_top"].line_style is None
    assert sheet["A1"].borders["edge_left"].line_style is None
