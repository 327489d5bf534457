"""The model's word on where a table is."""

from __future__ import annotations

from worker.llm.layouts import LayoutAnswer
from worker.matching.model.layout import is_unsure, with_answer
from worker.plans.layout import understand
from worker.shapes.grid import Cell, Grid

CELLS: list[list[Cell]] = [
    ["Spring", "All", "Open"],
    ["Vendor", "Clicks", "Net cost"],
    ["Alder", 12, 1200.5],
    ["Birch", 20, 800.0],
]
GRID = Grid("Plan", CELLS)
LAYOUT = understand(GRID)


def test_a_plain_plan_and_a_hidden_sheet_are_not_asked_about() -> None:
    plain = Grid("Plan", CELLS[1:])
    assert not is_unsure(plain, understand(plain))
    hidden = Grid("Plan", [["a", 1], ["b", None]], hidden=True)
    assert not is_unsure(hidden, understand(hidden))


def test_a_word_that_agrees_changes_nothing() -> None:
    (table,) = LAYOUT.tables
    assert (
        with_answer(GRID, LAYOUT, LayoutAnswer(table.header_rows, table.first_row, table.last_row)) is LAYOUT
    )


def test_a_word_of_which_no_table_comes_changes_nothing() -> None:
    assert with_answer(GRID, LAYOUT, LayoutAnswer((4,), 4, 4)) is LAYOUT


def test_the_header_that_it_names_is_taken_with_a_note() -> None:
    layout = with_answer(GRID, LAYOUT, LayoutAnswer((2,), 3, 4))
    assert (LAYOUT.tables[0].header_rows, layout.tables[0].header_rows) == ((1, 2), (2,))
    assert [finding.code for finding in layout.findings][-1] == "layout-by-model"
