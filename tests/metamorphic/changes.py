"""Changes of a plan as it was read: those that must not change its raw data, and those that must do so exactly."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from bench.plans.words import words_of
from tests.metamorphic.grids import moved, put, same_place, with_rows, without_row
from worker.shapes.grid import Book, Cell, Grid, column_letter
from worker.shapes.layout import Table
from worker.verbs.export import Export

Changed = Book | None
"""None where the plan has no place for the change."""


def in_sheet(book: Book, sheet: str, change: Callable[[Grid], Grid]) -> Book:
    """The book with one sheet changed."""
    return replace(book, sheets=tuple(change(g) if g.sheet == sheet else g for g in book.sheets))


def first_table(export: Export) -> tuple[str, int, Table] | None:
    """The first table that is exported."""
    return next(iter(export.mapped.exported_tables()), None)


def _money(export: Export) -> tuple[str, Table, dict[int, str]] | None:
    """The first exported table and its columns of money or counts that add up, by number."""
    one = first_table(export)
    if one is None:
        return None
    sheet, number, table = one
    names = (
        "net_cost",
        "gross_cost",
        "planned_budget",
        "spend",
        "planned_impressions",
        "impressions",
        "clicks",
    )
    fields = {c.number: export.fields.get((sheet, number, c.number)) for c in table.columns}
    return sheet, table, {c: f for c, f in fields.items() if f in names}


# ---------------------------------------------------------------- what must not change the raw data


def blank_row_above(book: Book, export: Export) -> Changed:
    """An empty row at the top of each sheet."""
    return replace(book, sheets=tuple(with_rows(g, 0, [{}]) for g in book.sheets))


def blank_column_left(book: Book, export: Export) -> Changed:
    """An empty column at the left of each sheet."""
    return replace(
        book, sheets=tuple(moved(g, same_place, lambda c: c + 1, g.height, g.width + 1) for g in book.sheets)
    )


def blank_rows_removed(book: Book, export: Export) -> Changed:
    """Empty rows at the top are taken out."""
    first = {
        g.sheet: next((r for r, row in enumerate(g.cells, 1) if any(v not in (None, "") for v in row)), 1)
        for g in book.sheets
    }
    if all(at == 1 for at in first.values()):
        return None
    return replace(
        book,
        sheets=tuple(
            moved(
                g,
                lambda r, n=first[g.sheet] - 1: r - n if r > n else None,
                same_place,
                g.height - first[g.sheet] + 1,
                g.width,
            )
            for g in book.sheets
        ),
    )


def columns_swapped(book: Book, export: Export) -> Changed:
    """Two neighbouring columns of the table change places, where nothing is merged over them and nothing stands above."""
    one = first_table(export)
    if one is None:
        return None
    sheet, _, table = one
    grid = next(g for g in book.sheets if g.sheet == sheet)
    single = [c.number for c in table.columns if len(c.parts) == 1]
    for left in single:
        if left + 1 in single and _free(grid, table, left):
            new = {left: left + 1, left + 1: left}
            return in_sheet(book, sheet, lambda g, new=new: _swapped(g, new))  # type: ignore[misc]
    return None


def _swapped(grid: Grid, new: Mapping[int, int]) -> Grid:
    return moved(grid, same_place, lambda c: new.get(c, c), grid.height, grid.width)


def _free(grid: Grid, table: Table, left: int) -> bool:
    inside = range(
        table.header_rows[0] if table.header_rows else table.first_row,
        max((*table.total_rows, table.last_row)) + 1,
    )
    merged = any(m.first_column <= left + 1 and m.last_column >= left for m in grid.merges)
    above = any(
        grid.at(r, c) not in (None, "")
        for r in range(1, grid.height + 1)
        if r not in inside
        for c in (left, left + 1)
    )
    texts = any(
        isinstance(grid.at(r, c), str) and r in table.total_rows for r in inside for c in (left, left + 1)
    )
    return not merged and not above and not texts and left > table.first_column


def headers_in_german(book: Book, export: Export) -> Changed:
    """English headers that are words of every planner stand in German instead."""
    one = first_table(export)
    if one is None or not one[2].header_rows:
        return None
    english, german = words_of("en"), words_of("de")
    keys = (
        "publisher",
        "placement",
        "audience",
        "net_cost",
        "gross_cost",
        "clicks",
        "start_date",
        "end_date",
        "notes",
    )
    names = {word.lower(): german[key][0] for key in keys for word in english[key]}
    sheet, _, table = one
    row = table.header_rows[-1]
    grid = next(g for g in book.sheets if g.sheet == sheet)
    new = {c: names[str(v).lower()] for c, v in enumerate(grid.cells[row - 1], 1) if str(v).lower() in names}
    return (
        in_sheet(book, sheet, lambda g: put(g, {(row, c): text for c, text in new.items()})) if new else None
    )


def sheets_turned_round(book: Book, export: Export) -> Changed:
    """The sheets in the opposite order."""
    return replace(book, sheets=book.sheets[::-1]) if len(book.sheets) > 1 else None


def sheet_renamed(book: Book, export: Export) -> Changed:
    """The only sheet has a name that says nothing."""
    return replace(book, sheets=(replace(book.sheets[0], sheet="Sheet7"),)) if len(book.sheets) == 1 else None


def total_removed(book: Book, export: Export) -> Changed:
    """The last row of the table, a total of everything, is taken out."""
    one = first_table(export)
    if one is None:
        return None
    sheet, _, table = one
    totals = {
        int(re.sub(r"\D", "", t.cell))
        for t in export.raw.totals
        if t.cell and t.level == "table" and t.ok and t.sheet == sheet
    }
    gone = [row for row in totals if row > table.last_row]
    return in_sheet(book, sheet, lambda g: without_row(g, gone[0])) if len(gone) == 1 else None


def total_added(book: Book, export: Export) -> Changed:
    """A total is put below lines that have none."""
    found = _money(export)
    if found is None or found[1].total_rows or not found[2]:
        return None
    sheet, table, columns = found
    grid = next(g for g in book.sheets if g.sheet == sheet)
    rows = range(table.first_row, table.last_row + 1)
    sums: dict[int, Cell] = {
        c: sum(v for r in rows if isinstance(v := grid.at(r, c), (int, float))) for c in columns
    }
    if table.first_column in columns or not all(sums.values()):
        return None
    return in_sheet(
        book, sheet, lambda g: with_rows(g, table.last_row, [{table.first_column: "Total", **sums}])
    )


def _below(export: Export) -> tuple[str, Table, int, int] | None:
    """Sheet, table, the row below it, and its column of money, where a block can be put below."""
    found = _money(export)
    if found is None or not found[2]:
        return None
    sheet, table, columns = found
    money = next((c for c, f in columns.items() if f.endswith(("cost", "budget", "spend"))), None)
    return (
        None
        if money in (None, table.first_column)
        else (sheet, table, max((*table.total_rows, table.last_row)), money or 0)
    )


def fee_block(book: Book, export: Export) -> Changed:
    """Fee, VAT and what is to pay are put below the table."""
    place = _below(export)
    if place is None:
        return None
    sheet, _, row, money = place
    rows: list[dict[int, Cell]] = [
        {money - 1: "Agency fee 5%", money: 512.5},
        {money - 1: "VAT 20%", money: 2152.5},
        {money - 1: "To pay", money: 12915.0},
    ]
    return in_sheet(book, sheet, lambda g: with_rows(g, row, rows))


def note_below(book: Book, export: Export) -> Changed:
    """A note is put below everything."""
    one = first_table(export)
    if one is None:
        return None
    at = one[2].first_column
    return in_sheet(book, one[0], lambda g: with_rows(g, g.height, [{}, {at: "All figures are estimates."}]))


def _with_sheet(book: Book, name: str, cells: list[list[Cell]]) -> Book:
    return replace(book, sheets=(*book.sheets, Grid(name, cells)))


def help_sheet(book: Book, export: Export) -> Changed:
    """A sheet that says how to fill in the plan."""
    return _with_sheet(
        book,
        "How to use",
        [["How to use", None], [1, "Fill in one line per placement."], [2, "Do not change grey cells."]],
    )


def price_list(book: Book, export: Export) -> Changed:
    """A sheet with a price list."""
    rows: list[list[Cell]] = [
        [name, form, price]
        for name, form, price in (
            ("Meta", "Story", 4.5),
            ("YouTube", "Preroll", 9.0),
            ("Teads", "Video", 12.0),
        )
    ]
    return _with_sheet(book, "Rate card", [["Publisher", "Format", "Unit price"], *rows])


def totals_as_formulas(book: Book, export: Export) -> Changed:
    """The table's total is a formula."""
    found = _money(export)
    if found is None or len(found[1].total_rows) != 1 or found[1].total_rows[0] <= found[1].last_row:
        return None
    sheet, table, columns = found
    row = table.total_rows[0]
    texts = {
        (row, c): f"=SUM({column_letter(c)}{table.first_row}:{column_letter(c)}{table.last_row})"
        for c in columns
    }
    return in_sheet(book, sheet, lambda g: replace(g, formulas={**g.formulas, **texts}))


SAME: tuple[Callable[[Book, Export], Changed], ...] = (
    blank_row_above,
    blank_column_left,
    blank_rows_removed,
    columns_swapped,
    headers_in_german,
    sheets_turned_round,
    sheet_renamed,
    total_removed,
    total_added,
    fee_block,
    note_below,
    help_sheet,
    price_list,
    totals_as_formulas,
)


# ---------------------------------------------------------------- what must change it, and exactly how


@dataclass(frozen=True)
class Exact:
    """A changed plan, and what becomes of each raw row."""

    book: Book
    expected: Callable[[Mapping[str, Any]], Mapping[str, Any] | None]
    """A row as it must be afterwards; None where it must be gone."""


def cost_doubled(book: Book, export: Export) -> Exact | None:
    """One line's money is doubled, in its own column or in all its periods."""
    found = _money(export)
    if found is None or not found[2]:
        return None
    sheet, table, columns = found
    row = table.first_row
    name = next(
        (f for f in columns.values() if f in ("net_cost", "planned_budget", "spend", "gross_cost")), None
    )
    grid = next(g for g in book.sheets if g.sheet == sheet)
    cells = [c for c, f in columns.items() if f == name] + [p.number for p in table.periods]
    ours = [r for r in export.raw.table.to_pylist() if (r["source_sheet"], r["source_row"]) == (sheet, row)]
    numbers = {(row, c): v * 2 for c in cells if isinstance(v := grid.at(row, c), (int, float)) and v}
    if name is None or not numbers or not _alone(export, sheet, table) or not _of_measure(table, name):
        return None
    if len(ours) > 1 and not table.periods:
        return None  # a split over months is rounded in each

    def expected(line: Mapping[str, Any]) -> Mapping[str, Any]:
        ours = (line["source_sheet"], line["source_row"]) == (sheet, row)
        return {**line, name: line[name] * 2} if ours and line.get(name) is not None else line

    return Exact(in_sheet(book, sheet, lambda g: put(g, numbers)), expected)


def _of_measure(table: Table, name: str) -> bool:
    """Whether all period columns hold amounts of *name*."""
    return all(p.measure == name and not p.marks for p in table.periods)


def _alone(export: Export, sheet: str, table: Table) -> bool:
    """Whether no other table stands on the same sheet, so that a row is a line of this one."""
    return sum(one == sheet for one, _, _ in export.mapped.exported_tables()) == 1


def line_removed(book: Book, export: Export) -> Exact | None:
    """One line is taken out of the middle of its table."""
    one = first_table(export)
    if one is None:
        return None
    sheet, _, table = one
    grid = next(g for g in book.sheets if g.sheet == sheet)
    skipped = {s.row for s in table.skipped}
    if table.total_rows or not _alone(export, sheet, table):
        return None  # a total over the line would no longer be its sum
    rows = [r for r in range(table.first_row, table.last_row + 1) if r not in skipped]
    merged = {r for m in grid.merges for r in range(m.first_row, m.last_row + 1)}
    free = [r for r in rows[1:-1] if r not in merged and {r - 1, r + 1} <= set(rows)]
    if not free:
        return None
    gone = free[len(free) // 2]

    def expected(line: Mapping[str, Any]) -> Mapping[str, Any] | None:
        return None if (line["source_sheet"], line["source_row"]) == (sheet, gone) else line

    return Exact(in_sheet(book, sheet, lambda g: without_row(g, gone)), expected)


def dates_shifted(book: Book, export: Export) -> Exact | None:
    """One line's dates are a week later."""
    one = first_table(export)
    if one is None or one[2].periods:
        return None
    sheet, number, table = one
    grid = next(g for g in book.sheets if g.sheet == sheet)
    row, week = table.first_row, timedelta(days=7)
    columns = [
        c.number
        for c in table.columns
        if export.fields.get((sheet, number, c.number)) in ("start_date", "end_date", "date")
    ]
    later = {(row, c): v + week for c in columns if isinstance(v := grid.at(row, c), date)}
    if not later or len(later) != len(columns):
        return None

    def expected(line: Mapping[str, Any]) -> Mapping[str, Any]:
        if (line["source_sheet"], line["source_row"]) != (sheet, row):
            return line
        days = {n: line[n] + week for n in ("start_date", "end_date", "date") if line.get(n) is not None}
        return {**line, **days}

    return Exact(in_sheet(book, sheet, lambda g: put(g, later)), expected)


EXACT: tuple[Callable[[Book, Export], Exact | None], ...] = (cost_doubled, line_removed, dates_shifted)
