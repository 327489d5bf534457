"""Sheets understood: hidden ones, books without a table, and when the model is asked."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from worker.errors import LayoutError
from worker.plans import layout
from worker.progress import silent
from worker.shapes.answers import NO_ANSWERS
from worker.shapes.finding import Finding
from worker.shapes.grid import Book, Cell, Grid
from worker.shapes.layout import SheetLayout
from worker.shapes.review import RowOverride
from worker.verbs.understanding import check_tables, hidden_sheets, understand

ROWS: list[list[Cell]] = [["Publisher", "Net cost"], ["Alpha News", 100.5], ["Beta Radio", 200]]
REPORT: list[Cell] = ["Campaign", "Starts", "Ends", "Reach", "Impressions", "Amount spent (USD)"]
WORDS: list[list[Cell]] = [["Hello"], ["World"]]


def book(*sheets: Grid) -> Book:
    return Book("plan.xlsx", sheets)


def layouts(plan: Book) -> list[SheetLayout]:
    return [layout.understand(grid) for grid in plan.sheets]


def test_a_book_with_a_table_passes() -> None:
    plan = book(Grid("Cover", WORDS), Grid("Plan", ROWS))
    assert check_tables(plan, layouts(plan)) == ()


def test_a_header_without_a_line_has_nothing_to_export() -> None:
    plan = book(Grid("Report", [REPORT, ["No data available."]]))
    (finding,) = check_tables(plan, [SheetLayout("Report", ("header", "section"))])
    assert (finding.code, finding.severity, finding.cell) == ("header-alone", "error", "1:1")


def test_what_was_seen_is_named() -> None:
    days: list[list[Cell]] = [["Monday", "Friday"], ["A post about spring", "A film about spring"], [None, 3]]
    plan = book(Grid("June", [*WORDS, []]), Grid("July", [["Hello"], ["Again"]]))
    with pytest.raises(LayoutError, match="On 'June', A1:A2 holds 2 texts and 0 numbers or days"):
        check_tables(plan, [SheetLayout(grid.sheet, ()) for grid in plan.sheets])
    with pytest.raises(LayoutError, match="On 'June', A1:B3 holds 4 texts and 1 numbers or days"):
        check_tables(book(Grid("June", days)), [SheetLayout("June", ())])


@pytest.mark.parametrize(
    ("cells", "sentence"), [([], "is empty"), ([[None, None]], "is empty"), (WORDS, "No table")]
)
def test_a_book_without_one_is_refused(cells: list[list[Cell]], sentence: str) -> None:
    plan = book(Grid("Plan", cells))
    with pytest.raises(LayoutError, match=sentence) as refusal:
        check_tables(plan, layouts(plan))
    assert refusal.value.next_step


@pytest.mark.parametrize(
    ("sheets", "hidden"),
    [
        ([Grid("Plan", ROWS)], set()),
        ([Grid("Old", ROWS, hidden=True)], set()),
        ([Grid("Cover", WORDS), Grid("Old", ROWS, hidden=True)], set()),
        ([Grid("Plan", ROWS), Grid("Old", ROWS, hidden=True)], {"Old"}),
    ],
    ids=["none", "all there is", "the only table", "beside another"],
)
def test_hidden_sheets(sheets: list[Grid], hidden: set[str]) -> None:
    plan = book(*sheets)
    assert hidden_sheets(plan, layouts(plan)) == hidden


@pytest.mark.parametrize(("overrides", "calls"), [((), 1), ((RowOverride("Plan", 1, "header"),), 0)])
def test_the_model_is_asked_where_no_planner_named_rows(
    overrides: tuple[RowOverride, ...], calls: int
) -> None:
    books: list[str] = []

    def ask(plan: Book, by_rules: Sequence[SheetLayout]) -> tuple[Sequence[SheetLayout], Sequence[Finding]]:
        books.append(plan.name)
        return by_rules, ()

    understanding = understand(book(Grid("Plan", ROWS)), overrides, lambda _: NO_ANSWERS, ask, silent)
    assert (len(understanding.layouts), len(books)) == (1, calls)
