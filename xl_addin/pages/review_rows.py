"""The sheet 'Review rows': what each row of the plan was taken for, with a drop-down to say otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, get_args

from worker.errors import UsageError
from worker.messages.language import original, tr
from worker.shapes.grid import Cell, Grid, cell_text
from worker.shapes.layout import RowKind, SheetLayout
from worker.shapes.review import Review, RowOverride
from xl_addin.pages import page
from xl_addin.pages.page import ROWS

if TYPE_CHECKING:
    from xlwings import Book, Sheet

FIRST = 5
KINDS = get_args(RowKind)
TITLE = "What each row of the plan is"
FORMATS = ("@", "0", "@", "@", "@")
MOST_ROWS = 2_000
"""Of longer sheets only the rows that are no plain lines are listed."""
COLUMNS = (("Sheet", 20), ("Row", 8), ("Text", 80), ("Taken for", 14), ("It is", 14))
LAST = len(COLUMNS)
HOW = (
    "Was a row taken for the wrong thing? Pick in the last column what it is, and click Map columns again. "
    "Without the ribbon: save, and run map or export again."
)


def write(book: Book, review: Review, grids: Sequence[Grid]) -> None:
    """Write the sheet; *grids* give the rows' texts."""
    sheet = page.fresh(book, ROWS, first=True)
    kinds = {(o.sheet, o.row): o.kind for o in review.overrides}
    texts = {grid.sheet: grid for grid in grids}
    rows: list[list[object]] = []
    for layout in review.layouts:
        rows.extend(_row_lines(layout, texts.get(layout.sheet), kinds))
    page.title(sheet, TITLE, HOW)
    page.widths(sheet, [wide for _, wide in COLUMNS])
    page.table_head(sheet, FIRST - 1, [name for name, _ in COLUMNS])
    if rows:
        last = FIRST + len(rows) - 1
        page.body(sheet, FIRST, rows, FORMATS)
        sheet.range((FIRST, 5), (last, 5)).data_validation.set_list([tr(kind) for kind in KINDS])
        sheet.range((FIRST - 1, 2), (last, 2)).horizontal_alignment = "center"
    page.freeze(sheet, FIRST - 1, 2)


def read(sheet: Sheet) -> tuple[RowOverride, ...]:
    """What a planner said of rows.

    Raises:
        UsageError: a kind that is none; names its cell.
    """
    return overrides_in(page.block_of(sheet, FIRST, LAST))


def overrides_in(block: Iterable[Sequence[Cell]]) -> tuple[RowOverride, ...]:
    """What a planner said of rows; *block* is the sheet's cells from row `FIRST` on, `LAST` of each row.

    Raises:
        UsageError: a kind that is none; names its cell.
    """
    return tuple(_override(cells, at) for at, cells in enumerate(block, FIRST) if cells[LAST - 1])


def _row_lines(
    layout: SheetLayout, grid: Grid | None, kinds: dict[tuple[str, int], RowKind]
) -> list[list[object]]:
    brief = len(layout.row_kinds) > MOST_ROWS
    return [
        [layout.sheet, row, _row_text(grid, row), tr(kind), tr(kinds.get((layout.sheet, row), ""))]
        for row, kind in enumerate(layout.row_kinds, 1)
        if kind != "blank" and not (brief and kind == "data" and (layout.sheet, row) not in kinds)
    ]


def _row_text(grid: Grid | None, row: int) -> str:
    if grid is None or row > grid.height:
        return ""
    return " | ".join(cell_text(value) for value in grid.cells[row - 1] if value is not None)[:120]


def _override(cells: Sequence[Cell], at: int) -> RowOverride:
    word = str(cells[4]).strip()
    kind = original(word, KINDS)
    if kind is None:
        raise UsageError(f"'{ROWS}'!E{at} says '{word.lower()}'.", f"Use one of {', '.join(KINDS)}.")
    return RowOverride(str(cells[0]), _whole(cells[1], at), kind)


def _whole(cell: Cell, at: int) -> int:
    try:
        number = int(float(str(cell)))
    except (TypeError, ValueError, OverflowError):
        number = 0
    if number < 1:
        raise UsageError(
            f"'{ROWS}'!B{at} says '{cell_text(cell)}'.", "Write the number of the plan's row there."
        )
    return number
