"""What a plan says of its sums outside its tables."""

from __future__ import annotations

import numpy as np
import pytest

from tests.worker.cleaning.conftest import mapped
from worker.cleaning.books.claims import compare_claims
from worker.cleaning.books.sheet_fates import SheetFates
from worker.cleaning.periods.pieces import LineRows
from worker.cleaning.reading.table_lines import read_lines
from worker.knowledge.templates import load_template
from worker.shapes.accounts import Fate
from worker.shapes.finding import Total
from worker.shapes.grid import Cell, Grid

TEMPLATE = load_template()


def totals_of(*below: list[Cell], confirmed: bool = False) -> tuple[list[Total], SheetFates]:
    """The claims of rows that stand under two lines of 1,000 and 480 euros."""
    plan = mapped(
        [("Vendor", "publisher"), ("Net cost EUR", "net_cost")], [["Alder", 1000.0], ["Birch", 480.0]]
    )
    grid = Grid("Plan", [*plan.grid.cells, *below])
    lines = read_lines(plan, TEMPLATE)
    fates = SheetFates.of(grid)
    fates.post("exported", lines.rows, [2])
    agreed = {("Plan", "net_cost")} if confirmed else set()
    return compare_claims([fates], [(plan, lines, LineRows(lines))], TEMPLATE, agreed, 0.01), fates


@pytest.mark.parametrize(
    ("below", "oks", "fate"),
    [
        (["Screens", 17.0], [], "unexplained"),
        (["Vendors", 2.0], [], "unexplained"),
        (["VAT 19 %", 281.2], [], "left_out"),
        (["Whole", 1480.0], [True], "total"),
        (["Total excl. VAT, EUR", 1500.0], [False], "total"),
    ],
)
def test_a_number_below(below: list[Cell], oks: list[bool], fate: Fate) -> None:
    totals, fates = totals_of([None, None], below)
    assert [total.ok for total in totals] == oks
    assert fates.count(fate) == 1


@pytest.mark.parametrize(
    ("text", "oks"),
    [
        ("Net budget TV: EUR 700", []),
        ("Households: 1,500", []),
        ("Total: 1,500", []),
        ("Total net budget: EUR 1,480", [True]),
        ("Total net budget: EUR 1,500", [False]),
    ],
)
def test_a_sum_in_a_text(text: str, oks: list[bool]) -> None:
    totals, _ = totals_of([None, None], [text, None])
    assert [(total.ok, total.cell) for total in totals] == [(ok, "A5") for ok in oks]


@pytest.mark.parametrize(
    ("label", "number", "oks"),
    [
        ("Total clicks", 70_000.0, []),
        ("Impressions per day", 70_000.0, []),
        ("Total impressions", 65_000.0, []),
        ("Total impressions", 64_980.0, [True]),
        ("Total impressions", 64_900.0, [False]),
        ("Total impressions", 70_000.0, [False]),
    ],
    ids=["another thing", "no total", "rounded", "the sum", "no rounding", "too far"],
)
def test_a_total_of_things(label: str, number: float, oks: list[bool]) -> None:
    plan = mapped(
        [("Vendor", "publisher"), ("Impressions", "planned_impressions")],
        [["Alder", 40_000.0], ["Birch", 24_980.0]],
    )
    lines = read_lines(plan, TEMPLATE)
    fates = SheetFates.of(Grid("Plan", [*plan.grid.cells, [None, None], [label, number]]))
    fates.post("exported", lines.rows, [2])
    totals = compare_claims([fates], [(plan, lines, LineRows(lines))], TEMPLATE, set(), 0.01)
    assert [total.ok for total in totals] == oks


def test_totals_of_weeks_are_no_total_of_all() -> None:
    plan = mapped(
        [("Vendor", "publisher"), ("Spots", "spots"), ("x", None)], [["Alder", 4000.0], ["Birch", 2500.0]]
    )
    lines = read_lines(plan, TEMPLATE)
    fates = SheetFates.of(Grid("Plan", [*plan.grid.cells, [None] * 3, ["Total spots", 2000.0, 4100.0]]))
    fates.post("exported", lines.rows, [2])
    assert compare_claims([fates], [(plan, lines, LineRows(lines))], TEMPLATE, set(), 0.01) == []


@pytest.mark.parametrize(
    ("row", "oks"),
    [
        (["Subtotal spots", None, 1028.0], [False]),
        (["Subtotal spots", 4000.0, 1028.0], []),
        (["Subtotal spots", 4000.0, "Total spots", 1028.0], [False]),
    ],
    ids=["the label's own", "behind another number", "behind a label of its own"],
)
def test_a_label_speaks_of_the_first_number_behind_it(row: list[Cell], oks: list[bool]) -> None:
    plan = mapped(
        [("Vendor", "publisher"), ("Spots", "spots"), ("x", None), ("y", None)],
        [["Alder", 4000.0], ["Birch", 2500.0]],
    )
    lines = read_lines(plan, TEMPLATE)
    fates = SheetFates.of(Grid("Plan", [*plan.grid.cells, [None] * 4, [*row, None][:4]]))
    fates.post("exported", lines.rows, [2])
    fates.post("total", [5], [2])
    totals = compare_claims([fates], [(plan, lines, LineRows(lines))], TEMPLATE, set(), 0.01)
    assert [total.ok for total in totals] == oks


def test_another_total_beside_one_that_agrees_is_the_sum_of_something_else() -> None:
    totals, fates = totals_of([None, None], ["Total excl. VAT, EUR", 1500.0], confirmed=True)
    assert (totals, fates.count("unexplained")) == ([], 1)


def test_parts_below_one_another_add_up_to_the_sum() -> None:
    totals, fates = totals_of([None, None], ["TV", 700.0], ["Radio", 780.0])
    assert [(total.label, total.ok, total.cell) for total in totals] == [("sum of 2 parts", True, "B5:B6")]
    assert list(fates.places("total")) == ["Plan!B5:B6"]


def test_without_raw_data_nothing_is_claimed() -> None:
    fates = SheetFates.of(Grid("Plan", [["Total", 5.0]]))
    assert compare_claims([fates], [], TEMPLATE, (), 0.01) == []
    assert np.isfinite(fates.numbers).sum() == 1
