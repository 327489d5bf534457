"""Tables with a row a measure and periods beside it, and plans whose lines have a goal each."""

from __future__ import annotations

from typing import Any

import pytest

from tests.worker.cleaning.conftest import mapped, month
from worker.cleaning.build import build_raw_data
from worker.cleaning.mapped_table import MappedTable
from worker.cleaning.measure_rows import by_measure
from worker.knowledge.templates import load_template
from worker.shapes.raw_data import RawData

TEMPLATE = load_template()
MONTHS = (month("Jan", 2026, 1), month("Feb", 2026, 2))
VENDOR = [("Vendor", "publisher"), ("Measure", "placement")]


def plan(columns: list[tuple[str, str | None]], rows: list[list[Any]], **words: Any) -> MappedTable:
    return mapped(columns, rows, periods=MONTHS, **words)


def sums(raw: RawData) -> dict[str, float]:
    table = raw.table.to_pydict()
    names = ("net_cost", "planned_budget", "planned_impressions", "clicks", "grp", "spots")
    return {name: sum(filled) for name in names if (filled := [n for n in table.get(name, []) if n])}


def texts(raw: RawData, field: str) -> set[str]:
    return set(raw.table.column(field).to_pylist())


@pytest.mark.parametrize(
    ("columns", "rows"),
    [
        pytest.param(VENDOR, [["Alder", "Clicks", 10, 20], ["Birch", "Impressions", 30, 40], ["Cedar", "Clicks", 5, 6]], id="a goal a line"),
        pytest.param(VENDOR, [["Alder", "Spring", 10, 20], ["Birch", "Autumn", 30, 40]], id="placements"),
        pytest.param([("Channel", "channel")], [["TV", 10, 20], ["Radio", 30, 40], ["Total", 40, 60]], id="channels"),
        pytest.param([("Kanal", "channel"), ("Ziel", None)], [["TV", "Reichweite", 9, 9], ["Radio", "Klicks", 8, 8], ["Kino", "Klicks", 7, 7]], id="goals in German"),
    ],
)  # fmt: skip
def test_lines_stay_lines(columns: list[tuple[str, str | None]], rows: list[list[Any]]) -> None:
    table = plan(columns, rows)
    assert by_measure(table, TEMPLATE) == ([table], [])


@pytest.mark.parametrize(
    ("columns", "rows", "wanted"),
    [
        pytest.param(
            VENDOR,
            [["Alder", "GRP", 10, 20], [None, "Spots", 5, 6], [None, "Cost EUR", 1000, 2000], ["Birch", "GRP", 30, 40], [None, "Spots", 7, 8], [None, "Cost EUR", 3000, 4000]],
            {"net_cost": 10_000, "grp": 100, "spots": 26}, id="vendors",
        ),
        pytest.param(
            VENDOR,
            [["Ольха", "GRP (БА)", 10, 20], ["Ольха", "TRP (ЦА)", 8, 16], ["Ольха", "Бюджет, руб.", 100, 200],
             ["Берёза", "GRP (БА)", 30, 40], ["Берёза", "TRP (ЦА)", 24, 32], ["Берёза", "Бюджет, руб.", 300, 400],
             ["ИТОГО", "GRP (БА)", 40, 60], [None, "TRP (ЦА)", 32, 48], [None, "Бюджет, руб.", 400, 600]],
            {"planned_budget": 1000, "grp": 100}, id="two ratings, and a total of three rows",
        ),
        pytest.param(
            [("Kennzahl", None)],
            [["Budget EUR", 4000, 5000], ["Impressionen", 400_000, 520_000], ["Klicks", 900, 1100], ["TKP", 10, 9.62]],
            {"planned_budget": 9000, "planned_impressions": 920_000, "clicks": 2000}, id="one block, and a price",
        ),
    ],
)  # fmt: skip
def test_each_measure_is_exported_as_itself(
    columns: list[tuple[str, str | None]], rows: list[list[Any]], wanted: dict[str, float]
) -> None:
    raw = build_raw_data([plan(columns, rows)], TEMPLATE)
    assert sums(raw) == wanted
    assert [f.severity for f in raw.findings if f.code == "measures-by-row"] == ["note"]
    assert not raw.questions


def test_texts_hold_for_the_whole_block() -> None:
    rows = [
        ["Alder", "GRP", 10, 20],
        [None, "Cost (EUR)", 1, 2],
        ["Birch", "GRP", 30, 40],
        [None, "Cost (EUR)", 3, 4],
    ]
    raw = build_raw_data([plan(VENDOR, rows)], TEMPLATE)
    assert texts(raw, "publisher") == {"Alder", "Birch"}
    assert "placement" not in raw.table.column_names or texts(raw, "placement") == {None}
    assert {c for c in texts(raw, "currency") if c} == {"EUR"}


def test_a_total_of_each_measure_is_compared() -> None:
    rows = [["Alder", "GRP", 10, 20], [None, "Cost", 1, 2], ["Birch", "GRP", 30, 40], [None, "Cost", 3, 4], ["Total", "GRP", 40, 60], [None, "Cost", 4, 7]]  # fmt: skip
    raw = build_raw_data([plan(VENDOR, rows)], TEMPLATE)
    wanted = {"C6": True, "D6": True, "C7": True, "D7": False}
    assert {t.cell: t.ok for t in raw.totals if t.cell} == wanted


def test_a_row_of_an_unknown_measure_is_told() -> None:
    rows = [["Alder", "GRP", 10, 20], [None, "Cost", 1, 2], [None, "Glow", 5, 5], ["Birch", "GRP", 3, 4], [None, "Cost", 3, 4], ["Cedar", "GRP", 3, 4], [None, "Cost", 3, 4]]  # fmt: skip
    raw = build_raw_data([plan(VENDOR, rows)], TEMPLATE)
    told = [f for f in raw.findings if f.code == "measures-by-row" and f.severity == "warning"]
    assert len(told) == 1 and "'Glow'" in told[0].sentence


def test_money_by_its_sign_and_lines_of_money_alone() -> None:
    columns = [("Medium", "channel"), ("Market", "market"), ("Unit", "buy_type")]
    rows = [
        ["TV", "North", "TARPs", 10, 20],
        ["TV", "North", "$", 1000, 2000],
        ["TV", "South", "TARPs", 30, 40],
        ["TV", "South", "$", 3000, 4000],
        ["TV total", None, None, 4000, 6000],
        ["OOH", "North", "$", 500, None],
        ["Radio", "North", "$", 250, 250],
        ["Total", None, None, 4750, 6250],
    ]
    raw = build_raw_data([plan(columns, rows, skipped=[(6, "subtotal"), (9, "total")])], TEMPLATE)
    assert sums(raw) == {"planned_budget": 11_000, "grp": 100}
    assert [f.severity for f in raw.findings if f.code == "measures-by-row"] == ["note"]
