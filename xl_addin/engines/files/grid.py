"""A sheet of the file engine as a grid, for books that were never saved: what is on disk the worker reads better."""

from __future__ import annotations

from datetime import datetime, time

from openpyxl.cell.rich_text import CellRichText

from worker.shapes.grid import Cell, Grid, Merge
from xl_addin.engines.cell_values import Value
from xl_addin.engines.files.app import ERRORS
from xl_addin.engines.files.formats import rgb_of


def read_grid(sheet: Value) -> Grid:
    """The sheet from A1 to its last cell; formulas have no results here, so their cells are `uncalculated`."""
    xl = sheet.impl.xl
    rows = [list(row) for row in xl.iter_rows(1, xl.max_row, 1, xl.max_column)]
    every = [cell for row in rows for cell in row]
    formulas = {(c.row, c.column): str(c.value)[1:] for c in every if c.data_type == "f"}
    return Grid(
        sheet=sheet.name,
        cells=[[_cell(cell) for cell in row] for row in rows],
        merges=tuple(Merge(m.min_row, m.min_col, m.max_row, m.max_col) for m in xl.merged_cells.ranges),
        formats={(c.row, c.column): c.number_format for c in every if c.number_format != "General"},
        fills={(c.row, c.column): fill for c in every if (fill := _fill(c)) not in (None, "FFFFFF")},
        hidden_rows=frozenset(n for n, line in xl.row_dimensions.items() if line.hidden),
        hidden_columns=frozenset(
            n for line in xl.column_dimensions.values() if line.hidden for n in range(line.min, line.max + 1)
        ),
        hidden=not sheet.visible,
        uncalculated=frozenset(formulas),
        errors={(c.row, c.column): c.value for c in every if _is_error(c.value)},
        formulas=formulas,
    )


def _cell(cell: Value) -> Cell:
    value = cell.value
    if cell.data_type == "f" or value == "" or _is_error(value):
        return None
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value
    return str(value) if isinstance(value, CellRichText) else value


def _is_error(value: Value) -> bool:
    return isinstance(value, str) and value in ERRORS


def _fill(cell: Value) -> str | None:
    if cell.fill is None or cell.fill.fill_type != "solid":
        return None
    colour = rgb_of(cell.fill.fgColor.rgb)
    return None if colour is None else "{:02X}{:02X}{:02X}".format(*colour)
