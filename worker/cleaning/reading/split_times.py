"""Times in two columns, a year and a part of it: 'Year | Month', 'Jahr | KW', 'Год | Квартал'; and years alone."""

from __future__ import annotations

from collections.abc import Sequence

from worker.cleaning.reading.source import Source
from worker.plans.rows.letters import number
from worker.shapes.grid import Cell, cell_text
from worker.shapes.layout import Column
from worker.text import plain, words
from worker.values.dates.calendar_words import classes_of, month_of
from worker.values.dates.tokens import tokens
from worker.values.dates.units import numbered_units
from worker.values.dates.year_parts import names_year

YEARS = range(2000, 2050)
MONTHS, QUARTERS, WEEKS = range(1, 13), range(1, 5), range(1, 54)


def with_years(source: Source, column: Column, cells: Sequence[Cell]) -> Sequence[Cell]:
    """The cells of a column of months, weeks or quarters, each with the year that another column of the table has.

    The cells themselves where they are more than a number or a month's name, or where no column holds years alone.
    """
    filled = [cell for cell in cells if cell not in (None, "")]
    form = _form(column, filled)
    if not filled or form is None:
        return cells
    for other in source.mapped.table.columns:
        if other.number != column.number and (years := _years(source, other.number)):
            return [
                cell if cell in (None, "") else form.format(year=year, part=_part(cell))
                for cell, year in zip(cells, years, strict=True)
            ]
    return cells


def _form(column: Column, cells: Sequence[Cell]) -> str | None:
    """How a year and a part of it are written as one time; None where the cells are no such parts."""
    if all(isinstance(cell, str) and month_of(plain(cell).strip().rstrip(".")) for cell in cells):
        return "{part} {year}"
    if all(isinstance(cell, str) and _is_unit(cell) for cell in cells):
        return "{part} {year}"
    numbers = [number(cell) for cell in cells]
    marks = {mark for word in words(plain(column.header)) for mark in classes_of(word)}
    if "week_mark" in marks:
        return "W{part} {year}" if _are_in(numbers, WEEKS) else None
    if "quarter_mark" in marks:
        return "Q{part} {year}" if _are_in(numbers, QUARTERS) else None
    return "{year}-{part:0>2}" if _are_in(numbers, MONTHS) and "day_mark" not in marks else None


def _is_unit(text: str) -> bool:
    """Whether a text is one numbered part of any year: 'Q1', 'KW 12'."""
    units = numbered_units(tokens(text))
    return bool(units) and all(unit.year is None and unit.month is None for unit in units)


def _are_in(numbers: Sequence[float | None], parts: range) -> bool:
    return all(value is not None and value in parts for value in numbers)


def _part(cell: Cell) -> str:
    value = number(cell)
    return cell_text(cell).strip() if value is None else str(int(value))


def years_of_lines(source: Source) -> list[int] | None:
    """The year of each line, where a column that is called so holds years and nothing else."""
    for column in source.mapped.table.columns:
        if names_year(column.header) and (years := _years(source, column.number)):
            return years
    return None


def _years(source: Source, column: int) -> list[int] | None:
    """The year of each line, a blank one that of the line above; None where the column holds anything else."""
    years: list[int] = []
    for row in source.rows.tolist():
        cell = source.mapped.grid.at(row, column)
        value = number(cell)
        if cell in (None, "") and years:
            years.append(years[-1])
        elif value is not None and value in YEARS:
            years.append(int(value))
        else:
            return None
    return years or None
