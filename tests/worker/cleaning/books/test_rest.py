"""What nothing explains, as far as money may hang on it."""

from __future__ import annotations

import numpy as np
import pytest

from tests.worker.cleaning.conftest import mapped
from worker.cleaning.books.rest import left_column_findings, rest_findings
from worker.cleaning.books.sheet_fates import SheetFates
from worker.cleaning.books.table_posts import LeftColumn
from worker.cleaning.lines import Lines
from worker.cleaning.periods.pieces import LineRows
from worker.cleaning.reading.table_lines import read_lines
from worker.knowledge.templates import load_template
from worker.shapes.grid import Cell, Grid
from worker.shapes.layout import Column

TEMPLATE = load_template()
PLAN = mapped([("Vendor", "publisher"), ("Net cost", "net_cost")], [["Alder", 1000.0], ["Birch", 480.0]])
LINES = read_lines(PLAN, TEMPLATE)


def places(*below: list[Cell], confirmed: bool = False) -> list[str | None]:
    fates = SheetFates.of(Grid("Plan", [*PLAN.grid.cells, *below]))
    fates.post("exported", LINES.rows, [2])
    agreed = {("Plan", "net_cost")} if confirmed else set()
    return [f.cell for f in rest_findings({"Plan": fates}, [(PLAN, LINES, LineRows(LINES))], agreed)]


@pytest.mark.parametrize(
    ("below", "cells"),
    [
        ([], []),
        ([["Note", 3.0]], []),  # too little to matter
        ([["Cedar", 500.0]], ["4:4"]),
        ([["Cedar", 500.0], ["Doubt", 300.0]], ["4:5"]),
        ([["Cedar", 500.0], ["", None], ["Doubt", 300.0]], ["4:4", "6:6"]),
    ],
)
def test_rows_under_exported_money(below: list[list[Cell]], cells: list[str]) -> None:
    assert places(*below) == cells


def test_a_sum_that_the_plan_confirms_leaves_nothing_to_ask() -> None:
    assert places(["Cedar", 500.0], confirmed=True) == []


def left(lines: Lines, *columns: tuple[int, str, tuple[str, ...]]) -> list[tuple[str, str, str | None]]:
    """Code, severity and place of what is told of columns with their number, header and likely fields."""
    amounts = np.array([5.0, 7.0])
    found = left_column_findings(
        lines, [LeftColumn(Column(number, header), amounts, fields) for number, header, fields in columns]
    )
    return [(one.code, one.severity, one.cell) for one in found]


def test_a_column_that_nobody_spoke_of_is_named_with_its_amount() -> None:
    column = LeftColumn(Column(3, "Kick-back"), np.array([5.0, 7.0]), ("agency_fee",))
    (finding,) = left_column_findings(LINES, [column])
    assert (finding.code, finding.cell) == ("amount-not-exported", "C2:C3")
    assert "Kick-back" in finding.sentence and "12" in finding.sentence


@pytest.mark.parametrize(
    ("header", "field", "amount", "severity"),
    [
        ("Kick-back", "agency_fee", 12.0, "warning"),
        ("CPV", "net_cost", 0.07, "note"),
        ("Net cost T€", "net_cost", 1.4, "warning"),  # thousands
        ("Net cost USD", "net_cost", 1.4, "warning"),  # another currency than the plan's
        ("Shares", "conversions", 0.07, "warning"),  # no money
    ],
)
def test_money_that_is_next_to_nothing_beside_the_plans_is_a_note(
    header: str, field: str, amount: float, severity: str
) -> None:
    column = LeftColumn(Column(3, header), np.array([amount, 0.0]), (field,))
    assert [one.severity for one in left_column_findings(LINES, [column])] == [severity]


def test_of_a_table_without_lines_nothing_is_said() -> None:
    empty = read_lines(mapped([("Vendor", "publisher"), ("Net cost", "net_cost")], []), TEMPLATE)
    assert left(empty, (3, "Kick-back", ("agency_fee",))) == []


SPOTS = read_lines(
    mapped([("Vendor", "publisher"), ("Spots", "spots")], [["Alder", 4], ["Birch", 9]]), TEMPLATE
)
LOST, UNNAMED = "numbers-not-exported", ("Zorgl", ())


@pytest.mark.parametrize(
    ("lines", "columns", "told"),
    [
        (LINES, [], []),
        (SPOTS, [(3, *UNNAMED)], [(LOST, "note", "C2:C3")]),
        (LINES, [(3, *UNNAMED)], [(LOST, "warning", "C2:C3")]),
        (LINES, [(3, *UNNAMED), (4, *UNNAMED)], [(LOST, "warning", "C2:D3")]),
        (LINES, [(3, *UNNAMED), (6, *UNNAMED)], [(LOST, "warning", "C2:C3"), (LOST, "warning", "F2:F3")]),
    ],
    ids=["none", "beside spots", "no volume beside it", "side by side", "apart"],
)
def test_numbers_that_nothing_names_are_told_once(
    lines: Lines, columns: list[tuple[int, str, tuple[str, ...]]], told: list[tuple[str, str, str | None]]
) -> None:
    assert left(lines, *columns) == told
