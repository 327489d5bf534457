"""What nothing explains, as far as money may hang on it."""

from __future__ import annotations

import numpy as np
import pytest

from tests.worker.cleaning.conftest import mapped
from worker.cleaning.books.rest import left_column_findings, rest_findings
from worker.cleaning.books.sheet_fates import SheetFates
from worker.cleaning.books.table_posts import LeftColumn
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


def test_a_column_that_nobody_spoke_of_is_named_with_its_amount() -> None:
    finding = left_column_findings(
        PLAN, LINES, LeftColumn(Column(3, "Kick-back"), np.array([5.0, 7.0]), ("agency_fee",))
    )
    assert (finding.code, finding.cell) == ("amount-not-exported", "C2:C3")
    assert "Kick-back" in finding.sentence and "12" in finding.sentence
