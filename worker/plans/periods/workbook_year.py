"""The year of sheets that name none: the one that all other sheets of the workbook say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from worker.lazy_dataclass import dataclass
from worker.plans.periods.periods import periods_of_year
from worker.plans.periods.years import brief_span, title_year
from worker.shapes.grid import Grid
from worker.shapes.layout import BriefItem, SheetLayout, Table

_ROWS_FOR_YEARS = 60
"""Lines whose days are looked at."""


@dataclass(frozen=True, slots=True)
class DatedByOthers:
    """Layouts of which those without a year have the workbook's."""

    layouts: tuple[SheetLayout, ...]
    year: int | None = None
    sheets: tuple[str, ...] = ()
    """Those whose periods have days by it."""


def with_workbook_year(layouts: Sequence[SheetLayout], grids: Sequence[Grid]) -> DatedByOthers:
    """The layouts, those that name no year with the one of the others, where these say a single one.

    Args:
        grids: the sheets of *layouts*, in the same order.
    """
    sheets_of_book = list(zip(layouts, grids, strict=True))
    dated = [_dated_years(layout, grid) for layout, grid in sheets_of_book]
    named = [
        years | _title_years(layout, grid)
        for years, (layout, grid) in zip(dated, sheets_of_book, strict=True)
    ]
    year = next((year for years in dated for year in years), None)
    if year is None or set().union(*named) != {year} or all(named):
        return DatedByOthers(tuple(layouts))
    result: list[SheetLayout] = []
    sheets: list[str] = []
    for layout, grid, own in zip(layouts, grids, named, strict=True):
        if own or not layout.tables:
            result.append(layout)
            continue
        fact = BriefItem("year", str(year), None, 1, 1, is_guess=True)
        tables = tuple(_dated(table, layout, grid, year) for table in layout.tables)
        if tables == layout.tables:
            result.append(layout)
            continue
        sheets.append(layout.sheet)
        result.append(replace(layout, brief=(*layout.brief, fact), tables=tables))
    return DatedByOthers(tuple(result), year, tuple(sheets))


def _title_years(layout: SheetLayout, grid: Grid) -> set[int]:
    """The year of a sheet's title, brief or name: that of a price list may be another one than the plan's."""
    header = layout.tables[0].header_rows if layout.tables else ()
    year = title_year(grid, header, layout.brief)
    return set() if year is None else {year}


def _dated_years(layout: SheetLayout, grid: Grid) -> set[int]:
    """The years of a sheet's periods, of the flight in its brief and of the days of its lines."""
    years = {period.start.year for table in layout.tables for period in table.periods if period.start}
    years |= {part.year for part in brief_span(layout.brief) or () if part.year}
    for table in layout.tables:
        for row in range(table.first_row, min(table.last_row, table.first_row + _ROWS_FOR_YEARS) + 1):
            cells = (grid.at(row, column) for column in range(table.first_column, table.last_column + 1))
            years |= {cell.year for cell in cells if isinstance(cell, date)}
    return years


def _dated(table: Table, layout: SheetLayout, grid: Grid, year: int) -> Table:
    """The table with days for its periods, where the year is all that they lack."""
    if not table.periods or any(period.start for period in table.periods):
        return table
    periods = periods_of_year(grid, layout, table, year)
    return replace(table, periods=periods) if all(period.start for period in periods) else table
