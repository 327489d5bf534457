"""Edits of the workbook itself that planners make between two versions of a plan, for `bench.edits --sheets`."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

Place = tuple[str, int]
"""Sheet and row."""
COLOURS = ("FFF2CC", "E2EFDA", "DDEBF7", "FCE4D6", "FFFF00", "D9D9D9")


@dataclass
class EditedBook:
    """A workbook while it is edited, and where its lines are."""

    chance: random.Random
    book: Workbook
    places: dict[Place, Place]
    """Where a line was -> where it is."""

    def rows(self, sheet: Worksheet) -> list[int]:
        """The rows of a sheet with lines, in order."""
        return sorted({row for name, row in self.places.values() if name == sheet.title})

    def any_sheet(self) -> Worksheet:
        """One of the sheets with lines."""
        return self.book[self.chance.choice(sorted({name for name, _ in self.places.values()}))]

    def any_row(self, sheet: Worksheet) -> int:
        """One of the rows with lines."""
        return self.chance.choice(self.rows(sheet))

    def arrange(self, sheet: Worksheet, rows: Sequence[int | None], in_front: int = 0) -> None:
        """Put the old *rows* one below the other, None for a blank one, behind so many blank columns."""
        merges = [CellRange(area.coord).bounds for area in sheet.merged_cells.ranges]
        for area in [area.coord for area in sheet.merged_cells.ranges]:
            sheet.unmerge_cells(area)
        cells = {
            (cell.row, cell.column + in_front): (cell.value, _look(cell))
            for line in sheet.iter_rows()
            for cell in line
            if isinstance(cell, Cell)
        }
        heights = {row: (one.height, one.hidden) for row, one in sheet.row_dimensions.items()}
        moved = {old: new for new, old in enumerate(rows, start=1) if old is not None}
        sheet.delete_rows(1, sheet.max_row)
        for (row, column), (value, look) in cells.items():
            cell = sheet.cell(moved[row], column, value)
            for name, one in look.items():
                setattr(cell, name, one)
        for row in heights:
            sheet.row_dimensions[row].height, sheet.row_dimensions[row].hidden = None, False
        for row, (height, hidden) in heights.items():
            if row in moved:
                sheet.row_dimensions[moved[row]].height = height
                sheet.row_dimensions[moved[row]].hidden = hidden
        for first_column, first_row, last_column, last_row in merges:
            sheet.merge_cells(
                start_row=moved[first_row],
                end_row=moved[last_row],
                start_column=first_column + in_front,
                end_column=last_column + in_front,
            )
        self.places = {
            old: (name, moved[row]) if name == sheet.title else (name, row)
            for old, (name, row) in self.places.items()
        }


Edit = Callable[[EditedBook], bool]
EDITS: dict[str, Edit] = {}


def edit(change: Edit) -> Edit:
    """Registers a kind of edit by its function's name; False where the plan has no place for it."""
    EDITS[change.__name__] = change
    return change


def opened(plan: Path, places: Iterable[Place], chance: random.Random) -> EditedBook:
    """A plan's workbook with what its formulas gave, and its lines at their *places*."""
    return EditedBook(chance, load_workbook(plan, data_only=True), {place: place for place in places})


@edit
def recolour(version: EditedBook) -> bool:
    """Some lines are marked with a colour, or lose theirs; one in bold."""
    sheet, chance = version.any_sheet(), version.chance
    rows = version.rows(sheet)
    fill = chance.choice([PatternFill("solid", fgColor=colour) for colour in COLOURS] + [PatternFill()])
    for row in chance.sample(rows, max(1, len(rows) // 4)):
        for cell in sheet[row]:
            cell.fill = copy(fill)
    for cell in sheet[version.any_row(sheet)]:
        cell.font = Font(bold=True)
    return True


@edit
def blank_above(version: EditedBook) -> bool:
    """Rows are inserted above everything."""
    sheet = version.any_sheet()
    version.arrange(sheet, [*[None] * version.chance.randint(1, 4), *_all_rows(sheet)])
    return True


@edit
def blank_between(version: EditedBook) -> bool:
    """A blank row between two lines."""
    sheet = version.any_sheet()
    at = version.any_row(sheet)
    if _merged(sheet, at) or at not in version.rows(sheet)[1:]:
        return False
    rows = _all_rows(sheet)
    version.arrange(sheet, [*rows[: at - 1], None, *rows[at - 1 :]])
    return True


@edit
def column_in_front(version: EditedBook) -> bool:
    """An empty column at the left."""
    sheet = version.any_sheet()
    version.arrange(sheet, _all_rows(sheet), in_front=1)
    return True


@edit
def sort(version: EditedBook) -> bool:
    """The lines of a block in another order."""
    sheet = version.any_sheet()
    block = max(_blocks(version.rows(sheet)), key=len)
    if len(block) < 3 or any(_merged(sheet, row) for row in block) or not _stand_alone(sheet, block):
        return False
    column = version.chance.randint(1, sheet.max_column)
    order = sorted(
        block, key=lambda row: str(sheet.cell(row, column).value), reverse=version.chance.random() < 0.5
    )
    rows = _all_rows(sheet)
    version.arrange(sheet, [*rows[: block[0] - 1], *order, *rows[block[-1] :]])
    return True


@edit
def redate_one(version: EditedBook) -> bool:
    """The flight of one line moves."""
    sheet = version.any_sheet()
    return not _has_dates_above(sheet, version.rows(sheet)) and _move(
        sheet, [version.any_row(sheet)], version.chance.choice([-7, 3, 7, 14])
    )


@edit
def redate_all(version: EditedBook) -> bool:
    """The flights of all lines of a sheet move."""
    sheet = version.any_sheet()
    rows = version.rows(sheet)
    return not _has_dates_above(sheet, rows) and _move(sheet, rows, version.chance.choice([-28, 7, 14, 28]))


@edit
def rename_sheet(version: EditedBook) -> bool:
    """The sheet is called otherwise."""
    sheet = version.any_sheet()
    old = sheet.title
    sheet.title = f"{old[:25]} {version.chance.choice(['v2', 'new', 'final', 'rev. B'])}"
    version.places = {
        was: (sheet.title, row) if name == old else (name, row) for was, (name, row) in version.places.items()
    }
    return True


@edit
def note_below(version: EditedBook) -> bool:
    """A remark under everything."""
    sheet = version.any_sheet()
    sheet.cell(sheet.max_row + 2, 1).value = version.chance.choice(
        [
            "Prices subject to availability.",
            "* Final creatives by the end of next week",
            "Status: sent to client",
        ]
    )
    return True


def _look(cell: Cell) -> dict[str, object]:
    names = ("font", "fill", "border", "alignment", "number_format") if cell.has_style else ()
    return {name: copy(getattr(cell, name)) for name in names}


def _all_rows(sheet: Worksheet) -> list[int]:
    return list(range(1, sheet.max_row + 1))


def _blocks(rows: Sequence[int]) -> list[list[int]]:
    """Rows that follow one another."""
    groups = groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0])
    return [[row for _, row in group] for _, group in groups]


def _merged(sheet: Worksheet, row: int) -> bool:
    """Whether a merged area reaches over the row and others."""
    return any(a.min_row <= row <= a.max_row and a.min_row < a.max_row for a in sheet.merged_cells.ranges)


def _stand_alone(sheet: Worksheet, block: Sequence[int]) -> bool:
    """Whether no line takes a text from the one above it: then nobody would sort them."""
    for column in range(1, sheet.max_column + 1):
        values = [sheet.cell(row, column).value for row in block]
        filled = [value for value in values if value is not None]
        if filled and len(filled) < len(values) and any(isinstance(value, str) for value in filled):
            return False
    return True


def _has_dates_above(sheet: Worksheet, rows: Sequence[int]) -> bool:
    """Whether periods stand in columns, which a flight that moves would leave."""
    return any(
        sum(isinstance(cell.value, date) for cell in sheet[row]) > 2
        for row in range(1, sheet.max_row + 1)
        if row not in rows
    )


def _move(sheet: Worksheet, rows: Iterable[int], days: int) -> bool:
    moved = False
    for row in rows:
        for cell in sheet[row]:
            if isinstance(cell.value, date):
                cell.value += timedelta(days)
                moved = True
    return moved
