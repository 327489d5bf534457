"""Tables with measures in rows: what they are, and that a plan beside them is exported without them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from worker.cleaning.books.scorecards import is_scorecard
from worker.cleaning.mapped_table import MappedTable
from worker.plans.layout import understand
from worker.service import MediaMapper
from worker.settings import Settings
from worker.shapes.grid import Book, Grid

MARCH = [date(2026, 3, 1), date(2026, 3, 31)]
PLAN = [
    ["Vendor", "Start", "End", "Net cost EUR", "Impressions"],
    ["Alder", *MARCH, 1917.5, 310_000],
    ["Birch", *MARCH, 1100, 120_000],
]
CARD = [
    ["KPI", "Plan", "Fact"],
    ["Impressions", 430_000, 390_000],
    ["Clicks", 900, 811],
    ["CTR", 0.002, 0.0021],
]


def _mapped(rows: Sequence[Sequence[Any]], **options: Any) -> MappedTable:
    grid = Grid("KPI", [list(row) for row in rows])
    layout = understand(grid)
    return MappedTable(grid, layout, layout.tables[0], {}, **options)


@pytest.mark.parametrize(
    ("rows", "yes"),
    [
        pytest.param(PLAN, False, id="a plan"),
        pytest.param([["Vendor", "KPI", "Budget"], ["Alder", "Clicks", 1500], ["Birch", "Views", 900]], False, id="goals of lines"),
        pytest.param([["KPI", "Vendor", "Budget"], ["Clicks", "Alder", 1500], ["Views", "Birch", 900]], False, id="goals first"),
        pytest.param([["Buying", "Budget", "Units"], ["Clicks", 1500, 900], ["Clicks", 900, 500], ["Display", 100, 50]], False, id="one goal twice"),
        pytest.param([*CARD, *CARD], True, id="two blocks"),
        pytest.param([["Channel", "Budget"], ["TV", 1500], ["Search", 900], ["Clicks", 20]], False, id="mostly names"),
        pytest.param(CARD, True, id="measures of other kinds"),
        pytest.param([*CARD, ["CPM", 9, 8], ["CPT", 12, 11]], True, id="two names of a price"),
        pytest.param([["Kennzahl", "Ist"], ["Impressionen", 430_000], ["Klicks", 900], ["Budget", 1500]], True, id="in another language"),
    ],
)  # fmt: skip
def test_measures_in_rows(rows: list[list[Any]], yes: bool) -> None:
    assert is_scorecard(_mapped(rows)) is yes


def test_a_person_has_the_last_word() -> None:
    assert not is_scorecard(_mapped(CARD, is_plan_by_word=True))


@pytest.mark.parametrize("card_first", [False, True])
def test_beside_a_plan_it_is_compared_and_left_out(tmp_path: Any, card_first: bool) -> None:
    sheets = [Grid("Plan", [list(r) for r in PLAN]), Grid("KPI", [list(r) for r in CARD])]
    book = Book("plan.xlsx", tuple(reversed(sheets) if card_first else sheets))
    mapper = MediaMapper(Settings(memory_dir=tmp_path / "memory"))
    export = mapper.export(book, mapper.map(book, llm=False), llm=False)
    assert set(export.raw.table.column("source_sheet").to_pylist()) == {"Plan"}
    assert export.settled, [f.sentence for f in export.raw.findings if f.severity != "note"]
    assert [f.severity for f in export.raw.findings if f.code == "measures-in-rows"] == ["note"]
    accounts = export.raw.accounts
    assert accounts is not None and not accounts.of("unexplained").cells
    assert accounts.of("total").places == ("KPI!B2",) and accounts.of("left_out").cells == 5


def test_alone_it_needs_a_person(tmp_path: Any) -> None:
    book = Book("report.xlsx", (Grid("KPI", [list(r) for r in CARD]),))
    mapper = MediaMapper(Settings(memory_dir=tmp_path / "memory"))
    export = mapper.export(book, mapper.map(book, llm=False), llm=False)
    assert export.raw.table.num_rows == 0 and not export.settled
    assert [f.severity for f in export.raw.findings if f.code == "measures-in-rows"] == ["warning"]


def test_alone_with_budgets_it_is_exported(tmp_path: Any) -> None:
    card = [*CARD, ["Budget", 2000, 1900]]
    brief: list[list[Any]] = [["Start", MARCH[0], None], ["End", MARCH[1], None], [None] * 3]
    book = Book("report.xlsx", (Grid("KPI", [*brief, *map(list, card)]),))
    mapper = MediaMapper(Settings(memory_dir=tmp_path / "memory"))
    raw = mapper.export(book, mapper.map(book, llm=False), llm=False).raw.table.to_pydict()
    assert [n for n in raw["planned_budget"] if n] == [2000]
    assert [n for n in raw["spend"] if n] == [1900]
