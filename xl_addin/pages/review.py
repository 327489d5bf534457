"""The Review sheet: one row a source column, with the proposed field and room for a decision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

from worker.errors import UsageError
from worker.shapes.grid import Grid, column_letter
from worker.shapes.mapping import Verdict
from worker.shapes.review import Place, Review, ReviewRow, RowOverride
from worker.shapes.template import Template
from xl_addin.looks import BAR, BODY, DOUBT, HEADER, LINK, SHEET_FONT, heading, look
from xl_addin.pages import page, review_rows
from xl_addin.pages.page import FIELDS, REVIEW, ROWS, PlanPlace

if TYPE_CHECKING:
    from xlwings import Book, Range, Sheet

COLUMNS = (
    ("Decision", 11),
    ("Source column", 29),
    ("Sample values", 34),
    ("Field", 20),
    ("Confidence", 12),
    ("From", 10),
    ("Why", 68),
    ("Alternative", 20),
    ("Second alternative", 20),
    ("Where", 16),
)
HIDDEN = ("Proposed", "Sheet", "Table", "Column", "Of", "Doubt", "Kept")
"""What the reader needs and a planner does not, in hidden columns behind the others."""
WIDTH = len(COLUMNS)
LAST = WIDTH + len(HIDDEN)
CHANGING = 7
"""Columns from the first that a decision changes; samples and headers among them stay what they are."""
COLUMN, PERIODS = "column", "periods"
FIRST = 5
"""First row of the table's body; its header stands above."""


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the Review sheet."""

    at: int
    """The sheet's row."""
    row: ReviewRow
    in_memory: str = ""
    """The decision that memory has already, as `decision_text` writes it."""
    revision: int = 0
    """The memory's revision when it was kept: the last click's lines have the highest."""
    typed: str = ""
    """What stood in the Decision cell."""

    @property
    def open(self) -> bool:
        """Whether a person should still look."""
        return self.row.in_doubt and not self.row.decision

    @property
    def new(self) -> bool:
        """Whether something was decided that memory does not know yet."""
        return bool(self.row.decision) and decision_text(self.row) != self.in_memory


def decision_text(row: ReviewRow) -> str:
    """A decision as one text: 'confirm', 'reject', 'correct spend'; '' where there is none."""
    return f"{row.decision or ''} {row.correct_field or ''}".strip()


def memo(line: Line) -> str:
    """What the hidden column keeps: '17 confirm'."""
    return f"{line.revision} {line.in_memory}" if line.in_memory else ""


# ---------------------------------------------------------------- writing


def write_review(
    book: Book, review: Review, grids: Sequence[Grid] = (), previous: Mapping[Place, str] | None = None
) -> None:
    """Put the Review sheets in front of *book*'s own, replacing older ones.

    *grids* give the rows' texts; *previous* says which decisions memory has already.
    """
    plan = PlanPlace.of(book)
    for name in (REVIEW, ROWS, FIELDS):
        if (old := page.find(book, name)) is not None and len(book.sheets) > 1:
            old.delete()
    fields = _write_fields(book, review.template)
    review_rows.write(book, review, grids)
    sheet = _write_columns(book, review, fields, plan, previous or {})
    page.show(sheet)


def remove(book: Book) -> None:
    """Take the Review sheets out of *book*."""
    for name in (REVIEW, ROWS, FIELDS):
        if (old := page.find(book, name)) is not None:
            old.delete()


def _write_fields(book: Book, template: Template) -> Range:
    """The template's fields on a hidden sheet: a drop-down's list holds no more than 255 characters itself."""
    sheet = page.fresh(book, FIELDS, first=True)
    rows = [["Field", "Type", "Meaning"], *([f.name, f.type, f.description] for f in template.fields)]
    block = sheet.range((1, 1), (len(rows), 3))
    page.text(block, rows)
    look(block, BODY)
    sheet.visible = False
    return sheet.range((2, 1), (len(rows), 1))


def _write_columns(
    book: Book, review: Review, fields: Range, plan: PlanPlace, previous: Mapping[Place, str]
) -> Sheet:
    sheet = page.fresh(book, REVIEW, first=True)
    last = FIRST + len(review.rows) - 1
    page.title(sheet, f"Review of {review.plan}", _asks(review.rows), HOW)
    header = [[name for name, _ in COLUMNS] + list(HIDDEN)]
    page.text(sheet.range((FIRST - 1, 1), (FIRST - 1, LAST)), header)
    _dress(sheet, max(last, FIRST))
    if not review.rows:
        return sheet
    body = sheet.range((FIRST, 1), (last, LAST))
    confidence = sheet.range((FIRST, 5), (last, 5))
    body.number_format = "@"
    confidence.number_format = "0%"
    body.value = [_cells(row, previous.get((row.sheet, row.table, row.column), "")) for row in review.rows]
    _dress_rows(sheet, last)
    confidence.conditional_formats.add_data_bar(BAR, minimum=0, maximum=1)
    sheet.range((FIRST, 4), (last, 4)).data_validation.set_list(fields)
    sheet.range((FIRST, 1), (last, 1)).data_validation.set_list(["confirm", "reject"])
    texts = [[row.header, row.sample, row.reason] for row in review.rows]
    page.heights(sheet, FIRST, texts, [COLUMNS[at - 1][1] for at in WRAPPED], range(len(WRAPPED)))
    _mark(sheet, [row.in_doubt and not row.decision for row in review.rows])
    _link(sheet, review, plan)
    return sheet


WRAPPED, CENTRED = (2, 3, 7), (5, 6)
HOW = "Confirm or reject in the first column, or pick another field; empty the field if the column has no target."


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


def _cells(row: ReviewRow, previous: str = "") -> list[object]:
    alternatives = [*row.alternatives, "", ""][:2]
    seen = [
        row.decision or "",
        row.header,
        row.sample,
        # A rejected field stays in sight: it is what the decision is about.
        (row.correct_field if row.decision == "correct" else row.field) or "",
        row.confidence if row.field else None,
        row.origin,
        row.reason,
        *alternatives,
        f"{row.sheet}!{column_letter(row.column)}",
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
    return [page.cut(cell) for cell in (*seen, *hidden)]


def _dress(sheet: Sheet, last: int) -> None:
    sheet.range((1, 1), (last, LAST)).font.name = SHEET_FONT
    heading(sheet.range((FIRST - 1, 1), (FIRST - 1, WIDTH)), HEADER)
    page.widths(sheet, [wide for _, wide in COLUMNS])
    for at in WRAPPED:
        sheet.range((FIRST, at), (last, at)).wrap_text = True
    sheet.range((1, WIDTH + 1), (1, LAST)).columns.hidden = True
    page.freeze(sheet, FIRST - 1, 2)


def _dress_rows(sheet: Sheet, last: int) -> None:
    page.dress(sheet.range((FIRST, 1), (last, WIDTH)), ["@"] * WIDTH)
    sheet.range((FIRST - 1, CENTRED[0]), (last, CENTRED[-1])).horizontal_alignment = "center"


def _mark(sheet: Sheet, doubts: Sequence[bool]) -> None:
    for doubt, first, last in _runs(doubts):
        if doubt:
            look(sheet.range((first, 1), (last, WIDTH)), DOUBT)


def _link(sheet: Sheet, review: Review, plan: PlanPlace) -> None:
    tops = {
        (layout.sheet, number): (table.header_rows or (table.first_row,))[-1]
        for layout in review.layouts
        for number, table in enumerate(layout.tables, 1)
    }
    linked = []
    for at, row in enumerate(review.rows, FIRST):
        top = tops.get((row.sheet, row.table))
        linked.append(bool(plan.has(row.sheet) and top))
        if plan.has(row.sheet) and top:
            cell = f"{column_letter(row.column)}{top}"
            page.link(sheet.range((at, WIDTH)), plan, row.sheet, cell, f"{row.sheet}!{cell}")
    for is_link, first, last in _runs(linked):
        if is_link:
            look(sheet.range((first, WIDTH), (last, WIDTH)), LINK)


def rewrite(sheet: Sheet, lines: Sequence[Line], *, as_typed: bool = False) -> None:
    """Write back what decisions changed, in two blocks; *lines* are all of the sheet's.

    With *as_typed* the Decision cells become what the planner had left in them.
    """
    if not lines:
        return
    first, last = lines[0].at, lines[-1].at
    cells = {line.at: _cells(line.row, memo(line)) for line in lines}
    if as_typed:
        for line in lines:
            cells[line.at][0] = line.typed
    blank = [""] * LAST
    block = [cells.get(at, blank) for at in range(first, last + 1)]
    sheet.range((first, 1), (last, CHANGING)).value = [row[:CHANGING] for row in block]
    sheet.range((first, WIDTH + 1), (last, LAST)).value = [row[WIDTH:] for row in block]
    page.text(sheet.range((2, 1)), [[_asks([line.row for line in lines])]])
    sheet.range((first, 1), (last, WIDTH)).color = None
    _mark(sheet, [False] * (first - FIRST) + [line.open for line in lines])


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
    return Review(book.name, template, rows, (), read_overrides(book))


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


def read_lines(sheet: Sheet, template: Template) -> list[Line]:
    """The rows of the Review sheet.

    Raises:
        UsageError: an entry that is not understood; names its cell.
    """
    return lines_in(page.block_of(sheet, FIRST, LAST), template)


def lines_in(block: Iterable[Sequence[object]], template: Template) -> list[Line]:
    """The rows of the Review sheet; *block* is its cells from row `FIRST` on, `LAST` of each row.

    Raises:
        UsageError: an entry that is not understood; names its cell.
    """
    return [_line(cells, at, template) for at, cells in enumerate(block, FIRST) if cells[WIDTH + 4]]


def _line(cells: Sequence[object], at: int, template: Template) -> Line:
    words = ["" if value is None else str(value).strip() for value in cells]
    entered, proposed = words[3] or None, words[10] or None
    decision, correct = verdict(words[0].lower(), entered, proposed, at)
    if entered and entered not in template.names:
        raise UsageError(
            f"{REVIEW}!D{at} says '{entered}', which is no field of {template.name}.", "Pick one of the list."
        )
    if proposed and proposed not in template.names:
        raise _spoilt(at)
    row = ReviewRow(
        sheet=words[11],
        table=_whole(words[12], at),
        column=_whole(words[13], at),
        header=words[1],
        sample=words[2],
        field=proposed,
        confidence=_share(cells[4]),
        origin=words[5],  # type: ignore[arg-type]  # as it was written
        reason=words[6],
        alternatives=tuple(t for t in words[7:9] if t),
        in_doubt=bool(words[15]),
        decision=decision,
        correct_field=correct,
        periods=words[14] == PERIODS,
    )
    revision, _, previous = words[16].partition(" ")
    return Line(at, row, previous, int(revision) if revision.isdigit() else 0, words[0])


def _whole(words: str, at: int) -> int:
    """A number of a hidden column, which nobody is meant to change."""
    try:
        number = int(float(words))
    except (ValueError, OverflowError):
        raise _spoilt(at) from None
    if number < 1:
        raise _spoilt(at)
    return number


def _share(cell: object) -> float:
    """What stands under Confidence; only shown, so that nonsense there is none."""
    return float(cell) if isinstance(cell, (int, float)) and 0 <= cell <= 1 else 0.0


def _spoilt(at: int) -> UsageError:
    return UsageError(
        f"{REVIEW}: row {at} was changed in its hidden columns.", "Map the plan again for a new Review sheet."
    )


def verdict(
    choice: str, entered: str | None, proposed: str | None, at: int
) -> tuple[Verdict | None, str | None]:
    """A changed field is a correction, whatever the first column says; a confirmed blank means 'no target'."""
    if choice not in ("", "confirm", "reject", "correct"):
        raise UsageError(f"{REVIEW}!A{at} says '{choice}'.", "Use confirm or reject, or leave it empty.")
    if entered != proposed:
        return "correct", entered
    if choice in ("confirm", "reject", "correct") and proposed is None:
        return "correct", None
    if choice == "correct":
        raise UsageError(
            f"{REVIEW}!A{at} says correct, but the field is as proposed.", "Pick the right field in column D."
        )
    return ("confirm" if choice == "confirm" else "reject" if choice == "reject" else None), None


def decided(line: Line, choice: Verdict) -> Line:
    """*line* with the planner's click on Confirm or Reject; a changed or empty field is a correction all the same."""
    row = line.row
    if row.decision == "correct" and choice == "confirm":
        return line
    if row.field is None:
        return replace(line, row=replace(row, decision="correct", correct_field=None))
    return replace(line, row=replace(row, decision=choice, correct_field=None))
