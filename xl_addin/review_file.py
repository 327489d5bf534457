"""Review workbooks as files: the Review sheets beside the plan's own, with no spreadsheet program running."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from worker.errors import FileProblem
from worker.shapes.accounts import Accounts
from worker.shapes.grid import Book, Cell, Grid
from worker.shapes.review import Review
from worker.shapes.template import Template
from xl_addin.engines.files.app import file_app
from xl_addin.pages import fates, review_questions, review_rows
from xl_addin.pages.page import ELSE, QUESTIONS, REVIEW, ROWS, has_opening
from xl_addin.pages.review import no_review, write_review
from xl_addin.pages.review_lines import FIRST, LAST, lines_in
from xl_addin.workbook_weight import is_light

if TYPE_CHECKING:
    import xlwings as xw

COPIED = frozenset({".xlsx", ".xlsm"})
UNCALCULATED = "a formula without a result"
"""What a cell says whose formula no program has calculated yet."""


def write(review: Review, plan: Path, book: Book, output: Path, accounts: Accounts | None = None) -> None:
    """Write *review* of *plan* to *output*; the plan itself is not touched. *accounts* are its books.

    Raises:
        FileProblem: *output* is no .xlsx, or can't be written.
    """
    if output.suffix.lower() != ".xlsx":
        raise FileProblem(f"A review is an .xlsx workbook, not {output.name}.", "Name it review.xlsx.")
    try:
        with file_app() as app:
            target = _copy_of(plan, app)
            if accounts is not None:
                fates.write(target, review.plan, accounts)
            write_review(target, review, book.sheets)
            target.save(str(output))
    except PermissionError as error:
        raise FileProblem(
            f"{output} can't be written.", "Close it in Excel, or choose another name."
        ) from error
    except OSError as error:
        raise FileProblem(
            f"{output} can't be written: {error.strerror}.", "Check the folder and the disk."
        ) from error
    finally:
        app.quit()


def read(book: Book, template: Template) -> Review:
    """The decisions in the review workbook *book*, which the guarded reader of plans has read.

    Raises:
        UsageError: it holds no review, or an entry that is not understood.
    """
    review = _page(book, REVIEW)
    if review is None:
        raise no_review(book.name)
    rows = tuple(line.row for line in lines_in(_cells(review, FIRST - 1, LAST), template))
    kinds = _page(book, ROWS)
    overrides = (
        () if kinds is None else review_rows.overrides_in(_cells(kinds, review_rows.FIRST, review_rows.LAST))
    )
    page = _page(book, QUESTIONS)
    answers = (
        {}
        if page is None
        else review_questions.answers_in(_cells(page, review_questions.FIRST, review_questions.ID))
    )
    return Review(book.name, template, rows, (), overrides, answers=answers)


def _page(book: Book, page: str) -> Grid | None:
    """Our sheet *page* of *book*; a planner's own sheet of that name is none."""
    by_name = {grid.sheet: grid for grid in book.sheets}
    grids = (by_name.get(name) for name in (page, page + ELSE))
    return next((grid for grid in grids if grid and has_opening(page, grid.at(1, 1))), None)


def _cells(grid: Grid, first: int, width: int) -> Iterator[list[Cell]]:
    """The rows of *grid* from *first* on, each of *width* cells; what has no value counts as the text that stands for it."""
    stand_ins = dict.fromkeys(grid.uncalculated, UNCALCULATED) | dict(grid.errors)
    for at, cells in enumerate(grid.cells[first - 1 :], first):
        row = [*cells[:width], *[None] * (width - len(cells))]
        yield [stand_ins.get((at, column), cell) for column, cell in enumerate(row, 1)] if stand_ins else row


def _copy_of(plan: Path, app: xw.App) -> xw.Book:
    """The plan's workbook to add sheets to; an empty one where the plan is of another kind or can't be copied."""
    if plan.suffix.lower() in COPIED and is_light(plan):
        try:
            return app.books.open(str(plan))
        except ValueError:
            pass  # it was readable for its values; its review needs no more
    duplicate = app.books.add()
    duplicate.sheets[0].name = "Plan"
    duplicate.sheets[0].range("A1").value = f"The plan itself: {plan.name}"
    return duplicate
