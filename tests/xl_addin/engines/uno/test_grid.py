"""A sheet read from the open workbook is what the file reader reads from the file."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from worker.plans.files.reading import read_book
from worker.settings import Settings
from worker.shapes.grid import Grid, Merge
from xl_addin.engines.uno.grid import read_grid

EXAMPLES = sorted((ROOT / "examples").glob("*/plan.xlsx"))
CALCULATED = "booking_form_en"
"""Holds a formula without a stored result, which LibreOffice calculates."""


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.parent.name)
def test_the_examples_read_alike(office_books: Any, own_memory: Path, file: Path) -> None:
    book = office_books.books.open(str(file))
    for expected in read_book(file, settings=Settings(memory_dir=own_memory)).sheets:
        found = read_grid(book.sheets[expected.sheet])
        assert comparable(found, expected) == comparable(expected, expected)


def comparable(grid: Grid, expected: Grid) -> Grid:
    """Leaves out what only an office knows, and how it writes numbers in formulas."""
    cells = [list(row) for row in grid.cells]
    for row, column in expected.uncalculated:
        cells[row - 1][column - 1] = None
    formulas = {at: text.replace("1.0", "1") for at, text in grid.formulas.items()}
    return replace(grid, cells=cells, formulas=formulas, uncalculated=frozenset())


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 10


def test_all_that_the_layout_needs(office_books: Any) -> None:
    sheet = office_books.books.add().sheets[0]
    sheet["A1"].value = [
        ["Plan", None, None],
        ["Net", "Start", "Share"],
        [10, dt.datetime(2026, 1, 5), 0.5],
        ["=A3*2", "=1/0", True],
    ]
    sheet["A1:D1"].merge()
    sheet["A2:C2"].color = (46, 84, 120)
    sheet["B2"].color = (255, 255, 255)
    sheet["C3"].number_format = "0%"
    sheet["A3"].rows.hidden = True
    sheet["B1"].columns.hidden = True
    grid = read_grid(sheet)
    assert grid == Grid(
        sheet="Sheet1",
        cells=[
            ["Plan", None, None, None],
            ["Net", "Start", "Share", None],
            [10.0, dt.date(2026, 1, 5), 0.5, None],
            [20.0, None, True, None],
        ],
        merges=(Merge(1, 1, 1, 4),),
        formats={(3, 2): "yyyy-mm-dd", (3, 3): "0%"},
        fills={(2, 1): "2E5478", (2, 3): "2E5478"},
        hidden_rows=frozenset({3}),
        hidden_columns=frozenset({2}),
        errors={(4, 2): "#DIV/0!"},
        formulas={(4, 1): "A3*2", (4, 2): "1/0"},
    )


def test_an_empty_sheet_has_no_cells(office_books: Any) -> None:
    assert read_grid(office_books.books.add().sheets[0]) == Grid(sheet="Sheet1", cells=[])
