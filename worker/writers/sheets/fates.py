"""The sheets 'Where every number went': copies of the plan's sheets, each number coloured by its fate."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date, time, timedelta

import numpy as np
from xlsxwriter.worksheet import Worksheet

from worker.messages.language import tr
from worker.shapes.accounts import FATE_COLOURS, FATE_WORDS, FATES, FateMap
from worker.shapes.grid import Cell, Grid, cell_text, column_letter
from worker.shapes.template import title_of
from worker.writers.sheets.dress import DAY, PAPER, QUIET, WHOLE, Dress, cut

NAME = "Where every number went"
MOST_SHEETS, MOST_ROWS, MOST_COLUMNS = 6, 500, 120
"""What is copied of a plan, so that a long one costs no more than a short one."""
NARROW, WIDE, SAMPLE = 5, 30, 200
PAGE_WIDTH = 240
"""Digits that are still read on one printed page; a wider sheet goes over several."""
MARGIN = 6
"""Width of the row numbers."""
_PART = re.compile(r"[#0?,]*[0#](?:\.([0#?]+))?")
"""The digits of a number format, and its decimals."""


def write(book: Dress, maps: Sequence[FateMap]) -> None:
    """Write a sheet for each sheet of the plan that holds something, the first few: those with exported numbers first."""
    exported = FATES.index("exported")
    filled = sorted(
        (one for one in maps if one.grid.height and one.grid.width),
        key=lambda one: not (one.fates == exported).any(),
    )
    for number, one in enumerate(filled[:MOST_SHEETS], 1):
        _write_copy(book, NAME if number == 1 else f"{NAME} ({number})", one)


def _write_copy(book: Dress, name: str, one: FateMap) -> None:
    grid = one.grid
    height, width = min(grid.height, MOST_ROWS), min(grid.width, MOST_COLUMNS)
    sheet = book.page(name)
    sheet.set_column(0, 0, MARGIN)
    widths = _widths(grid, height, width)
    for at, wide in enumerate(widths, 1):
        sheet.set_column(at, at, wide)
    sheet.fit_to_pages(math.ceil(sum(widths) / PAGE_WIDTH), 0)
    sheet.repeat_columns(0)
    sheet.set_row(0, 30)
    sheet.write_string(0, 0, cut(f"{tr(NAME)}: {grid.sheet}"), book.title)
    top = _write_legend(book, sheet, one, 1)
    frame = book.look(font_color=QUIET, bg_color=PAPER, align="center")
    sheet.write_blank(top, 0, None, frame)
    for at in range(1, width + 1):
        sheet.write_string(top, at, column_letter(at), frame)
    sheet.freeze_panes(top + 1, 1) if top < MARGIN else sheet.freeze_panes(0, 1)
    sheet.repeat_rows(top)
    for row in range(height):
        sheet.write_number(top + 1 + row, 0, row + 1, frame)
        for at, (cell, fate) in enumerate(
            zip(grid.cells[row][:width], one.fates[row, :width].tolist(), strict=True), 1
        ):
            colour = {"bg_color": FATE_COLOURS[FATES[fate]]} if fate >= 0 else {}
            if cell is not None:
                _write_cell(
                    book, sheet, (top + 1 + row, at), cell, grid.formats.get((row + 1, at), ""), colour
                )
    if height < grid.height or width < grid.width:
        words = f"The copy ends here; the plan's sheet has {grid.height:,} rows and {grid.width:,} columns."
        sheet.write_string(top + 2 + height, 1, tr(words), book.hint)


def _write_legend(book: Dress, sheet: Worksheet, one: FateMap, row: int) -> int:
    """A line a fate that occurs, with how many numbers have it; the row below."""
    words = "A copy to look at, with the plan's own row numbers and column letters. The plan itself is not changed."
    sheet.write_string(row, 0, tr(words), book.hint)
    row += 1
    codes = one.fates[one.fates >= 0]
    counts = np.bincount(codes.astype(np.int64), minlength=len(FATES)).tolist()
    for fate, count in zip(FATES, counts, strict=True):
        if count:
            sheet.write_number(row, 0, count, book.look(bg_color=FATE_COLOURS[fate], num_format=WHOLE))
            sheet.write_string(row, 1, f"{tr(title_of(fate))}. {tr(FATE_WORDS[fate])}", book.look(indent=1))
            row += 1
    if not len(codes):
        sheet.write_string(row, 1, tr("The sheet holds no numbers."), book.look())
        row += 1
    return row + 1


def _write_cell(
    book: Dress,
    sheet: Worksheet,
    place: tuple[int, int],
    cell: Cell,
    number_format: str,
    colour: Mapping[str, str],
) -> None:
    """One cell as the plan has it: a number as a number, a day as a day, all else as text."""
    row, column = place
    if isinstance(cell, (bool, time, timedelta)) or cell is None:
        sheet.write_string(row, column, cut(cell_text(cell)), book.look(**colour))
    elif isinstance(cell, (int, float)):
        if cell - cell == 0:  # finite
            sheet.write_number(row, column, cell, book.look(**colour, num_format=plain_format(number_format)))
        else:
            sheet.write_string(row, column, str(cell), book.look(**colour))
    elif isinstance(cell, date) and cell.year >= 1900:
        sheet.write_datetime(row, column, cell, book.look(**colour, num_format=DAY, align="left"))
    else:
        sheet.write_string(row, column, cut(cell_text(cell)), book.look(**colour))


def plain_format(number_format: str) -> str:
    """The decimals, thousands and percents of a plan's number format, without its words and signs.

    A format that comes from a stranger's file may be one that no program opens.

    >>> plain_format('#,##0.00\\\\ "zł"'), plain_format("0%"), plain_format("")
    ('#,##0.00', '0%', 'General')
    """
    part = _PART.search(number_format.partition(";")[0])
    if part is None:
        return "General"
    decimals = "." + "0" * len(part[1]) if part[1] else ""
    whole = WHOLE if "," in part[0] else "0"
    return f"{whole}{decimals}{'%' if '%' in number_format else ''}"


def _widths(grid: Grid, height: int, width: int) -> list[int]:
    """As wide as the numbers and days of a column need; texts may run on into empty cells."""
    rows = grid.cells[: min(height, SAMPLE)]
    widths = []
    for at in range(width):
        texts = [len(cell_text(row[at])) for row in rows if isinstance(row[at], str)]
        others = [
            len(cell_text(row[at])) + 3
            for row in rows
            if row[at] is not None and not isinstance(row[at], str)
        ]
        common = sorted(texts)[len(texts) * 4 // 5] if texts else 0
        widths.append(max(NARROW, min(max([common + 1, *[min(n, 14) for n in others]]), WIDE)))
    return widths
