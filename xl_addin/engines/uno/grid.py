"""A whole sheet in a handful of calls, as the worker's file reader would read it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time
from typing import TYPE_CHECKING

from worker.shapes.grid import Cell, Grid, Merge
from xl_addin.engines.cell_values import CellError, Value
from xl_addin.engines.common.block import Box
from xl_addin.engines.uno import colours
from xl_addin.engines.uno.formulas import to_excel
from xl_addin.engines.uno.ranges import Range

if TYPE_CHECKING:
    from xl_addin.engines.uno.sheets import Sheet

FORMULA = 16
"""com.sun.star.sheet.CellFlags."""
REACH = 100
"""Merges and fills widen the used area by this much at most, as in the file reader."""
WHITE = 0xFFFFFF
PLAIN = ("General", "BOOLEAN")
"""Formats that a file does not carry; LibreOffice shows truths by a format."""
FEW = 40
"""Up to this many areas of formulas are read one by one; more are read with what lies between."""


@dataclass(slots=True)
class _Formats:
    """What cells look like, by (row, column)."""

    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    fills: dict[tuple[int, int], str] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)


def read_grid(sheet: Value) -> Grid:
    """The sheet from A1 to its last cell with content, merges and fills that begin there included.

    *sheet*: an xlwings sheet of this engine, or its implementation. Formulas have results in an open office,
    so `uncalculated` is empty.
    """
    implementation: Value = getattr(sheet, "impl", sheet)
    inside: Sheet = implementation
    with inside.office.call("read_grid"):
        return _read(inside)


def _read(sheet: Sheet) -> Grid:
    used = sheet.used_box()
    if used is None:
        return Grid(sheet=sheet.name, cells=[], hidden=not sheet.visible)
    looks = _looks(sheet, used[2], used[3])
    height, width = _area(used[2], used[3], looks)
    block = Range(sheet, 1, 1, height, width)
    values: Value = block.raw_value if len(block) > 1 else [[block.raw_value]]
    errors = {
        (row, column): str(value)
        for row, line in enumerate(values, 1)
        for column, value in enumerate(line, 1)
        if type(value) is CellError
    }
    cells: list[list[Cell]] = [[_cell(value) for value in line] for line in values]
    hidden_rows, hidden_columns = _hidden(block)
    return Grid(
        sheet=sheet.name,
        cells=cells,
        merges=tuple(_within(looks.merges, height, width)),
        formats={at: code for at, code in looks.formats.items() if at[0] <= height and at[1] <= width},
        fills={at: fill for at, fill in looks.fills.items() if at[0] <= height and at[1] <= width},
        hidden_rows=hidden_rows,
        hidden_columns=hidden_columns,
        hidden=not sheet.visible,
        errors=errors,
        formulas=_formulas(block),
    )


def _cell(value: Value) -> Cell:
    """As the file reader has it: an error is empty, a midnight is its day."""
    kind = type(value)
    if kind is float or kind is str or value is None:
        return value
    if kind is CellError:
        return None
    return value.date() if kind is datetime and value.time() == time() else value


def _looks(sheet: Sheet, height: int, width: int) -> _Formats:
    """One group holds the cells that look alike in everything, merging included: one of them speaks for all."""
    whole = sheet.cells.shape
    around = Range(sheet, 1, 1, min(height + REACH, whole[0]), min(width + REACH, whole[1]))
    looks, formats = _Formats(), sheet.book.formats
    groups = around.xl.getUniqueCellFormatRanges()
    for at in range(groups.getCount()):
        group = groups.getByIndex(at)
        boxes = [
            (a.StartRow + 1, a.StartColumn + 1, a.EndRow + 1, a.EndColumn + 1)
            for a in group.getRangeAddresses()
        ]
        code, fill = formats.of(group.NumberFormat).code, group.CellBackColor
        if code not in PLAIN:
            looks.formats.update(dict.fromkeys(_cells(boxes, height, width), code))
        if fill not in (colours.NONE, WHITE):
            text = f"{fill:06X}"
            looks.fills.update(dict.fromkeys(_cells(boxes, height + REACH, width + REACH), text))
        rows, columns = _span(sheet, boxes[0])
        if rows * columns > 1:
            looks.merges += [
                Merge(row, column, row + rows - 1, column + columns - 1)
                for row, column in _cells(boxes, height, width)
            ]
    looks.merges.sort(key=lambda merge: (merge.first_row, merge.first_column))
    return looks


def _span(sheet: Sheet, box: Box) -> tuple[int, int]:
    """Rows and columns of the merged range that begins at the first cell of *box*."""
    cell = sheet.xl.getCellByPosition(box[1] - 1, box[0] - 1)
    if not cell.getIsMerged():
        return 1, 1
    cursor = sheet.xl.createCursorByRange(cell)
    cursor.collapseToMergedArea()
    area = cursor.getRangeAddress()
    return area.EndRow - area.StartRow + 1, area.EndColumn - area.StartColumn + 1


def _cells(boxes: list[Box], height: int, width: int) -> list[tuple[int, int]]:
    return [
        (row, column)
        for top, left, bottom, right in boxes
        for row in range(top, min(bottom, height) + 1)
        for column in range(left, min(right, width) + 1)
    ]


def _area(height: int, width: int, looks: _Formats) -> tuple[int, int]:
    """Cells that hold something, then merges and fills that begin among them."""
    high, wide = height, width
    for merge in looks.merges:
        if merge.last_column <= width + REACH:
            wide = max(wide, merge.last_column)
        if merge.last_row <= height + REACH:
            high = max(high, merge.last_row)
    for row, column in looks.fills:
        if row <= height and wide < column <= width + REACH:
            wide = column
    return high, wide


def _within(merges: list[Merge], height: int, width: int) -> list[Merge]:
    cut = [
        Merge(m.first_row, m.first_column, min(m.last_row, height), min(m.last_column, width)) for m in merges
    ]
    return [m for m in cut if (m.first_row, m.first_column) != (m.last_row, m.last_column)]


def _hidden(block: Range) -> tuple[frozenset[int], frozenset[int]]:
    """Rows and columns of which no cell can be seen."""
    rows, columns = set(range(1, block.shape[0] + 1)), set(range(1, block.shape[1] + 1))
    for area in block.xl.queryVisibleCells().getRangeAddresses():
        rows -= set(range(area.StartRow + 1, area.EndRow + 2))
        columns -= set(range(area.StartColumn + 1, area.EndColumn + 2))
    return frozenset(rows), frozenset(columns)


def _formulas(block: Range) -> dict[tuple[int, int], str]:
    """Formula text without its '=', by (row, column)."""
    areas = block.xl.queryContentCells(FORMULA).getRangeAddresses()
    if not areas:
        return {}
    boxes = [(a.StartRow, a.StartColumn, a.EndRow, a.EndColumn) for a in areas]
    if len(boxes) > FEW:
        tops, lefts, bottoms, rights = zip(*boxes, strict=True)
        boxes = [(min(tops), min(lefts), max(bottoms), max(rights))]
    return {
        (row, column): to_excel(text).removeprefix("=")
        for box in boxes
        for row, line in enumerate(block.part(box).xl.getFormulaArray(), box[0] + 1)
        for column, text in enumerate(line, box[1] + 1)
        if text.startswith("=")
    }
