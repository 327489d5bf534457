"""What our sheets have in common: how they are told from the planner's, found, made anew and written.

A planner's own sheets are never written. A sheet is ours by what stands on it, not by its name alone: a planner's own sheet may be called 'Checks'.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Protocol

from worker.errors import UsageError
from worker.messages.language import in_any_language, tr
from worker.shapes.difference_sheets import DETAILS, DIFFERENCE, LINES
from xl_addin.looks import (
    BODY,
    HEADER,
    HINT,
    SHEET_FONT,
    TITLE,
    airy,
    heading,
    look,
    ornament,
    ruled,
    to_the_right,
    together,
)
from xl_addin.pages.lines import lines_of

if TYPE_CHECKING:
    from xlwings import Book, Name, Range, Sheet

    from worker.shapes.grid import Cell

START, QUESTIONS, REVIEW, ROWS, FIELDS = "Start", "Review questions", "Review", "Review rows", "Review fields"
SUMMARY, RAW_DATA, CHECKS = "Summary", "Raw data", "Checks"
REPORT, DOCTOR, ABOUT = "Memory report", "Doctor", "About"
FATES_PAGE = "Where numbers went"
PAGES = (
    START,
    QUESTIONS,
    REVIEW,
    ROWS,
    FIELDS,
    FATES_PAGE,
    SUMMARY,
    RAW_DATA,
    CHECKS,
    DIFFERENCE,
    LINES,
    DETAILS,
    REPORT,
    DOCTOR,
    ABOUT,
)
EXAMPLE = "Example plan"
"""The sheet of MediaMapper.xlsm that holds a small plan to play with; it is a plan's sheet, none of ours."""
ELSE = " (MediaMapper)"
"""Added to a name that a planner's own sheet has already."""
LINEAGE = ("source_sheet", "source_row", "source_column")
"""The last columns of raw data, which nothing else has."""
OPENINGS = {
    QUESTIONS: "Questions about {plan}",
    REVIEW: "Review of {plan}",
    ROWS: "What each row of the plan is",
    FIELDS: "Field",
    FATES_PAGE: "Where every number went: {plan}",
    SUMMARY: "Raw data in short: {plan}",
    CHECKS: "Checks of {plan}",
    DIFFERENCE: "What changed from {old} to {new}",
    LINES: "Lines that changed from {old} to {new}",
    DETAILS: "Details of what changed from {old} to {new}",
    REPORT: "What the memory holds",
    DOCTOR: "What the doctor found",
    ABOUT: "MediaMapper's sheets for {plan}",
}
"""What stands in A1 of each of our sheets, in the language of whoever had it written."""
LINE_HEIGHT, ROW_HEIGHT = 14, 20
"""Points of each further line of text, and of a row of one."""
NUMBER = "_)_)"
"""Behind a number format: the room of two brackets, so that numbers do not touch the text beside them."""
HEADINGS = 40
"""Columns of raw data's header that are looked at."""
LONGEST_TEXT = 32_767


def is_workbook_of_ours(book: Book) -> bool:
    """Whether *book* is MediaMapper.xlsm: its settings have names."""
    return "mm_client" in [name.name.casefold() for name in names_of(book)]


def names_of(book: Book) -> Sequence[Name]:
    """The book's defined names; none where the engine knows none."""
    with suppress(NotImplementedError, AttributeError):
        return [*iter(book.names)]  # a list would ask how many there are, and be told by another walk
    return ()


def is_ours(sheet: Sheet) -> bool:
    """Whether we wrote *sheet*, or it is one of MediaMapper.xlsm's own."""
    page = sheet.name.removesuffix(ELSE)
    if page not in PAGES:
        return False
    # The names come last: a host takes longer over them than over one row of cells.
    return (page != START and _is_written_by_us(sheet, page)) or is_workbook_of_ours(sheet.book)


def _is_written_by_us(sheet: Sheet, page: str) -> bool:
    if page == RAW_DATA:
        top = sheet.range((1, 1), (1, HEADINGS)).options(ndim=2).value[0]
        filled = [cell for cell in top if cell is not None]
        return tuple(filled[-3:]) == LINEAGE or len(filled) == HEADINGS
    return page in OPENINGS and has_opening(page, sheet.range((1, 1)).value)


def has_opening(page: str, cell: object) -> bool:
    """Whether *cell*, A1 of a sheet, says in any language that the sheet is our *page*."""
    return cell is not None and any(
        str(cell).startswith(opening.partition("{")[0]) for opening in in_any_language(OPENINGS[page])
    )


def plan_sheets(book: Book) -> list[Sheet]:
    """The sheets that a planner sees and that are not ours; MediaMapper.xlsm's example only while no other is there."""
    own = [sheet for sheet in book.sheets if sheet.visible and not is_ours(sheet)]
    others = [sheet for sheet in own if sheet.name != EXAMPLE]
    return others if others and len(others) < len(own) and is_workbook_of_ours(book) else own


def find(book: Book, page: str) -> Sheet | None:
    """Our sheet *page* in *book*, if it is there."""
    for name in (page, page + ELSE):
        sheet = None
        with suppress(
            Exception
        ):  # each host has an error of its own for a name that it has not, some only when asked
            named = book.sheets[name]
            sheet = named if named.name == name else None  # hosts ignore case
        if sheet is not None and is_ours(sheet):
            return sheet
    return None


def fresh(book: Book, page: str, *, first: bool = False) -> Sheet:
    """An empty sheet for *page*: in the place of the older one, else as the first or last of the book.

    Raises:
        UsageError: the book takes no new sheet.
    """
    check_open(book)
    old = find(book, page)
    names = {sheet.name.casefold() for sheet in book.sheets}
    name = old.name if old else page if page.casefold() not in names else page + ELSE
    try:
        if old is not None:
            old.name = f"{page[:20]} (old)"
            added = book.sheets.add(name, before=old)
            old.delete()
            return added
        beside = {"before": book.sheets[0]} if first else {"after": book.sheets[-1]}
        return book.sheets.add(name, **beside)
    except (NotImplementedError, UsageError):
        raise
    except Exception as error:  # each host has its own: COM, UNO and appscript errors have no base in common
        raise UsageError(
            f"{book.name} takes no new sheet ({type(error).__name__}).",
            "Leave the cell you are editing, unprotect the workbook's structure, and click again.",
        ) from error


def check_open(book: Book) -> None:
    """Raises UsageError where the structure of *book* is protected."""
    if _structure_is_protected(book.api):
        raise UsageError(
            f"The structure of {book.name} is protected, so no sheet can be added.",
            "Unprotect it (Review > Protect Workbook), or copy the plan into MediaMapper.xlsm.",
            code="protected",
        )


def _structure_is_protected(api: object) -> bool:
    """Excel says it by a property, LibreOffice by a method, a file in its security part."""
    with suppress(Exception):  # whatever a host answers that has no such question
        if hasattr(api, "isProtected"):
            return bool(api.isProtected())
        if (security := getattr(api, "security", None)) is not None:
            return bool(security.lockStructure)
        return getattr(api, "ProtectStructure", False) is True
    return False


def text(block: Range, rows: Sequence[Sequence[object]]) -> None:
    """Write text that stays text: a format of '@' before the value keeps '=...' from becoming a formula."""
    with together(block):
        block.number_format = "@"
        block.value = [[cut(cell) for cell in row] for row in rows]


def block_of(sheet: Sheet, first: int, width: int) -> list[list[Cell]]:
    """The cells from row *first* to the last in use."""
    last = sheet.used_range.last_cell.row
    if last < first:
        return []
    block: list[list[Cell]] = sheet.range((first, 1), (last, width)).options(ndim=2).value
    return block


def cut(cell: object) -> object:
    """A text that a cell can hold."""
    return f"{cell[: LONGEST_TEXT - 2]} …" if isinstance(cell, str) and len(cell) > LONGEST_TEXT else cell


def title(sheet: Sheet, words: str, *hints: str) -> None:
    """The sheet's title in A1, and what to know of it below, given in English."""
    sheet.show_gridlines = False
    cell = sheet.range((1, 1))
    block = sheet.range((1, 1), (1 + len(hints), 1))
    with together(block):
        text(block, [[tr(line)] for line in (words, *hints)])
        look(block, HINT)
        look(cell, TITLE)
        cell.row_height = 30
        cell.vertical_alignment = "center"
    airy(block)


def table_head(sheet: Sheet, row: int, names: Sequence[str], formats: Sequence[str] = ()) -> None:
    """A header row, its names given in English; those above numbers stand to the right, as the numbers do."""
    block = sheet.range((row, 1), (row, len(names)))
    text(block, [[tr(name) for name in names]])
    heading(block, HEADER)
    for at, code in enumerate(formats, 1):
        if code != "@":
            sheet.range((row, at)).horizontal_alignment = "right"


def widths(sheet: Sheet, counts: Sequence[float]) -> None:
    """Column widths from A on."""
    with together(sheet.range((1, 1))):
        for at, wide in enumerate(counts, 1):
            sheet.range((1, at)).column_width = wide


def body(sheet: Sheet, first: int, rows: Sequence[Sequence[object]], formats: Sequence[str]) -> Range:
    """Write *rows* as one block, a number format a column."""
    block = sheet.range((first, 1), (first + len(rows) - 1, len(formats)))
    with together(block):
        for at, code in enumerate(formats, 1):
            sheet.range((first, at), (first + len(rows) - 1, at)).number_format = code
        block.value = [[cut(cell) for cell in row] for row in rows]
    dress(block, formats)
    return block


def dress(block: Range, formats: Sequence[str]) -> None:
    """A table's rows: fine lines between them, texts to the left, numbers to the right."""
    look(block, BODY)
    airy(block)
    rows = block.shape[0]
    for at, code in enumerate(formats):
        if code != "@":
            to_the_right(block[0:rows, at])
    ruled(block)
    block.row_height = ROW_HEIGHT


def heights(
    sheet: Sheet,
    first: int,
    rows: Sequence[Sequence[object]],
    widths: Sequence[float],
    wrapped: Sequence[int],
) -> None:
    """Rows as high as their wrapped columns (from 0) need; a file's rows do not grow by themselves."""
    lines = [max(lines_of(str(row[at] or ""), widths[at]) for at in wrapped) for row in rows]
    at = first
    with together(sheet.range((first, 1))):
        for count, group in groupby(lines):
            until = at + sum(1 for _ in group) - 1
            if count > 1:
                sheet.range((at, 1), (until, 1)).row_height = ROW_HEIGHT + LINE_HEIGHT * (count - 1)
            at = until + 1


def filtered(block: Range) -> None:
    """Arrows on the first row of *block* that filter the others; a program that can't shows none."""
    with ornament():  # macOS' Excel has no such method
        show = getattr(block.impl, "show_filter", None)
        if show is not None:
            show()
        else:
            block.api.AutoFilter(1)


def show(sheet: Sheet) -> None:
    """Bring *sheet* and its workbook to the front of their program.

    Not by xlwings' own `activate` and `select`: they fail where a second Excel, or none, is in front on the screen.
    """
    sheet.book.impl.activate()
    sheet.impl.activate()


def freeze(sheet: Sheet, rows: int, columns: int = 0) -> None:
    """Keep the first rows and columns of *sheet* in view; a program that can't lets them scroll."""
    try:
        sheet.freeze_panes.freeze_at(sheet.range((1, 1), (rows, columns)) if columns else f"1:{rows}")
    except NotImplementedError:  # in xlwings' engines for Excel, whose window freezes what it shows
        with suppress(AttributeError):  # macOS' Excel has no such objects
            sheet.api.Activate()
            _freeze_in_window(sheet.api.Parent.Windows(1), rows, columns)


class _Window(Protocol):
    """What is used of a window in Excel's own object model."""

    FreezePanes: bool
    ScrollRow: int
    ScrollColumn: int
    SplitRow: int
    SplitColumn: int


def _freeze_in_window(window: _Window, rows: int, columns: int) -> None:
    window.FreezePanes = False
    window.ScrollRow, window.ScrollColumn = 1, 1
    window.SplitRow, window.SplitColumn = rows, columns
    window.FreezePanes = True


def font(sheet: Sheet, rows: int, columns: int) -> None:
    """One font everywhere."""
    sheet.range((1, 1), (max(rows, 1), columns)).font.name = SHEET_FONT


@dataclass(frozen=True, slots=True)
class PlanPlace:
    """Where the plan of a workbook with our sheets is, for links to its cells."""

    file: str = ""
    """The file beside the workbook that holds the plan; empty: the workbook itself."""
    sheets: frozenset[str] = frozenset()
    """The plan's sheets in the workbook itself."""

    @classmethod
    def of(cls, book: Book) -> PlanPlace:
        """The plan that our sheets in *book* are about."""
        if plan := plan_name(book):
            return cls(plan)
        return cls("", frozenset(sheet.name for sheet in book.sheets if not is_ours(sheet)))

    def has(self, sheet: str | None) -> bool:
        """Whether a link can lead to *sheet*."""
        return bool(sheet) and (bool(self.file) or sheet in self.sheets)


def plan_name(book: Book) -> str:
    """The name of the plan's workbook, where *book* stands beside it and holds our sheets alone; else ''."""
    about = find(book, ABOUT)
    cell = "" if about is None else str(about.range((1, 1)).value)
    openings = (opening.partition("{")[0] for opening in in_any_language(OPENINGS[ABOUT]))
    return next((cell.removeprefix(opening) for opening in openings if cell.startswith(opening)), "")


def link(cell: Range, plan: PlanPlace, sheet: str, place: str, text: str) -> None:
    """A link to a cell of the plan."""
    name = sheet.replace("'", "''")
    cell.add_hyperlink(f"{plan.file}#'{name}'!{place}", text, tr("Go there"))
