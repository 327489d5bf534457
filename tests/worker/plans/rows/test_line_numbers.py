"""The numbers of a table's first lines, column by column."""

from __future__ import annotations

from worker.plans.rows.line_numbers import LINES, line_numbers
from worker.shapes.grid import Cell, Grid
from worker.shapes.layout import Column, SkippedRow, Table


def table(rows: list[list[Cell]], skipped: tuple[SkippedRow, ...] = ()) -> tuple[Grid, Table]:
    columns = tuple(Column(number, "") for number in range(1, len(rows[0]) + 1))
    return Grid("Plan", rows), Table((), 1, len(rows), 1, len(rows[0]), columns, skipped=skipped)


def test_columns_without_a_number_are_left_out() -> None:
    assert line_numbers(*table([["Alder", None], ["Birch", "-"]])) == {}


def test_a_number_a_line_and_none_where_there_is_none() -> None:
    rows: list[list[Cell]] = [["Alder", 10, "1,5"], ["Birch", None, "TBC"], ["Cedar", "7", 2]]
    assert line_numbers(*table(rows)) == {2: (10.0, None, 7.0), 3: (1.5, None, 2.0)}


def test_rows_that_are_no_lines_are_passed_over() -> None:
    rows: list[list[Cell]] = [["Alder", 10], ["Total", 10], ["Birch", 20]]
    assert line_numbers(*table(rows, (SkippedRow(2, "total"),))) == {2: (10.0, 20.0)}


def test_of_a_long_table_the_first_lines_tell() -> None:
    rows: list[list[Cell]] = [["x", n] for n in range(LINES + 20)]
    assert len(line_numbers(*table(rows))[2]) == LINES
