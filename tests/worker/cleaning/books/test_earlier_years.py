"""Figures of an earlier year beside a plan, and tables that are parts of it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from worker.cleaning.books.earlier_years import is_of_earlier_year
from worker.cleaning.build import build_raw_data
from worker.cleaning.mapped_table import MappedTable
from worker.knowledge.templates import load_template
from worker.plans.layout import understand
from worker.shapes.grid import Grid

TEMPLATE = load_template()


def mapped(
    sheet: str, rows: list[list[Any]], fields: tuple[str | None, ...], number: int = 1, **words: Any
) -> MappedTable:
    grid = Grid(sheet, [list(row) for row in rows])
    layout = understand(grid)
    return MappedTable(grid, layout, layout.tables[0], dict(enumerate(fields, 1)), number=number, **words)


PLAN = mapped(
    "Budget",
    [["Brand", "Jan 2026", "Feb 2026", "Total"], ["Rye", 40, 60, 100], ["Oat", 30, 20, 50]],
    ("brand", None, None, "net_cost"),
)


def beside(sheet: str, header: str, **words: Any) -> MappedTable:
    rows = [["Brand", header], ["Rye", 557_000], ["Oat", 269_000]]
    return mapped(sheet, rows, ("brand", "spend"), number=2, **words)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(beside("IST", "Ausgaben"), id="no year"),
        pytest.param(beside("2026", "Spend"), id="the plan's year"),
        pytest.param(beside("2025 vs 2026", "Spend"), id="two years"),
        pytest.param(beside("2025", "Spend", is_plan_by_word=True), id="a person's word"),
        pytest.param(
            mapped("2025", [["Brand", "Start", "Spend"], ["Rye", date(2025, 3, 1), 5], ["Oat", date(2025, 4, 1), 6]], ("brand", "start_date", "spend"), number=2),
            id="lines with days",
        ),
    ],
)  # fmt: skip
def test_parts_of_the_plan(other: MappedTable) -> None:
    assert not is_of_earlier_year(other, [PLAN, other], TEMPLATE)


@pytest.mark.parametrize(
    "other",
    [beside("2025 IST", "Ausgaben"), beside("Факт", "Расходы 2025, руб."), beside("Année 2024", "Dépenses")],
)
def test_an_earlier_year_is_left_out_with_a_note(other: MappedTable) -> None:
    assert is_of_earlier_year(other, [PLAN, other], TEMPLATE)
    raw = build_raw_data([PLAN, other], TEMPLATE)
    assert set(raw.table.column("source_sheet").to_pylist()) == {"Budget"}
    assert [f.severity for f in raw.findings if f.code == "earlier-year"] == ["note"]
