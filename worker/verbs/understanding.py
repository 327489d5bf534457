"""What the sheets of a book are: their layouts, the questions that these raise, and the answers at hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from worker.errors import LayoutError
from worker.findings.layout import HEADER_ALONE, YEAR_OF_WORKBOOK
from worker.plans import layout
from worker.plans.periods import date_questions, workbook_year
from worker.plans.versions import versions
from worker.progress import Progress
from worker.shapes.answers import Answers
from worker.shapes.finding import Finding
from worker.shapes.grid import Book, Cell, Grid, column_letter
from worker.shapes.layout import SheetLayout
from worker.shapes.question import Question
from worker.shapes.review import RowOverride

AnswersOf = Callable[[Sequence[SheetLayout]], Answers]
"""The answers to the questions of these sheets; whom a sheet is for stands in its brief."""
ModelLayouts = Callable[[Book, Sequence[SheetLayout]], tuple[Sequence[SheetLayout], Sequence[Finding]]]
"""The layouts once more, sheets with an unclear header as the model has them, and why it did not answer."""


class Understanding(NamedTuple):
    """What the sheets of a book are."""

    layouts: tuple[SheetLayout, ...]
    questions: tuple[Question, ...]
    answers: Answers
    notes: Sequence[Finding]
    """Why the model did not answer, and the year that other sheets gave."""


def understand(
    book: Book,
    overrides: Sequence[RowOverride],
    answers: AnswersOf,
    ask_model: ModelLayouts | None,
    progress: Progress,
) -> Understanding:
    """The layouts, with versions marked and periods dated as *answers* have it, and the questions that these raise.

    *overrides* are a planner's word on rows; where there is any, the model is not asked.
    """
    by_rules = []
    for done, grid in enumerate(book.sheets):
        progress(f"Understanding sheet {done + 1} of {len(book.sheets)}", done, len(book.sheets))
        by_rules.append(layout.understand(grid, overrides=overrides))
    layouts, notes = ask_model(book, by_rules) if ask_model and not overrides else (by_rules, ())
    recipes = answers(layouts)
    marked = versions.mark_versions(layouts, book.sheets, recipes)
    by_others = workbook_year.with_workbook_year(marked.layouts, book.sheets)
    if by_others.sheets:
        named = ", ".join(f"'{sheet}'" for sheet in by_others.sheets)
        notes = (*notes, YEAR_OF_WORKBOOK.at(by_others.sheets[0], sheets=named, year=by_others.year))
    dated = date_questions.date_periods(by_others.layouts, book.sheets, recipes)
    return Understanding(dated.layouts, (*marked.questions, *dated.questions), recipes, notes)


def check_tables(book: Book, layouts: Sequence[SheetLayout]) -> tuple[Finding, ...]:
    """What is said of a book whose only table is a header without a line below it; stop where no sheet holds even that.

    Raises:
        LayoutError: with what was seen and what to look at.
    """
    if any(sheet.tables for sheet in layouts):
        return ()
    alone = [(sheet.sheet, row) for sheet in layouts if (row := _header_alone(sheet))]
    if alone:
        return tuple(HEADER_ALONE.at(name, f"{row}:{row}", row=row) for name, row in alone)
    cells = [(grid.sheet, *cell) for grid in book.sheets for cell in _filled_cells(grid)]
    if not cells:
        raise LayoutError(
            f"{book.name} is empty.", "Check that it is the right file and was saved with its data."
        )
    sheet = Counter(name for name, *_ in cells).most_common(1)[0][0]
    rows, columns, values = zip(*(cell for name, *cell in cells if name == sheet), strict=True)
    area = f"{column_letter(min(columns))}{min(rows)}:{column_letter(max(columns))}{max(rows)}"
    texts = sum(isinstance(value, str) for value in values)
    raise LayoutError(
        f"No table was found in {book.name}: no row looks like a header with lines below it. On {sheet!r}, {area} holds "
        f"{texts:,} texts and {len(values) - texts:,} numbers or days.",
        "Look at the sheet; if there is one, name its header row: --row 5=header.",
    )


def _header_alone(sheet: SheetLayout) -> int | None:
    """The row of the only header, where nothing stands below it but words: 'No data available.'"""
    if sheet.row_kinds.count("header") != 1:
        return None
    row = sheet.row_kinds.index("header") + 1
    return row if all(kind in ("blank", "section", "note") for kind in sheet.row_kinds[row:]) else None


def _filled_cells(grid: Grid) -> Iterator[tuple[int, int, Cell]]:
    """Row, column and value of each cell that is not blank."""
    for row, values in enumerate(grid.cells, 1):
        yield from ((row, column, value) for column, value in enumerate(values, 1) if value not in (None, ""))


def hidden_sheets(book: Book, layouts: Sequence[SheetLayout]) -> frozenset[str]:
    """Hidden sheets, unless nothing else has a table: then they were asked for, or are all there is."""
    hidden = frozenset(grid.sheet for grid in book.sheets if grid.hidden)
    seen = any(layout.tables for layout in layouts if layout.sheet not in hidden)
    return hidden if seen else frozenset()
