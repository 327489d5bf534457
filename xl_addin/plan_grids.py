"""A workbook as the worker takes it: its saved file, else the cells as the spreadsheet program shows them.

A call into Excel costs as much as a thousand cells, so values and formulas come in one call a sheet. Formats, fills,
merges and hidden rows are asked of whole blocks, and a block is halved only where its cells differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from worker.shapes.grid import Cell, Grid, Merge, column_letter
from worker.shapes.json import Json

if TYPE_CHECKING:
    from xlwings import Book, Range, Sheet

T = TypeVar("T")
ERRORS = frozenset(
    {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#SPILL!", "#CALC!", "#FIELD!"}
)
MOST_CALLS = 3_000
"""Questions about one property of a sheet; what is not found out by then stays unknown."""
LARGE = 200_000
"""Cells from which on LibreOffice's sheets, too, are left to the worker where they are saved: below, asking is quicker."""
READ_BY_WORKER = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"})
BLACK = (0, 0, 0)
MIXED = (-1, -1, -1)
"""The colour of a block whose cells differ."""
WHITE = "FFFFFF"

Block = tuple[int, int, int, int]
"""First row and column, last row and column."""


# ---------------------------------------------------------------- the file


def saved_file(book: Book) -> Path | None:
    """The file of *book* where it holds what is shown: saved, unchanged since, and local."""
    path = Path(path_of(book))
    if path.suffix.lower() not in READ_BY_WORKER or not path.is_absolute() or not path.is_file():
        return None
    if book.app.engine.name == "libreoffice" and _cells(book) < LARGE:
        return None
    return path if _unchanged(book) else None


def path_of(book: Book) -> str:
    """Where the book is; its name where it has no place on this machine, as a book that Excel opened from the web."""
    with suppress(Exception):  # xlwings raises its own error for such a book
        return str(book.fullname)
    return str(book.name)


def _cells(book: Book) -> int:
    corners = (sheet.used_range.last_cell for sheet in book.sheets)
    return sum(corner.row * corner.column for corner in corners)


def _unchanged(book: Book) -> bool:
    if book.app.engine.name == "files":
        return True  # such a book is its file: nobody types into it
    with suppress(Exception):  # each host has its own way; one that has none is read cell by cell
        api = book.api
        if hasattr(api, "isModified"):
            return not api.isModified()
        saved = api.Saved if hasattr(api, "Saved") else api.saved.get()
        return saved is True
    return False


# ---------------------------------------------------------------- the cells


def read_sheet(sheet: Sheet) -> Grid:
    """One sheet as it is shown now."""
    engine = sheet.book.app.engine.name
    if engine == "libreoffice":
        from xl_addin.engines.uno.grid import read_grid as whole

        return whole(sheet)
    if engine == "files":
        from xl_addin.engines.files.grid import read_grid

        return read_grid(sheet)
    return _read_by_blocks(sheet)


def _read_by_blocks(sheet: Sheet) -> Grid:
    cells, errors = _values(sheet)
    height, width = len(cells), len(cells[0]) if cells else 0
    if not height:
        return Grid(sheet.name, [])
    block = (1, 1, height, width)
    ask = _Asking(sheet)
    return Grid(
        sheet=sheet.name,
        cells=cells,
        merges=tuple(ask.merges(block)),
        formats=dict(ask.formats(cells)),
        fills=dict(ask.fills(block)),
        hidden_rows=frozenset(ask.hidden(block, rows=True)),
        hidden_columns=frozenset(ask.hidden(block, rows=False)),
        errors=errors,
        formulas=_formulas(sheet, block, cells),
    )


def read_values(sheet: Sheet) -> Grid:
    """The values alone, in one call."""
    cells, errors = _values(sheet)
    return Grid(sheet.name, cells, errors=errors)


def _values(sheet: Sheet) -> tuple[list[list[Cell]], dict[tuple[int, int], str]]:
    last = sheet.used_range.last_cell
    block = sheet.range((1, 1), (last.row, last.column)).options(ndim=2, err_to_str=True).value
    errors: dict[tuple[int, int], str] = {}
    cells: list[list[Cell]] = []
    for at, row in enumerate(block, 1):
        read: list[Cell] = []
        for column, value in enumerate(row, 1):
            if isinstance(value, str) and value in ERRORS:
                errors[at, column] = value
                value = None
            read.append(_plain(value))
        cells.append(read)
    height = max((at for at, row in enumerate(cells, 1) if any(v is not None for v in row)), default=0)
    height = max([height, *(row for row, _ in errors)])
    return cells[:height], errors


def _plain(value: object) -> Cell:
    if value is None or value == "":
        return None
    if isinstance(value, float) and value != value:
        return None
    if isinstance(value, datetime):
        if value.year < 1900:  # a time of day: its date is the day before Excel's first
            return value.time()
        naive = value.replace(tzinfo=None)
        return naive.date() if naive.time() == time() else naive
    return value if isinstance(value, (str, float, int, bool, date, time)) else str(value)


def _formulas(sheet: Sheet, block: Block, cells: Sequence[Sequence[Cell]]) -> dict[tuple[int, int], str]:
    try:
        texts: object = sheet.range((block[0], block[1]), (block[2], block[3])).formula
    except NotImplementedError:
        return {}
    rows = texts if isinstance(texts, (tuple, list)) else ((texts,),)
    rows = rows if isinstance(rows[0], (tuple, list)) else (rows,)
    return {
        (at, column): words.removeprefix("=")
        for at, row in enumerate(rows, 1)
        for column, words in enumerate(row, 1)
        if isinstance(words, str) and words.startswith("=") and words != cells[at - 1][column - 1]
    }


class _Asking:
    """Questions to the spreadsheet program about one sheet, as few as the sheet's sameness allows."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._left = MOST_CALLS

    def _range(self, block: Block) -> Range:
        self._left -= 1
        return self._sheet.range((block[0], block[1]), (block[2], block[3]))

    def merges(self, whole: Block) -> Iterator[Merge]:
        """The merged ranges that begin in *whole*."""
        areas: set[Block] = set()
        for block in self._halved(
            [whole], lambda b: self._range(b).merge_cells, lambda value: value is False
        ):
            area = self._range((block[0], block[1], block[0], block[1])).merge_area
            last = area.last_cell
            value = (area.row, area.column, last.row, last.column)
            if value not in areas and len(area) > 1:
                areas.add(value)
                yield Merge(*value)

    def fills(self, whole: Block) -> Iterator[tuple[tuple[int, int], str]]:
        """Fill colours by cell."""
        self._left = MOST_CALLS

        def ask(block: Block) -> tuple[int, int, int] | None:
            shade: tuple[int, int, int] | None = self._range(block).color
            single = block[:2] == block[2:]
            return MIXED if shade == BLACK and not single else shade  # hosts say black where cells differ

        for block, colour in self._same([whole], ask, lambda value: value is None, lambda f: f == MIXED):
            named = "".join(f"{part:02X}" for part in colour or ())
            if named != WHITE:
                yield from ((at, named) for at in _places(block))

    def formats(self, cells: Sequence[Sequence[Cell]]) -> Iterator[tuple[tuple[int, int], str]]:
        """Number formats of the cells that hold numbers or dates; a text means the same in any format."""
        self._left = MOST_CALLS
        blocks = list(_runs(cells))
        for block, code in self._same(
            blocks,
            lambda b: self._range(b).number_format,
            lambda f: f in ("General", "Standard"),
            lambda f: f is None,
        ):
            yield from ((at, str(code)) for at in _places(block))

    def hidden(self, whole: Block, *, rows: bool) -> Iterator[int]:
        """Numbers of the hidden rows or columns."""
        self._left = MOST_CALLS
        line: Block = (1, 1, whole[2], 1) if rows else (1, 1, 1, whole[3])

        def ask(block: Block) -> bool | None:
            part = self._range(block)
            try:
                return (part.rows if rows else part.columns).hidden
            except NotImplementedError:
                return False

        for block, _ in self._same([line], ask, lambda value: value is False, lambda value: value is None):
            yield from range(block[0], block[2] + 1) if rows else range(block[1], block[3] + 1)

    def _same(
        self,
        blocks: Iterable[Block],
        ask: Callable[[Block], T],
        nothing: Callable[[T], bool],
        mixed: Callable[[T], bool],
    ) -> Iterator[tuple[Block, T]]:
        """Blocks of one answer that is not nothing."""
        waiting = list(blocks)
        while waiting and self._left > 0:
            block = waiting.pop()
            value = ask(block)
            if nothing(value):
                continue
            if mixed(value):
                waiting += _halves(block)
            else:
                yield block, value

    def _halved(
        self, blocks: Iterable[Block], ask: Callable[[Block], T], nothing: Callable[[T], bool]
    ) -> Iterator[Block]:
        """Single cells of which the answer is not nothing; a block all of one merge counts as its first cell."""
        waiting = list(blocks)
        while waiting and self._left > 0:
            block = waiting.pop()
            value = ask(block)
            if nothing(value):
                continue
            if block[:2] == block[2:]:
                yield block
            else:
                waiting += _halves(block)


def _halves(block: Block) -> list[Block]:
    """Two parts, cut across the longer side; empty for a single cell, whose answer can't be had."""
    top, left, bottom, right = block
    if bottom - top >= right - left:
        if bottom == top:
            return []
        middle = (top + bottom) // 2
        return [(middle + 1, left, bottom, right), (top, left, middle, right)]
    middle = (left + right) // 2
    return [(top, middle + 1, bottom, right), (top, left, bottom, middle)]


def _places(block: Block) -> Iterator[tuple[int, int]]:
    return (
        (row, column) for row in range(block[0], block[2] + 1) for column in range(block[1], block[3] + 1)
    )


def _runs(cells: Sequence[Sequence[Cell]]) -> Iterator[Block]:
    """Down each column, what lies between its first and last number, and its first and last date."""
    for column, values in enumerate(zip(*cells, strict=True), 1):
        begun: dict[type, list[int]] = {}
        for row, value in enumerate(values, 1):
            if isinstance(value, (int, float, date, time)) and not isinstance(value, bool):
                kind = date if isinstance(value, (date, time)) else float
                begun.setdefault(kind, [row, row])[1] = row
        for first, last in begun.values():
            yield first, column, last, column


# ---------------------------------------------------------------- as JSON


def wire_of(grid: Grid) -> Json:
    """The grid as the worker's JSON has it: dates as ISO text, their cells named."""
    dates: list[tuple[int, int]] = []
    cells = [
        [_sent(value, at, column, dates) for column, value in enumerate(row, 1)]
        for at, row in enumerate(grid.cells, 1)
    ]
    return {
        "sheet": grid.sheet,
        "cells": cells,
        "dates": dates,
        "merges": [(m.first_row, m.first_column, m.last_row, m.last_column) for m in grid.merges],
        "formats": _by_cell(grid.formats),
        "fills": _by_cell(grid.fills),
        "errors": _by_cell(grid.errors),
        "formulas": _by_cell(grid.formulas),
        "hidden_rows": sorted(grid.hidden_rows),
        "hidden_columns": sorted(grid.hidden_columns),
        "hidden": grid.hidden,
    }


def _sent(value: Cell, row: int, column: int, dates: list[tuple[int, int]]) -> object:
    if isinstance(value, date):  # a datetime is one too
        dates.append((row, column))
        return value.isoformat()
    if value is None or isinstance(value, (str, float, int)):
        return value
    return str(value)


def _by_cell(values: Mapping[tuple[int, int], str]) -> dict[str, str]:
    return {f"{column_letter(column)}{row}": words for (row, column), words in values.items()}
