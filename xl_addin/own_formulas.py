"""Cells that hold our formulas: they are told when a decision changes their answers, and become values on request.

Excel is asked by its own search, which takes no time on a large plan; other programs hand out a sheet's formulas as a block.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from worker.errors import UsageError

if TYPE_CHECKING:
    from xlwings import App, Book, Range, Sheet

NAMES = ("MAP_COLUMN", "MAP_CONFIDENCE", "MAP_WHY", "MAP_VALUE")
_OURS = re.compile(rf"\b(?:(?:{'|'.join(NAMES)})|ORG\.MEDIAMAPPER\.CALC\.FORMULAS\.\w+)\s*\(", re.IGNORECASE)
"""With the name that LibreOffice's extension has in a saved formula."""
EXCEL, FILES = "excel", "files"
XL_FORMULAS, XL_PART = -4123, 2
"""Of Excel's search: look into formulas, and for a part of them."""


class _ExcelRange(Protocol):
    """What is used of a range in Excel's own object model."""

    Address: str
    Formula: str
    FormulaArray: str
    Value: object
    CurrentArray: _ExcelRange
    SpillParent: _ExcelRange
    SpillingToRange: _ExcelRange

    def Dirty(self) -> None: ...  # noqa: N802 - Excel's name


@dataclass(frozen=True, slots=True)
class Formula:
    """One formula and the cells that show its answer."""

    sheet: str
    cells: str
    """Their address: one cell, or a block that an array formula fills."""
    text: str
    is_array: bool = False


def is_ours(formula: str) -> bool:
    """Whether a formula's text calls one of our functions."""
    return formula.startswith(("=", "{=")) and bool(_OURS.search(formula))


# ---------------------------------------------------------------- told of a decision


def recalculate(app: App) -> int:
    """Have Excel calculate the cells that ask MediaMapper, and what depends on them; the number of those cells.

    Nothing else is calculated. LibreOffice's extension does this for itself, and files have no program that calculates.
    Where a planner has set calculation to manual, the cells wait for F9 as all others do.
    """
    if app.engine.name != EXCEL:
        return 0
    count = 0
    for book in app.books:
        for sheet in book.sheets:
            for cell in _excel_cells(sheet):
                cell.Dirty()
                count += 1
    if count and app.calculation != "manual":
        app.calculate()
    return count


def _excel_cells(sheet: Sheet) -> Iterator[_ExcelRange]:
    """Excel's own ranges of the cells with our formulas."""
    area = sheet.used_range.api
    first = area.Find(What="MAP_", LookIn=XL_FORMULAS, LookAt=XL_PART)
    cell = first
    while cell is not None:
        if is_ours(str(cell.Formula)):
            yield cell
        cell = area.FindNext(cell)
        if cell is None or cell.Address == first.Address:
            return


# ---------------------------------------------------------------- turned into values


def keep_values(book: Book) -> tuple[int, Callable[[Book], None]]:
    """Put the answers of our formulas in the place of the formulas.

    Returns the number of formulas, and what writes them back into the workbook that it is given.

    Raises:
        UsageError: the workbook is open in nothing that calculates.
    """
    if book.app.engine.name == FILES:
        raise UsageError("A file by itself has no answers to keep.", "Open it in Excel or LibreOffice.")
    take = _take_in_excel if book.app.engine.name == EXCEL else _take
    formulas = [formula for sheet in book.sheets for formula in take(sheet)]

    def restore(there: Book) -> None:
        for formula in formulas:
            _write_back(there.sheets[formula.sheet].range(formula.cells), formula)

    return len(formulas), restore


def _take_in_excel(sheet: Sheet) -> list[Formula]:
    """A formula that spills, or fills a block by Ctrl+Shift+Enter, is replaced as a whole."""
    areas: dict[str, tuple[_ExcelRange, Formula]] = {}
    for cell in _excel_cells(sheet):
        spills, fills = _says(cell, "HasSpill"), _says(cell, "HasArray")
        anchor = cell.SpillParent if spills else cell
        area = anchor.SpillingToRange if spills else cell.CurrentArray if fills else cell
        is_array = fills and not spills
        text = anchor.FormulaArray if is_array else getattr(anchor, "Formula2", anchor.Formula)
        address = str(anchor.Address) if spills else str(area.Address)
        areas.setdefault(address, (area, Formula(sheet.name, address, str(text), is_array)))
    for area, _ in areas.values():
        area.Value = area.Value
    return [formula for _, formula in areas.values()]


def _says(cell: _ExcelRange, name: str) -> bool:
    """A property of Excel's that older versions lack."""
    return getattr(cell, name, False) is True


def _take(sheet: Sheet) -> list[Formula]:
    formulas: dict[str, Formula] = {}
    used = sheet.used_range
    block: object = used.formula
    rows = block if isinstance(block, tuple) else ((block,),)
    for down, row in enumerate(rows):
        for across, text in enumerate(row):
            if is_ours(str(text)):
                cell = sheet.range((used.row + down, used.column + across))
                area = _array_around(cell) if str(text).startswith("{") else cell
                formulas.setdefault(
                    area.address, Formula(sheet.name, area.address, str(text), area is not cell)
                )
    for formula in formulas.values():
        cells = sheet.range(formula.cells)
        answers = cells.value
        if formula.is_array:
            cells.clear_contents()  # a part of an array formula can't be overwritten
        cells.value = answers
    return list(formulas.values())


def _array_around(cell: Range) -> Range:
    """The block that LibreOffice fills with the array formula of *cell*."""
    cursor = cell.sheet.api.createCursorByRange(cell.api)
    cursor.collapseToCurrentArray()
    at = cursor.getRangeAddress()
    return cell.sheet.range((at.StartRow + 1, at.StartColumn + 1), (at.EndRow + 1, at.EndColumn + 1))


def _write_back(cells: Range, formula: Formula) -> None:
    if formula.is_array:
        cells.clear_contents()
        cells.formula_array = formula.text.strip("{}")
    else:
        cells.formula2 = formula.text
