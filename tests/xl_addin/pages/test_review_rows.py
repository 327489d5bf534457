"""The sheet 'Review rows': what a planner says of rows, read from its cells."""

from __future__ import annotations

from typing import Any

import pytest

from worker.errors import UsageError
from worker.shapes.grid import Cell, Grid
from worker.shapes.layout import SheetLayout
from worker.shapes.review import Review, RowOverride
from worker.shapes.template import Template
from xl_addin.pages import review_rows
from xl_addin.pages.page import ROWS
from xl_addin.pages.review_rows import FIRST, MOST_ROWS, overrides_in, read, write

GRID = Grid("Plan", [["Media plan", None], ["Net", "Clicks"], [None, None], [100.0, 5.0]])
LAYOUT = SheetLayout("Plan", ("metadata", "header", "blank", "data"), ())


def review(*overrides: RowOverride, layout: SheetLayout = LAYOUT) -> Review:
    return Review("plan.xlsx", Template("small", 1, ()), (), (layout,), overrides)


def rows(book: Any) -> list[list[Any]]:
    sheet = book.sheets[ROWS]
    last = max(sheet.used_range.last_cell.row, FIRST)
    block: list[list[Any]] = sheet.range((FIRST, 1), (last, 5)).options(ndim=2).value
    return block


@pytest.mark.parametrize("kind", [None, ""])
def test_an_untouched_row_says_nothing(kind: Cell) -> None:
    assert overrides_in([["Plan", 4, "100", "data", kind]]) == ()


@pytest.mark.parametrize(
    ("row", "kind", "override"),
    [
        (4, "total", RowOverride("Plan", 4, "total")),
        (4.0, "total", RowOverride("Plan", 4, "total")),
        ("4", "Total ", RowOverride("Plan", 4, "total")),
    ],
)
def test_a_kind_that_is_picked_or_typed_holds(row: Cell, kind: str, override: RowOverride) -> None:
    assert overrides_in([["Plan", row, "100", "data", kind]]) == (override,)


@pytest.mark.parametrize(
    ("row", "kind", "cell"),
    [
        (4, "sum", "E6 says 'sum'"),
        (None, "total", "B6 says"),
        ("four", "total", "B6 says 'four'"),
        (0, "total", "B6 says '0'"),
        ("inf", "total", "B6 says 'inf'"),
    ],
)
def test_what_is_not_understood_is_named_by_its_cell(row: Cell, kind: str, cell: str) -> None:
    untouched = ["Plan", 3, "", "data", None]
    with pytest.raises(UsageError, match=cell):
        overrides_in([untouched, ["Plan", row, "100", "data", kind]])


def test_every_row_but_the_blank_ones_is_listed_with_its_text(book: Any) -> None:
    write(book, review(), [GRID])
    assert [(int(row[1]), row[2], row[3]) for row in rows(book)] == [
        (1, "Media plan", "metadata"),
        (2, "Net | Clicks", "header"),
        (4, "100 | 5", "data"),
    ]
    assert read(book.sheets[ROWS]) == ()


def test_what_was_said_comes_back(book: Any) -> None:
    write(book, review(RowOverride("Plan", 4, "total")), [GRID])
    assert read(book.sheets[ROWS]) == (RowOverride("Plan", 4, "total"),)


def test_a_sheet_whose_grid_is_not_known_is_listed_without_texts(book: Any) -> None:
    write(book, review(), [])
    assert [row[2] or "" for row in rows(book)] == ["", "", ""]


def test_a_long_sheet_lists_no_plain_lines_but_those_spoken_of(
    book: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MOST_ROWS > 100
    monkeypatch.setattr(review_rows, "MOST_ROWS", 3)
    long = SheetLayout("Plan", ("header", "data", "data", "total"), ())
    write(book, review(RowOverride("Plan", 3, "note"), layout=long), [])
    assert [int(row[1]) for row in rows(book)] == [1, 3, 4]


def test_an_empty_sheet_says_nothing(book: Any) -> None:
    assert read(book.sheets.add(ROWS)) == ()
