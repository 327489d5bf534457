"""Sheets whose lines are columns: left alone where another reading is possible, else turned round with all that they hold."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from worker.plans.files.turned_sheets import turned
from worker.shapes.grid import Grid, Merge

Rows = list[list[Any]]
PLAN: Rows = [
    ["Channel", "Vendor", "Start", "End", "Net cost EUR"],
    ["Radio", "Alder", date(2026, 3, 2), date(2026, 3, 15), 1917.5],
    ["TV", "Birch", date(2026, 3, 9), date(2026, 3, 22), 1100],
    ["Press", "Cedar", date(2026, 3, 16), date(2026, 3, 29), 640],
]
TURNED: Rows = [list(row) for row in zip(*PLAN, strict=True)]
GERMAN: Rows = [
    ["Medium", "Plakat", "Radio"],
    ["Anbieter", "Erle", "Birke"],
    ["Beginn", date(2026, 4, 7), date(2026, 4, 13)],
    ["Ende", date(2026, 4, 20), date(2026, 4, 26)],
    ["Nettokosten (EUR)", 4560, 7200],
]
KOREAN: Rows = [
    ["매체사", "네이버", "카카오"],
    ["시작일", "2026-02-01", "2026-02-03"],
    ["종료일", "2026-02-20", "2026-02-25"],
    ["금액", 900, 400],
]
MONTHS: Rows = [["Vendor", "Alder", "Birch"], ["Format", "Spot", "Banner"], ["Net cost", 300, 500], ["Start date", date(2026, 1, 1), date(2026, 1, 1)], ["Jan 2026", 100, 200], ["Feb 2026", 200, 300]]  # fmt: skip
PAIRS: Rows = [["Client", "Alder", "Agency", "Birch"], ["Campaign", "Spring", "Budget", 900], ["Start date", "2026-03-01", "End date", "2026-03-31"], ["Market", "UK", "Product", "Tea"]]  # fmt: skip
KPIS: Rows = [
    ["KPI", "Plan", "Fact"],
    ["Impressions", 9, 8],
    ["Clicks", 5, 4],
    ["Video views", 3, 2],
    ["Net cost", 7, 7],
]
STAGES: Rows = [
    ["Start", date(2026, 3, 1), None, None],
    ["Métrica", "Planejado", "Realizado", "%"],
    ["Verba", 7370, 5930, 0.8],
    ["Impressões", 231000, 222000, 0.96],
    ["Cliques", 900, 800, 0.89],
    ["Formato", "Vídeo", "Vídeo", None],
]
"""A campaign's figures, planned and delivered."""
BRIEF: Rows = [["Client", "Alder"], ["Campaign", "Spring"], ["Start date", date(2026, 3, 1)], ["Budget", 900]]
LIST: Rows = [["Field", "Meaning", "Example"], ["Vendor", "who sells", "Alder"], ["Format", "what runs", "Banner"], ["Start date", "first day", "1 March"], ["Net cost", "what is paid", "see plan"]]  # fmt: skip

AGES: Rows = [
    ["Vendor", "Mar 2026", "Apr 2026"],
    ["Alder", 1000, 2000],
    ["Birch", 500, 700],
    ["Agency commission", 150, 270],
    ["Ad serving", 15, 27],
    ["Clicks", 5, 7],
]
"""A vendor is called as Danes call an age."""

CHART: Rows = [
    [*PLAN[0], *(date(2026, month, 1) for month in range(1, 13))],
    *([*row, *[100] * 12] for row in PLAN[1:]),
    ["Market", "Product", "Format", "Objective", "Budget"],
]
"""A header of five names and twelve months."""


@pytest.mark.parametrize(
    "rows",
    [AGES, CHART, PLAN, PAIRS, KPIS, STAGES, BRIEF, LIST, [row[:2] for row in TURNED], [*TURNED, *PLAN]],
)
def test_other_sheets_stay_as_they_are(rows: Rows) -> None:
    assert turned(Grid("Plan", [list(row) for row in rows])) is None


BUDGETS: Rows = [*TURNED, ["Budget as approved in May", 1800, 1000, 600]]
"""The last label names no field."""
TAXES: Rows = [
    ["Proveedor", "TikTok", "Meta", "Marca", "YouTube", "Los 40", "Antena 3"],
    ["Ubicción", "Story ROS", "Feed", "Banner", "Bumper", "Spot", "Spot"],
    ["Formato", "Story", "Story", "Banner", "Video", "Preroll", "Preroll"],
    ["Fecha de inicio", *["2026-02-05"] * 6],
    ["Fecha de fin", *["2026-05-16"] * 6],
    ["Costo, sin IVA", 6660, 28120, 225, 700, 3060, 2700],
    ["Costo, con IVA", 8058.6, 34025.2, 272.25, 847, 3702.6, 3267],
]
"""Two vendors are called as fields are."""


@pytest.mark.parametrize("rows", [TURNED, GERMAN, KOREAN, MONTHS, BUDGETS, TAXES])
def test_lines_in_columns_become_rows(rows: Rows) -> None:
    found = turned(Grid("Plan", [list(row) for row in rows]))
    assert found is not None
    grid, note = found
    assert [list(row) for row in grid.cells] == [list(row) for row in zip(*rows, strict=True)]
    assert (note.code, note.severity) == ("sheet-turned", "note")


def test_what_stands_above_and_below_stays_there() -> None:
    above: Rows = [["Media plan", None, None, None], ["Client", "Dogwood", None, None]]
    below: Rows = [["VAT is not included", None, None, None]]
    grid, note = turned(Grid("Plan", [*above, *TURNED, *below])) or (None, None)
    assert grid is not None and note is not None and note.cell == "A3:D7"
    assert [grid.at(row, 1) for row in range(1, 8)] == ["Media plan", "Client", "Channel", "Radio", "TV", "Press", "VAT is not included"]  # fmt: skip
    assert grid.at(4, 5) == 1917.5


def test_looks_and_merges_turn_with_their_cells() -> None:
    sheet = Grid(
        "Plan",
        [["Media plan", None, None, None], *TURNED],
        merges=(Merge(1, 1, 1, 4), Merge(2, 2, 2, 3)),
        formats={(6, 2): "0.00"},
        fills={(2, 1): "FFCC00"},
        struck=frozenset({(6, 4)}),
        errors={(6, 3): "#REF!"},
        uncalculated=frozenset({(5, 2)}),
    )
    grid, _ = turned(sheet) or (None, None)
    assert grid is not None
    assert grid.merges == (Merge(1, 1, 1, 4), Merge(3, 1, 4, 1))
    assert (grid.formats, grid.fills, grid.errors) == (
        {(3, 5): "0.00"},
        {(2, 1): "FFCC00"},
        {(4, 5): "#REF!"},
    )
    assert (grid.struck, grid.uncalculated) == ({(5, 5)}, {(3, 4)})


def test_groups_may_stand_left_of_the_names() -> None:
    """'Media' and 'Plan' over fields are as a merged row over a header."""
    grouped = [["Media" if not at else None, None, *row] for at, row in enumerate(TURNED)]
    grid, note = turned(Grid("Plan", grouped)) or (None, None)
    assert grid is not None and note is not None and note.cell == "C1:F5"
    assert [grid.at(1, column) for column in range(3, 8)] == [row[0] for row in TURNED]
