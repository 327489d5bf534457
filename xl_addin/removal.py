"""All of ours taken out of a plan, before it goes to somebody: our sheets, and our formulas, whose answers stay."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from worker.errors import UsageError
from xl_addin import own_formulas
from xl_addin.comparisons import Comparisons
from xl_addin.desk import Desk, whole
from xl_addin.exports import Exports
from xl_addin.pages import page
from xl_addin.pages.review_lines import Line
from xl_addin.reviews import Reviews

if TYPE_CHECKING:
    from xlwings import Book


def remove(
    desk: Desk, reviews: Reviews, exports: Exports, comparisons: Comparisons, lines: Sequence[Line]
) -> tuple[list[str], Callable[[Book], None]]:
    """Take them out of the plan's workbook; *lines* are the Review sheet as memory knows it.

    Returns what went, and what writes the sheets again that this process wrote, and all formulas. Sheets of an earlier
    day come back by the buttons that write them.

    Raises:
        UsageError: there is nothing of ours, or nothing else.
    """
    book = desk.book
    ours = [sheet for sheet in book.sheets if page.is_ours(sheet)]
    names = [sheet.name for sheet in ours]
    if page.is_workbook_of_ours(book):
        raise UsageError(
            f"The sheets of {book.name} are its own.", "Bring the plan to the front, and click again."
        )
    if len(names) == len(book.sheets):
        raise UsageError(f"{book.name} holds nothing but our sheets.", "Close it, and delete the file.")
    restores = [exports.taken_out(desk), comparisons.taken_out(desk)]
    if desk.ours is book:
        restores.append(reviews.restorer(desk, lines))
        reviews.written_reviews.pop(desk.key, None)

    def restore(there: Book) -> None:
        for each in restores:
            each(there)

    with whole(desk.app, lambda: restore(book)):
        for sheet in ours:
            sheet.delete()
        if desk.app.engine.name != own_formulas.FILES:  # which calculates nothing
            count, write_formulas = own_formulas.keep_values(book)
            restores.append(write_formulas)
            if count:
                names.append(f"{count} {'formula, now a value' if count == 1 else 'formulas, now values'}")
    if not names:
        raise UsageError(f"{book.name} has no sheet and no formula of ours.", "There is nothing to remove.")
    return names, restore
