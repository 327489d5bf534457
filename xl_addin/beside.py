"""The workbook beside a plan that holds our sheets, for planners who want none of them in the plan itself.

Its sheet About names the plan. It is saved once, when it is made, and never over a file that is there.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from worker.errors import UsageError
from xl_addin import plan_grids
from xl_addin.pages import page
from xl_addin.pages.page import ABOUT, ELSE, OPENINGS

if TYPE_CHECKING:
    from xlwings import App, Book

HINT = (
    "Its columns are reviewed here, and its raw data and checks stand here; the plan itself is not changed."
)


def plan_of(app: App, book: Book) -> Book:
    """The plan that *book* is about, opened where it is not open; *book* itself where it holds more than our sheets.

    Raises:
        UsageError: the plan is not beside *book* any more.
    """
    name = page.plan_name(book)
    if not name:
        return book
    plan = next((each for each in app.books if each.name == name), None)
    if plan is not None:
        return plan
    path = _folder(book)
    if path is None or not (path / name).is_file():
        raise UsageError(
            f"{name}, which {book.name} belongs to, is not open.",
            "Open it; or put both into one folder again.",
        )
    return app.books.open(str(path / name))


def find(app: App, plan: Book) -> Book | None:
    """The workbook of *plan*'s sheets, opened where it is not open; None where there is none."""
    book = next((each for each in app.books if page.plan_name(each) == plan.name), None)
    if book is not None:
        return book
    path = _place(plan)
    if path is None or not path.is_file():
        return None
    opened = app.books.open(str(path))
    return opened if page.plan_name(opened) == plan.name else None


def make(app: App, plan: Book) -> Book:
    """A workbook for *plan*'s sheets; saved beside it where the plan has a place and no file is in the way."""
    book = app.books.add()
    first, *others = book.sheets
    for sheet in others:
        sheet.delete()
    first.name = ABOUT
    page.title(first, OPENINGS[ABOUT].format(plan=plan.name), HINT)
    page.widths(first, (90,))
    path = _place(plan)
    if path is not None and not path.exists():
        # A folder that takes no file: the workbook stays unsaved, and the planner saves it where she likes.
        with suppress(Exception):  # each host has an error of its own for that
            book.save(str(path))
    return book


def _place(plan: Book) -> Path | None:
    folder = _folder(plan)
    return None if folder is None else folder / f"{Path(plan.name).stem}{ELSE}.xlsx"


def _folder(book: Book) -> Path | None:
    """The folder of *book* on this machine; None where it was never saved, or comes from the web."""
    path = Path(plan_grids.path_of(book))
    return path.parent if path.is_absolute() and path.parent.is_dir() else None
