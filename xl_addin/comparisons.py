"""Compare with...: the plan in front against another version of it; what changed becomes sheets beside the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from worker.errors import UsageError
from worker.shapes.difference import Difference
from worker.shapes.difference_sheets import DETAILS, DIFFERENCE, LINES
from worker.shapes.json import Json
from xl_addin import jobs, plan_grids, reviews
from xl_addin.client import Client
from xl_addin.desk import Desk, Front, desk, read_plan, whole
from xl_addin.exports import body_of
from xl_addin.pages import difference as pages
from xl_addin.pages import page, review_lines
from xl_addin.pages.page import REVIEW
from xl_addin.pages.review_lines import Line
from xl_addin.reviews import TypedDecisions
from xl_addin.sheet_contents import Restore, SheetContent, all_restored

if TYPE_CHECKING:
    from xlwings import Book

CHOOSE = "Click Compare with..., and choose an open workbook or a file."
WRITERS = ((DIFFERENCE, pages.write_sums), (LINES, pages.write_lines), (DETAILS, pages.write_details))


@dataclass(slots=True)
class Comparisons:
    """The differences that this process has written, by workbook."""

    differences: dict[str, Difference] = field(default_factory=dict)

    def run(self, plan: Desk, client: Client, typed: TypedDecisions, other: str) -> tuple[Difference, bool]:
        """Write what changed from *other*, an open workbook or a file, to the plan in front.

        *typed* is the plan's Review sheet as memory knows it. Returns also whether neither needs a person.

        Raises:
            UsageError: *other* is none, or the plan itself.
        """
        old = _old_version(plan, client, other)
        new = body_of(plan, read_plan(plan), typed.lines)
        answer = jobs.run(plan.app, client, "diff", {"old": old, "new": new}, plan.settings.user)
        plan = plan.with_place()
        difference = pages.of_answer(answer)
        sheets = [SheetContent(name, self.differences, difference, write) for name, write in WRITERS]
        restore = all_restored([sheet.restorer(plan) for sheet in sheets])
        with whole(plan.app, lambda: restore(plan.ours)):
            for sheet in sheets:
                sheet.put(plan)
            place = page.find(plan.ours, DIFFERENCE)
            if place is not None:
                page.show(place)
        return difference, bool(answer["settled"])

    def taken_out(self, plan: Desk) -> Restore:
        """What writes the sheets again that this process wrote; for whoever takes them out now."""
        key = plan.key
        difference = self.differences.pop(key, None)

        def restore(book: Book) -> None:
            if difference is not None:
                for _, write in WRITERS:
                    write(book, difference)
                self.differences[key] = difference

        return restore


def _old_version(plan: Desk, client: Client, other: str) -> Json:
    """The other version as it is sent: a workbook that is open as it stands there, with what was decided for it."""
    if not other:
        raise UsageError("No other version was chosen.", CHOOSE)
    book = _open_book(plan, other)
    if book is None:
        path = Path(other)
        if not path.is_absolute():
            raise UsageError(f"{other} is not open any more.", CHOOSE)
        body: Json = {"path": other, "name": path.name, "scope": asdict(plan.settings.scope)}
        if plan.settings.ask_model is not None:
            body["llm"] = plan.settings.ask_model
        return body
    there = desk(Front(plan.app, book))
    if _place(there.book) == _place(plan.book):
        raise UsageError(f"{plan.book.name} is the plan in front itself.", CHOOSE)
    return body_of(there, read_plan(there), _lines(there, client))


def _open_book(plan: Desk, other: str) -> Book | None:
    """The open workbook of that path, else of that name."""
    books = list(plan.app.books)
    by_path = [book for book in books if _place(book) == other.casefold()]
    return next(iter(by_path or [book for book in books if book.name.casefold() == other.casefold()]), None)


def _place(book: Book) -> str:
    return plan_grids.path_of(book).casefold()


def _lines(there: Desk, client: Client) -> Sequence[Line]:
    """Its Review sheet, which stays as it is."""
    sheet = page.find(there.ours, REVIEW)
    return () if sheet is None else review_lines.read_lines(sheet, reviews.template(client))
