"""A sheet understood: what each row is, and its tables with their columns, periods, sections and totals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice

from worker.findings.layout import PERIOD_YEAR_MOVED
from worker.plans import blocks, tables, tall
from worker.plans.brief.brief import read_brief
from worker.plans.columns import read_columns
from worker.plans.periods.part_sums import part_sums, sums_by_measure
from worker.plans.periods.periods import read_periods
from worker.plans.rows.judge import judge
from worker.plans.rows.line_numbers import line_numbers
from worker.plans.rows.listed_sums import listed_sums
from worker.plans.rows.profile import Profile, profile
from worker.plans.rows.summed_columns import summed_columns
from worker.plans.rows.taxed_columns import taxed_columns
from worker.plans.versions.versions import mark_versions
from worker.progress import breathe
from worker.shapes.finding import Finding
from worker.shapes.grid import Book, Grid
from worker.shapes.layout import BriefItem, RowKind, SheetLayout, Table
from worker.shapes.review import RowOverride


def understand_book(book: Book, overrides: Sequence[RowOverride] = ()) -> tuple[SheetLayout, ...]:
    """The layouts of all sheets in order; tables that are versions of another are marked."""
    layouts = [understand(grid, overrides=overrides) for grid in book.sheets]
    return mark_versions(layouts, book.sheets).layouts


def understand(grid: Grid, *, overrides: Sequence[RowOverride] = (), year: int | None = None) -> SheetLayout:
    """What each row of a sheet is, and its tables.

    Args:
        overrides: A planner's word on rows; those of this sheet win, and the rest is judged around them.
        year: The year of periods that name none, where it is known from elsewhere.
    """
    planner_kinds = {o.row: o.kind for o in overrides if o.sheet == grid.sheet}
    sheet = _profile(grid, planner_kinds)
    breathe()
    kinds = judge(sheet, planner_kinds)
    titled, kinds = blocks.with_titles(sheet, kinds, tables.find(sheet, kinds))
    rows = blocks.row_kinds(sheet, kinds, titled, planner_kinds)
    breathe()
    bare = blocks.tables(sheet, rows, titled)
    brief = read_brief(grid, _outside(rows, bare), bare)
    measures = blocks.title_measures(bare)
    complete = tuple(
        _with_columns(grid, table, brief, year, measure)
        for table, measure in zip(bare, measures, strict=True)
    )
    return SheetLayout(grid.sheet, rows, complete, brief, tuple(_year_moves(grid, complete)))


def _profile(grid: Grid, planner_kinds: Mapping[int, RowKind]) -> Profile:
    """The rows to judge: of a tall sheet the telling ones, and never those that a planner called blank."""
    rows = tall.rows_to_look_at(grid)
    if rows is not None:
        rows = sorted({*rows, *(row for row in planner_kinds if 1 <= row <= grid.height)})
    blank = {row for row, kind in planner_kinds.items() if kind == "blank"}
    if blank:
        rows = [row for row in rows or range(1, grid.height + 1) if row not in blank]
    return profile(grid, rows)


def _outside(rows: Sequence[RowKind], tables: Sequence[Table]) -> list[int]:
    """Rows beside the tables that may hold a brief: metadata and notes."""
    inside = {row for table in tables for row in (*table.heading_rows, *(s.row for s in table.skipped))}
    return [at for at, kind in enumerate(rows, 1) if kind in ("metadata", "note") and at not in inside]


def _year_moves(grid: Grid, tables: Sequence[Table]) -> Iterator[Finding]:
    """The first period of each table whose header cell is a date of another year than the one it was taken for."""
    for table in tables:
        moved = (
            PERIOD_YEAR_MOVED.at(
                grid.sheet,
                f"{period.letter}{row}",
                place=f"{period.letter}{row}",
                typed=value.year,
                taken=period.start.year,
            )
            for period in table.periods
            for row in table.header_rows
            if period.start
            and isinstance(value := grid.at(row, period.number), date)
            and (value.day, value.month) == (period.start.day, period.start.month)
            and value.year != period.start.year
        )
        yield from islice(moved, 1)


def _with_columns(
    grid: Grid, table: Table, brief: Sequence[BriefItem], year: int | None, measure: str | None
) -> Table:
    """The table with its columns and periods; *measure* is what the title says that the periods hold."""
    skipped = frozenset(row.row for row in table.skipped)
    numbers = range(table.first_column, table.last_column + 1)
    periods = read_periods(
        grid,
        table.heading_rows,
        table.first_row,
        table.last_row,
        numbers,
        year=year,
        brief=brief,
        skipped=skipped,
        measure=measure,
    )
    timed = {period.number for period in periods}
    rest = [number for number in numbers if number not in timed]
    columns = read_columns(grid, table.heading_rows, table.first_row, table.last_row, rest, skipped)
    bare = replace(table, columns=columns, periods=periods)
    summed, taxed = summed_columns(grid, bare), taxed_columns(grid, bare)
    listed = listed_sums(grid, bare)
    amounts = line_numbers(grid, bare)
    parts = part_sums(grid, table.line_rows, columns, periods)
    wholes = sums_by_measure(grid, table.line_rows, columns, periods)
    compared = tuple(
        replace(
            c,
            summed=c.number in summed or c.number in listed,
            numbers=amounts.get(c.number, ()),
            adds_periods=c.number in parts,
            adds_measure=wholes.get(c.number),
            taxed=c.number in taxed,
            listed_sum=listed.get(c.number, ""),
        )
        for c in columns
    )
    return replace(bare, columns=compared)
