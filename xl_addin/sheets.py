"""Our sheets in a workbook: the only writer of cells, and the reader of what a planner entered.

Everything goes through the xlwings API, so that Excel, LibreOffice and plain files are served by the same code.
A sheet is written and read as one block; a planner's own sheets are never written.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any, get_args

from worker.errors import UsageError
from worker.shapes import (
    Grid,
    Review,
    ReviewRow,
    RowKind,
    RowOverride,
    SheetLayout,
    Template,
    Verdict,
    column_letter,
    shown,
)
from xl_addin.looks import BODY, DOUBT, HEADER, HINT, LINK, SHEET_FONT, TITLE, heading, look

REVIEW, ROWS, FIELDS = "Review", "Review rows", "Review fields"
OURS = frozenset({REVIEW, ROWS, FIELDS})

COLUMNS = (
    ("Decision", 12),
    ("Source column", 34),
    ("Sample values", 34),
    ("Field", 22),
    ("Confidence", 12),
    ("From", 9),
    ("Why", 60),
    ("Alternative", 20),
    ("Second alternative", 20),
    ("Where", 16),
)
HIDDEN = ("Proposed", "Sheet", "Table", "Column", "Of")
"""What the reader needs and a planner does not, in hidden columns behind the others."""
COLUMN, PERIODS = "column", "periods"
FIRST = 5
"""First row of the table's body; its header stands above."""
LINE_HEIGHT = 14
LETTER = 0.82
"""Width of an average letter of our 10-point text, in the digits that a column's width counts in."""
KINDS = get_args(RowKind)
MOST_ROWS = 2_000
"""Of longer sheets only the rows that are no plain lines are listed."""


# ---------------------------------------------------------------- writing


def write_review(book: Any, review: Review, grids: Sequence[Grid] = ()) -> None:
    """Put the Review sheets in front of *book*'s own, replacing older ones."""
    for name in OURS:
        if name in [sheet.name for sheet in book.sheets]:
            book.sheets[name].delete()
    own = [sheet.name for sheet in book.sheets]
    fields = _write_fields(book, review.template)
    _write_rows(book, review, grids)
    _write_columns(book, review, fields, own)
    book.sheets[REVIEW].select()


def _write_fields(book: Any, template: Template) -> Any:
    """The template's fields on a hidden sheet: a drop-down's list holds no more than 255 characters itself."""
    sheet = book.sheets.add(FIELDS, before=book.sheets[0])
    rows = [["Field", "Type", "Meaning"], *([f.name, f.type, f.description] for f in template.fields)]
    block = sheet.range((1, 1), (len(rows), 3))
    _write_text(block, rows)
    look(block, BODY)
    sheet.visible = False
    return sheet.range((2, 1), (len(rows), 1))


def _write_columns(book: Any, review: Review, fields: Any, own: Sequence[str]) -> None:
    sheet = book.sheets.add(REVIEW, before=book.sheets[0])
    sheet.show_gridlines = False
    doubts = sum(row.in_doubt for row in review.rows)
    width, last = len(COLUMNS), FIRST + len(review.rows) - 1
    asks = (
        f"{doubts} of {len(review.rows)} columns need you."
        if doubts
        else f"All {len(review.rows)} columns are sure."
    )
    _write_text(sheet.range((1, 1)), [[f"Review of {review.plan}"]])
    _write_text(
        sheet.range((2, 1), (3, 1)),
        [
            [f"{asks} They come first, in yellow."],
            [
                "Confirm or reject in the first column, or pick another field; empty the field if the column has no target."
            ],
        ],
    )
    header = [[name for name, _ in COLUMNS] + list(HIDDEN)]
    _write_text(sheet.range((FIRST - 1, 1), (FIRST - 1, width + len(HIDDEN))), header)
    _dress(sheet, width, max(last, FIRST))
    if not review.rows:
        return
    body = sheet.range((FIRST, 1), (last, width + len(HIDDEN)))
    confidence = sheet.range((FIRST, 5), (last, 5))
    body.number_format = "@"
    confidence.number_format = "0%"
    body.value = [_cells(row) for row in review.rows]
    look(body, BODY)
    confidence.conditional_formats.add_data_bar((116, 169, 207), minimum=0, maximum=1)
    sheet.range((FIRST, 4), (last, 4)).data_validation.set_list(fields)
    sheet.range((FIRST, 1), (last, 1)).data_validation.set_list(["confirm", "reject"])
    for at, row in enumerate(review.rows, FIRST):
        if (lines := _lines(row)) > 1:
            sheet.range((at, 1)).row_height = LINE_HEIGHT * lines
    if doubts:
        look(sheet.range((FIRST, 1), (FIRST + doubts - 1, width)), DOUBT)
    _link(sheet, review, own, width)


def _lines(row: ReviewRow) -> int:
    """Lines that the longest wrapped text of *row* takes; a file's rows do not grow by themselves."""
    widths = dict(COLUMNS)
    texts = ((row.header, "Source column"), (row.sample, "Sample values"), (row.reason, "Why"))
    return max((ceil(len(text) * LETTER / widths[name]) for text, name in texts), default=1)


def _cells(row: ReviewRow) -> list[Any]:
    alternatives = [*row.alternatives, "", ""][:2]
    where = f"{row.sheet}!{column_letter(row.column)}"
    seen = [
        row.decision or "",
        row.header,
        row.sample,
        row.chosen if row.decision else row.field or "",
        row.confidence if row.field else None,
        row.origin,
        row.reason,
        *alternatives,
        where,
    ]
    return [
        *seen,
        row.field or "",
        row.sheet,
        str(row.table),
        str(row.column),
        PERIODS if row.periods else COLUMN,
    ]


def _dress(sheet: Any, width: int, last: int) -> None:
    sheet.range((1, 1), (last, width + len(HIDDEN))).font.name = SHEET_FONT
    look(sheet.range((1, 1)), TITLE)
    sheet.range((1, 1)).row_height = 26
    look(sheet.range((2, 1), (3, 1)), HINT)
    heading(sheet.range((FIRST - 1, 1), (FIRST - 1, width)), HEADER)
    for at, (_, wide) in enumerate(COLUMNS, 1):
        sheet.range((1, at)).column_width = wide
    for at in (2, 3, 7):
        sheet.range((FIRST, at), (last, at)).wrap_text = True
    sheet.range((1, width + 1), (1, width + len(HIDDEN))).column_hidden = True
    sheet.freeze_panes.freeze_at(sheet.range((1, 1), (FIRST - 1, 2)))


def _link(sheet: Any, review: Review, own: Sequence[str], width: int) -> None:
    tops = {
        (layout.sheet, number): (table.header_rows or (table.first_row,))[-1]
        for layout in review.layouts
        for number, table in enumerate(layout.tables, 1)
    }
    for at, row in enumerate(review.rows, FIRST):
        top = tops.get((row.sheet, row.table))
        if row.sheet in own and top:
            cell = f"{column_letter(row.column)}{top}"
            name = row.sheet.replace("'", "''")
            sheet.range((at, width)).add_hyperlink(
                f"#'{name}'!{cell}", f"{row.sheet}!{cell}", "Go to the header"
            )
            look(sheet.range((at, width)), LINK)


def _write_rows(book: Any, review: Review, grids: Sequence[Grid]) -> None:
    """What each row of the plan was taken for, with a drop-down to say otherwise."""
    sheet = book.sheets.add(ROWS, before=book.sheets[0])
    sheet.show_gridlines = False
    said = {(o.sheet, o.row): o.kind for o in review.overrides}
    texts = {grid.sheet: grid for grid in grids}
    rows: list[list[Any]] = []
    for layout in review.layouts:
        rows.extend(_row_lines(layout, texts.get(layout.sheet), said))
    _write_text(sheet.range((1, 1)), [["What each row of the plan is"]])
    hint = "Where a row was taken for the wrong thing, say in the last column what it is, save, and map or export again."
    _write_text(sheet.range((2, 1)), [[hint]])
    _write_text(sheet.range((FIRST - 1, 1), (FIRST - 1, 5)), [["Sheet", "Row", "Text", "Taken for", "It is"]])
    last = max(FIRST, FIRST + len(rows) - 1)
    body = sheet.range((FIRST, 1), (last, 5))
    body.number_format = "@"
    sheet.range((FIRST, 2), (last, 2)).number_format = "0"
    if rows:
        body.value = rows
        sheet.range((FIRST, 5), (last, 5)).data_validation.set_list(list(KINDS))
    look(body, BODY)
    look(sheet.range((1, 1)), TITLE)
    sheet.range((1, 1)).row_height = 26
    look(sheet.range((2, 1)), HINT)
    heading(sheet.range((FIRST - 1, 1), (FIRST - 1, 5)), HEADER)
    for at, wide in enumerate((20, 8, 80, 14, 14), 1):
        sheet.range((1, at)).column_width = wide
    sheet.freeze_panes.freeze_at(sheet.range((1, 1), (FIRST - 1, 2)))


def _row_lines(
    layout: SheetLayout, grid: Grid | None, said: dict[tuple[str, int], RowKind]
) -> list[list[Any]]:
    brief = len(layout.row_kinds) > MOST_ROWS
    return [
        [layout.sheet, row, _row_text(grid, row), kind, said.get((layout.sheet, row), "")]
        for row, kind in enumerate(layout.row_kinds, 1)
        if kind != "blank" and not (brief and kind == "data" and (layout.sheet, row) not in said)
    ]


def _row_text(grid: Grid | None, row: int) -> str:
    if grid is None or row > grid.height:
        return ""
    return " | ".join(shown(value) for value in grid.cells[row - 1] if value is not None)[:120]


def _write_text(block: Any, rows: list[list[Any]]) -> None:
    """Text that stays text: a format of '@' before the value keeps '=...' from becoming a formula."""
    block.number_format = "@"
    block.value = rows


# ---------------------------------------------------------------- reading


def read_review(book: Any, template: Template) -> Review:
    """What a planner decided in *book*.

    Raises:
        UsageError: no Review sheet, or an entry that is not understood; names its cell.
    """
    if REVIEW not in [sheet.name for sheet in book.sheets]:
        raise UsageError(
            f"{book.name} has no sheet '{REVIEW}'.", "Write one with: mediamapper map PLAN -o review.xlsx."
        )
    block = _block(book.sheets[REVIEW], len(COLUMNS) + len(HIDDEN))
    rows = tuple(_row(cells, at, template) for at, cells in enumerate(block, FIRST) if cells[-1])
    overrides: tuple[RowOverride, ...] = ()
    if ROWS in [sheet.name for sheet in book.sheets]:
        lines = enumerate(_block(book.sheets[ROWS], 5), FIRST)
        overrides = tuple(_override(cells, at) for at, cells in lines if cells[4])
    return Review(book.name, template, rows, (), overrides)


def _block(sheet: Any, width: int) -> list[list[Any]]:
    last = sheet.used_range.last_cell.row
    if last < FIRST:
        return []
    found: list[list[Any]] = sheet.range((FIRST, 1), (last, width)).options(ndim=2).value
    return found


def _row(cells: list[Any], at: int, template: Template) -> ReviewRow:
    text = ["" if value is None else str(value).strip() for value in cells]
    entered, proposed = text[3] or None, text[10] or None
    decision, correct = _verdict(text[0].lower(), entered, proposed, at)
    if entered and entered not in template.names:
        raise UsageError(
            f"{REVIEW}!D{at} says '{entered}', which is no field of {template.name}.", "Pick one of the list."
        )
    return ReviewRow(
        sheet=text[11],
        table=int(float(text[12])),
        column=int(float(text[13])),
        header=text[1],
        sample=text[2],
        field=proposed,
        confidence=float(cells[4] or 0.0),
        origin=text[5],  # type: ignore[arg-type]  # as it was written
        reason=text[6],
        alternatives=tuple(t for t in text[7:9] if t),
        decision=decision,
        correct_field=correct,
        periods=text[14] == PERIODS,
    )


def _verdict(
    said: str, entered: str | None, proposed: str | None, at: int
) -> tuple[Verdict | None, str | None]:
    """A changed field is a correction, whatever the first column says; a confirmed blank means 'no target'."""
    if said not in ("", "confirm", "reject", "correct"):
        raise UsageError(f"{REVIEW}!A{at} says '{said}'.", "Use confirm or reject, or leave it empty.")
    if entered != proposed:
        return "correct", entered
    if said in ("confirm", "reject") and proposed is None:
        return "correct", None
    if said == "correct":
        raise UsageError(
            f"{REVIEW}!A{at} says correct, but the field is as proposed.", "Pick the right field in column D."
        )
    return ("confirm" if said == "confirm" else "reject" if said == "reject" else None), None


def _override(cells: list[Any], at: int) -> RowOverride:
    kind = str(cells[4]).strip().lower()
    if kind not in KINDS:
        raise UsageError(f"'{ROWS}'!E{at} says '{kind}'.", f"Use one of {', '.join(KINDS)}.")
    return RowOverride(str(cells[0]), int(float(cells[1])), kind)  # type: ignore[arg-type]  # one of KINDS
