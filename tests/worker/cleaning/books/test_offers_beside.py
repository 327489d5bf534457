"""Sheets of further offers beside the one that its own sum names."""

from __future__ import annotations

from typing import Any

import pytest

from worker.service import MediaMapper
from worker.settings import Settings
from worker.shapes.grid import Book, Grid

FLIGHT = ["2026-05-04", "2026-05-31"]
EN = ["Placement", "Start", "End", "Impressions", "CPM", "Net cost USD"]
DE = ["Platzierung", "Start", "Ende", "Impressions", "TKP", "Nettokosten EUR"]
ES = ["Soporte", "Inicio", "Fin", "Impresiones", "CPM", "Costo neto USD"]


def _rows(head: list[str], costs: list[float], name: str) -> list[list[Any]]:
    return [
        head,
        *([f"{name} {at}", *FLIGHT, cost / 12.5 * 1000, 12.5, cost] for at, cost in enumerate(costs, 1)),
    ]


@pytest.mark.parametrize(
    ("plan", "other", "head", "sources", "asked"),
    [
        # Leave it alone: no amount in a name, one that is not the sum, an amount in each name, other columns.
        ("Media plan", "Radio", EN, {"Media plan", "Radio"}, False),
        ("Media plan 2026", "Radio", EN, {"Media plan 2026", "Radio"}, False),
        ("$500K Media plan", "Radio", EN, {"$500K Media plan", "Radio"}, False),
        ("TV 300K", "Radio 250K", EN, {"TV 300K", "Radio 250K"}, False),
        # The sheet's money is what its name says; another one stands beside it.
        ("$300K Media plan", "High impact", EN, {"$300K Media plan"}, True),
        ("Plan 300.000 €", "Zusatzangebote", DE, {"Plan 300.000 €"}, True),
        ("Plan USD 300k", "Alternativas", ES, {"Plan USD 300k"}, True),
    ],
)  # fmt: skip
def test_a_sheet_named_by_its_sum_is_the_plan(
    tmp_path: Any, plan: str, other: str, head: list[str], sources: set[str], asked: bool
) -> None:
    sheets = {
        plan: _rows(head, [118_151.2, 78_767.4, 103_081.4], "Rotation"),
        other: _rows(head, [101_983.7, 148_016.3], "Takeover"),
    }
    mapper = MediaMapper(Settings(memory_dir=tmp_path / "memory"))
    book = Book("plan.xlsx", tuple(Grid(name, rows) for name, rows in sheets.items()))
    export = mapper.export(book, mapper.map(book, llm=False), llm=False)
    assert set(export.raw.table.column("source_sheet").to_pylist()) == sources
    assert any(question.id.startswith("offer") for question in export.questions) == asked


def test_a_person_may_take_the_offer(tmp_path: Any) -> None:
    plan, other = "$300K Media plan", "High impact"
    rows = (_rows(EN, [118_151.2, 78_767.4, 103_081.4], "Rotation"), _rows(EN, [101_983.7], "Takeover"))
    book = Book("plan.xlsx", (Grid(plan, rows[0]), Grid(other, rows[1])))
    mapper = MediaMapper(Settings(memory_dir=tmp_path / "memory"))
    export = mapper.export(book, mapper.map(book, llm=False, answers={"offer": "lines"}), llm=False)
    assert set(export.raw.table.column("source_sheet").to_pylist()) == {plan, other}
