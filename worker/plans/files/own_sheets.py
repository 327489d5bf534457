"""Our own sheets in a file: a plan that was saved with its review must not have the review mapped as well.

A sheet is ours by its name together with what stands at its top; a planner's own sheet may be called 'Checks'.
The add-in tells its sheets by the same marks (`xl_addin.pages.page`), in a program that is running.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from worker.findings.files import OWN_SHEETS
from worker.messages.language import in_any_language
from worker.shapes.difference_sheets import DETAILS, DIFFERENCE, LINES
from worker.shapes.grid import Book, Grid
from worker.shapes.raw_data import LINEAGE

ELSE = " (MediaMapper)"
"""Added to a name that a planner's own sheet had already."""
START, RAW_DATA = "Start", "Raw data"
OPENINGS = {
    "Review questions": "Questions about {plan}",
    "Review": "Review of {plan}",
    "Review rows": "What each row of the plan is",
    "Review fields": "Field",
    "Where numbers went": "Where every number went: {plan}",
    "Summary": "Raw data in short: {plan}",
    "Checks": "Checks of {plan}",
    DIFFERENCE: "What changed from {old} to {new}",
    LINES: "Lines that changed from {old} to {new}",
    DETAILS: "Details of what changed from {old} to {new}",
    "Memory report": "What the memory holds",
    "Doctor": "What the doctor found",
    "About": "MediaMapper's sheets for {plan}",
}
"""What stands in A1, in the language of whoever had the sheet written."""
PAGES = (START, RAW_DATA, *OPENINGS)
OUR_TITLE = "MediaMapper"
"""In B1 of Start, which only our own workbook has; its other pages have their names there."""


def without_ours(book: Book) -> Book:
    """*book* without our sheets, with a note that says so; as it is where nothing else would be left."""
    ours_is = any(grid.sheet == START and _has_title(grid, OUR_TITLE) for grid in book.sheets)
    ours = [grid.sheet for grid in book.sheets if _is_ours(grid, workbook=ours_is)]
    if not ours or len(ours) == len(book.sheets):
        return book
    named = ", ".join(f"'{name}'" for name in ours)
    note = OWN_SHEETS.at(them="it" if len(ours) == 1 else "them", sheets=named)
    return replace(without(book, ours), findings=(*book.findings, note))


def without(book: Book, names: Collection[str]) -> Book:
    """*book* without the sheets *names*; what it does not have is not missed."""
    if not names:
        return book
    return replace(book, sheets=tuple(grid for grid in book.sheets if grid.sheet not in names))


def _is_ours(grid: Grid, *, workbook: bool) -> bool:
    page = grid.sheet.removesuffix(ELSE)
    if page not in PAGES:
        return False
    if workbook and _has_title(grid, OUR_TITLE if page == START else page):
        return True
    if page == RAW_DATA:
        return (
            tuple(cell for cell in (grid.cells[0] if grid.cells else ()) if cell is not None)[-3:] == LINEAGE
        )
    return page in OPENINGS and _has_opening(grid, OPENINGS[page])


def _has_opening(grid: Grid, opening: str) -> bool:
    cell = grid.at(1, 1)
    return cell is not None and any(
        str(cell).startswith(text.partition("{")[0]) for text in in_any_language(opening)
    )


def _has_title(grid: Grid, title: str) -> bool:
    """As the pages of our own workbook are that nothing was written to yet."""
    return grid.at(1, 1) is None and grid.at(1, 2) == title
