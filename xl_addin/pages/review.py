"""The Review sheet: one row a source column, with the proposed field and room for a decision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

from worker.errors import UsageError
from worker.messages.language import tr
from worker.shapes.grid import Grid, column_letter
from worker.shapes.review import Place, Review, ReviewRow, RowOverride
from worker.shapes.template import Template
from xl_addin.looks import (
    BAR,
    DECIDED,
    DOUBT,
    HEADER,
    LINK,
    SHEET_FONT,
    WARNING,
    coloured_where,
    heading,
    look,
    ornament,
    together,
)
from xl_addin.pages import page, review_fields, review_questions, review_rows
from xl_addin.pages.page import FIELDS, QUESTIONS, REVIEW, ROWS, PlanPlace
from xl_addin.pages.review_lines import (
    COLUMN,
    COLUMNS,
    CONFIDENCE,
    DECISION,
    FIELD,
    FIRST,
    FROM,
    HIDDEN,
    LAST,
    PERIODS,
    SAMPLE,
    SOURCE,
    TABLE,
    VERDICTS,
    WHERE,
    WHY,
    WIDTH,
    Line,
    memo,
    order_of,
    read_lines,
)

if TYPE_CHECKING:
    from xlwings import Book, Range, Sheet

SHEETS = (QUESTIONS, REVIEW, ROWS, FIELDS)
"""The sheets of a review, as they stand."""
HEAD_HEIGHT = 32
"""Points of the table's head: a name of two words has two lines."""


T = TypeVar("T")


# ---------------------------------------------------------------- writing


def write_review(
    book: Book, review: Review, grids: Sequence[Grid] = (), previous: Mapping[Place, str] | None = None
) -> None:
    """Put the Review sheets in front of *book*'s own, replacing older ones.

    *grids* give the rows' texts; *previous* says which decisions memory has already.
    """
    plan = PlanPlace.of(book)
    for name in SHEETS:
        if (old := page.find(book, name)) is not None and len(book.sheets) > 1:
            old.delete()
    fields = review_fields.write(book, review.template)
    review_rows.write(book, review, grids)
    sheet = _write_columns(book, review, fields, plan, previous or {})
    questions = review_questions.write(book, review.plan, review.questions)
    is_asked = questions is not None and any(question.is_open for question in review.questions)
    page.show(questions if questions is not None and is_asked else sheet)


def remove(book: Book) -> None:
    """Take the Review sheets out of *book*."""
    for name in SHEETS:
        if (old := page.find(book, name)) is not None:
            old.delete()


def _write_columns(
    book: Book, review: Review, fields: Range, plan: PlanPlace, previous: Mapping[Place, str]
) -> Sheet:
    sheet = page.fresh(book, REVIEW, first=True)
    last = FIRST + len(review.rows) - 1
    page.title(sheet, f"Review of {review.plan}", _asks(review.rows), HOW)
    header = [[tr(name) for name, _ in COLUMNS] + list(HIDDEN)]
    page.text(sheet.range((FIRST - 1, 1), (FIRST - 1, LAST)), header)
    _dress(sheet, max(last, FIRST))
    if not review.rows:
        return sheet
    body = sheet.range((FIRST, 1), (last, LAST))
    confidence = sheet.range((FIRST, CONFIDENCE), (last, CONFIDENCE))
    names = review_fields.titles(review.template)
    rows = [_cells(row, names, previous.get((row.sheet, row.table, row.column), "")) for row in review.rows]
    with together(body):
        body.number_format = "@"
        confidence.number_format = "0%"
        body.value = rows
    _dress_rows(sheet, last)
    with ornament():
        confidence.conditional_formats.add_data_bar(BAR, minimum=0, maximum=1)
    sheet.range((FIRST, FIELD), (last, FIELD)).data_validation.set_list(fields)
    decision = sheet.range((FIRST, DECISION), (last, DECISION))
    decision.data_validation.set_list([tr(verdict) for verdict in VERDICTS])
    page.heights(sheet, FIRST, rows, [wide for _, wide in COLUMNS], [at - 1 for at in WRAPPED])
    _mark(sheet, review.rows)
    _link(sheet, review, plan)
    _warn_of_doubles(sheet, fields, last)
    _note_codes(sheet, review)
    page.filtered(sheet.range((FIRST - 1, 1), (last, WIDTH)))
    return sheet


def _warn_of_doubles(sheet: Sheet, fields: Range, last: int) -> None:
    """Red where a field that can be there once is picked for a second column of a table; period columns stand apart."""
    picked = sheet.range((FIRST, FIELD), (last, FIELD))
    table = [sheet.range((FIRST, WIDTH + at), (last, WIDTH + at)) for at in TABLE]
    formula = review_fields.picked_twice(fields, picked, table)
    coloured_where(picked, formula, WARNING, scratch=sheet.range((1, LAST)))


def _note_codes(sheet: Sheet, review: Review) -> None:
    """A note on each proposed field with its code and meaning."""
    fields = {field.name: field for field in review.template.fields}
    with ornament(), together(sheet.range((FIRST, FIELD))):
        for at, row in enumerate(review.rows[:MOST_NOTES], FIRST):
            if row.field in fields:
                words = f"{row.field}. {fields[row.field].description}".strip()
                sheet.range((at, FIELD)).add_note(words)


WRAPPED, CENTRED = (SOURCE, WHERE, SAMPLE, WHY, WHY + 1, WHY + 2), (CONFIDENCE, FROM)
HOW = (
    "Confirm or reject in the first column, or pick another field; empty the field if the column has no target. "
    "A field in red stands in its table twice, and one column alone can be exported as it."
)
MOST_NOTES = 400
"""A note is a call of its own; the rows behind so many have none."""


def _asks(rows: Sequence[ReviewRow]) -> str:
    doubts = sum(row.in_doubt and not row.decision for row in rows)
    if not doubts:
        return f"All {len(rows)} columns are sure."
    if doubts == 1:
        return f"1 of {len(rows)} columns needs you. It comes first, in yellow."
    return f"{doubts} of {len(rows)} columns need you. They come first, in yellow."


def _runs(values: Sequence[T]) -> Iterable[tuple[T, int, int]]:
    """Equal neighbours as (value, first row, last row): one call a run instead of one a row."""
    at = FIRST
    for value, group in groupby(values):
        count = sum(1 for _ in group)
        yield value, at, at + count - 1
        at += count


def _cells(row: ReviewRow, names: Mapping[str, str], previous: str = "") -> list[object]:
    alternatives = [*(names.get(name, name) for name in row.alternatives), "", ""][:2]
    final_field = row.final_field  # a rejected column has no field
    samples = [
        tr(row.decision or ""),
        row.header,
        f"{row.sheet}!{column_letter(row.column)}",
        names.get(final_field, final_field) if final_field else "",
        row.sample,
        row.confidence if final_field else None,
        tr(row.origin),
        tr(row.reason),
        *alternatives,
    ]
    hidden = [
        row.field or "",
        row.sheet,
        str(row.table),
        str(row.column),
        PERIODS if row.periods else COLUMN,
        "doubt" if row.in_doubt else "",
        previous,
    ]
    return [page.cut(cell) for cell in (*samples, *hidden)]


def _dress(sheet: Sheet, last: int) -> None:
    sheet.range((1, 1), (last, LAST)).font.name = SHEET_FONT
    head = sheet.range((FIRST - 1, 1), (FIRST - 1, WIDTH))
    heading(head, HEADER)
    head.wrap_text = True
    head.row_height = HEAD_HEIGHT
    page.widths(sheet, [wide for _, wide in COLUMNS])
    with together(head):
        for at in WRAPPED:
            sheet.range((FIRST, at), (last, at)).wrap_text = True
        sheet.range((1, WIDTH + 1), (1, LAST)).columns.hidden = True
    page.freeze(sheet, FIRST - 1, 2)


def _dress_rows(sheet: Sheet, last: int) -> None:
    page.dress(sheet.range((FIRST, 1), (last, WIDTH)), ["@"] * WIDTH)
    sheet.range((FIRST - 1, CENTRED[0]), (last, CENTRED[-1])).horizontal_alignment = "center"


def _mark(sheet: Sheet, rows: Sequence[ReviewRow | None]) -> None:
    """Yellow what needs a person, green what a person decided; None where a row holds nothing."""
    looks = [
        None if row is None else DECIDED if row.decision else DOUBT if row.in_doubt else None for row in rows
    ]
    for style, first, last in _runs(looks):
        if style:
            look(sheet.range((first, 1), (last, WIDTH)), style)


def _top(row: ReviewRow, review: Review) -> int | None:
    """The sheet's row of the column's header; None where the review does not know its table."""
    tables = next((layout.tables for layout in review.layouts if layout.sheet == row.sheet), ())
    if row.table > len(tables):
        return None
    table = tables[row.table - 1]
    return (table.header_rows or (table.first_row,))[-1]


def _link(sheet: Sheet, review: Review, plan: PlanPlace) -> None:
    linked = []
    is_one = len({row.sheet for row in review.rows}) == 1
    with together(sheet.range((FIRST, WHERE))):
        for at, row in enumerate(review.rows, FIRST):
            top = _top(row, review)
            linked.append(bool(plan.has(row.sheet) and top))
            if plan.has(row.sheet) and top:
                cell = f"{column_letter(row.column)}{top}"
                # LibreOffice cuts a long link, so the sheet is named only where there are several.
                text = cell if is_one else f"{row.sheet}!{cell}"
                page.link(sheet.range((at, WHERE)), plan, row.sheet, cell, text)
        for is_link, first, last in _runs(linked):
            if is_link:
                look(sheet.range((first, WHERE), (last, WHERE)), LINK)


def rewrite(sheet: Sheet, lines: Sequence[Line], *, as_typed: bool = False) -> None:
    """Write back what decisions changed, in blocks that leave the links alone; *lines* are all of the sheet's.

    With *as_typed* the Decision cells become what the planner had left in them.
    """
    if not lines:
        return
    first, last = lines[0].at, lines[-1].at
    names = review_fields.titles_in(sheet.book)
    cells = {line.at: _cells(line.row, names, memo(line)) for line in lines}
    if as_typed:
        for line in lines:
            cells[line.at][0] = line.typed
    blank = [""] * LAST
    block = [cells.get(at, blank) for at in range(first, last + 1)]
    order = order_of(sheet.range((FIRST - 1, 1), (FIRST - 1, LAST)).options(ndim=2).value[0])
    for left, right in ((DECISION, DECISION), (FIELD, FIELD), (CONFIDENCE, WHY), (WIDTH + 1, LAST)):
        place = order[left - 1] + 1
        target = sheet.range((first, place), (last, place + right - left))
        target.value = [row[left - 1 : right] for row in block]
    page.text(sheet.range((2, 1)), [[tr(_asks([line.row for line in lines]))]])
    sheet.range((first, 1), (last, WIDTH)).color = None
    _mark(sheet, [None] * (first - FIRST) + [line.row for line in lines])


# ---------------------------------------------------------------- reading


def read_review(book: Book, template: Template) -> Review:
    """What a planner decided in *book*.

    Raises:
        UsageError: no Review sheet, or an entry that is not understood; names its cell.
    """
    sheet = page.find(book, REVIEW)
    if sheet is None:
        raise no_review(book.name)
    rows = tuple(line.row for line in read_lines(sheet, template))
    answers = review_questions.answers(book)
    return Review(book.name, template, rows, (), read_overrides(book), answers=answers)


def no_review(name: str) -> UsageError:
    """The workbook *name* has no Review sheet."""
    return UsageError(
        f"{name} has no sheet '{REVIEW}'.",
        "Click Map columns, or write one with: mediamapper map PLAN -o review.xlsx.",
    )


def read_overrides(book: Book) -> tuple[RowOverride, ...]:
    """A planner's word on rows of the plan."""
    sheet = page.find(book, ROWS)
    return review_rows.read(sheet) if sheet is not None else ()
