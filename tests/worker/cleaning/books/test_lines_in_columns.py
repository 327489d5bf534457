"""Tables whose lines are columns: they are told, and nothing of them is exported."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from worker.cleaning.books.lines_in_columns import has_lines_in_columns
from worker.cleaning.mapped_table import MappedTable
from worker.plans.layout import understand
from worker.service import MediaMapper
from worker.settings import Settings
from worker.shapes.grid import Book, Grid

PLAN: list[list[Any]] = [
    ["Channel", "Vendor", "Start", "End", "Net cost EUR"],
    ["Radio", "Alder", date(2026, 3, 2), date(2026, 3, 15), 1917.5],
    ["TV", "Birch", date(2026, 3, 9), date(2026, 3, 22), 1100],
    ["Press", "Cedar", date(2026, 3, 16), date(2026, 3, 29), 640],
]
TURNED: list[list[Any]] = [["Item", "Buy 1", "Buy 2", "Buy 3"], *map(list, zip(*PLAN, strict=True))]
GERMAN: list[list[Any]] = [
    [None, "Belegung A", "Belegung B"],
    ["Medium", "Plakat", "Radio"],
    ["Anbieter", "Erle", "Birke"],
    ["Beginn", date(2026, 4, 7), date(2026, 4, 13)],
    ["Ende", date(2026, 4, 20), date(2026, 4, 26)],
    ["Spots", None, 48],
    ["Nettokosten (EUR)", 4560, 7200],
]


def _has_lines_in_columns(rows: list[list[Any]], **options: Any) -> bool:
    grid = Grid("Plan", [list(row) for row in rows])
    layout = understand(grid)
    return has_lines_in_columns(MappedTable(grid, layout, layout.tables[0], {}, **options))


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(PLAN, id="lines in rows"),
        pytest.param([row[:2] for row in TURNED], id="one line"),
        pytest.param([["Geo", "Meta", "Unity"], *([name, 900, 700] for name in ("US", "CA", "DE", "FR", "Total"))], id="countries"),
        pytest.param([["KPI", "Plan", "Fact"], ["Impressions", 9, 8], ["Clicks", 5, 4], ["Views", 3, 2], ["Net cost", 7, 7]], id="measures"),
        pytest.param([["Item", "Buy 1", "Buy 2"], ["Channel", "TV", "Radio"], ["Vendor", "Erle", "Birch"], ["Format", "20 s", "30 s"], ["Net cost", 5, 7], ["Clicks", 5, 7]], id="no days"),
    ],
)  # fmt: skip
def test_other_tables_have_none(rows: list[list[Any]]) -> None:
    assert not _has_lines_in_columns(rows)


def test_a_table_without_a_header_has_none() -> None:
    grid = Grid("Plan", [list(row) for row in PLAN])
    layout = understand(grid)
    bare = replace(layout.tables[0], header_rows=(), group_rows=())
    assert not bare.heading_rows and not has_lines_in_columns(MappedTable(grid, layout, bare, {}))


def test_a_person_has_the_last_word() -> None:
    assert not _has_lines_in_columns(TURNED, is_plan_by_word=True)


@pytest.mark.parametrize("rows", [TURNED, GERMAN])
def test_lines_in_columns_need_a_person(tmp_path: Any, rows: list[list[Any]]) -> None:
    assert _has_lines_in_columns(rows)
    book = Book("plan.xlsx", (Grid("Plan", [list(row) for row in rows]),))
    mapper = MediaMapper(Settings(memory_dir=tmp_path / "memory"))
    export = mapper.export(book, mapper.map(book, llm=False), llm=False)
    assert export.raw.table.num_rows == 0 and not export.settled
    assert [f.severity for f in export.raw.findings if f.code == "lines-in-columns"] == ["warning"]
