"""Tables with a row a measure, and what was planned and delivered of it beside each other."""

from __future__ import annotations

from typing import Any

import pytest

from worker.cleaning.build import MappedTable, build_raw_data
from worker.cleaning.stage_rows import by_stage
from worker.knowledge.templates import load_template
from worker.shapes.grid import Grid, samples_of
from worker.shapes.layout import Column, SheetLayout, SkippedRow, Table
from worker.values.numbers import read_numbers

TEMPLATE = load_template()
HEADER = ["Vendor", "KPI", "Plan", "Actual", "%"]
ROWS = [
    ["Alder", "Budget", 1000, 900, 0.9],
    ["Alder", "Impressions", 50_000, 55_000, 1.1],
    ["Alder", "Clicks", 100, 90, 0.9],
    ["Birch", "Budget", 2000, 2200, 1.1],
    ["Birch", "Impressions", 70_000, 77_000, 1.1],
    ["Birch", "Clicks", 300, 330, 1.1],
]


def table(header: list[str], rows: list[list[Any]], totals: tuple[int, ...] = ()) -> MappedTable:
    cells = [header, *rows]
    columns = []
    for number, name in enumerate(header, 1):
        own = [row[number - 1] for row in rows]
        values = tuple(None if v != v else float(v) for v in read_numbers(own).values)  # noqa: PLR0124 - NaN
        columns.append(Column(number, name, (name,), samples_of(own), numbers=values if any(values) else ()))
    whole = Table(
        (1,),
        2,
        len(cells),
        1,
        len(header),
        tuple(columns),
        (),
        tuple(SkippedRow(row, "total") for row in totals),
    )
    fields = {1: "publisher", 2: "objective", 3: "planned_budget", 4: "spend"}
    return MappedTable(Grid("Report", cells), SheetLayout("Report", (), (whole,), ()), whole, fields)


def sums(one: MappedTable) -> dict[str, float]:
    raw = build_raw_data([one], TEMPLATE).table.to_pydict()
    names = ("planned_budget", "spend", "planned_impressions", "impressions", "clicks")
    return {name: sum(filled) for name in names if (filled := [n for n in raw.get(name, []) if n])}


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        pytest.param(HEADER, [[*row[:1], "Clicks", *row[2:]] for row in ROWS], id="a goal a line"),
        pytest.param(["Vendor", "KPI", "Budget", "Clicks", "CPC"], ROWS, id="no stages"),
        pytest.param(["Vendor", "KPI", "Plan", "Plan 2", "%"], ROWS, id="two plans"),
        pytest.param(
            HEADER, [[a, f"Spot {n}", *rest] for n, (a, _, *rest) in enumerate(ROWS)], id="placements"
        ),
        pytest.param(
            [*HEADER, "Fee"], [[*row, 7 + n * n] for n, row in enumerate(ROWS)], id="further numbers"
        ),
    ],
)
def test_lines_stay_lines(header: list[str], rows: list[list[Any]]) -> None:
    one = table(header, rows)
    assert by_stage(one, TEMPLATE) == ([one], [])


@pytest.mark.parametrize(
    ("plan", "fact", "labels"),
    [
        ("Plan", "Actual", ("Budget", "Impressions", "Clicks")),
        ("План", "Факт", ("Бюджет", "Показы", "Клики")),
        ("Pianificato", "Consuntivo", ("Budget", "Impression", "Click")),
        ("Plan", "Ist", ("Budget EUR", "Impressionen", "Klicks")),
    ],
)
def test_each_measure_has_both(plan: str, fact: str, labels: tuple[str, ...]) -> None:
    rows = [[row[0], labels[n % 3], *row[2:]] for n, row in enumerate(ROWS)]
    assert sums(table(["Vendor", "KPI", plan, fact, "%"], rows)) == {
        "planned_budget": 3000,
        "spend": 3100,
        "planned_impressions": 120_000,
        "impressions": 132_000,
        "clicks": 420,
    }


def test_sums_of_blocks_are_no_lines() -> None:
    rows = [*ROWS, ["Total", "Budget", 3000, 3100, 1.03], ["Total", "Clicks", 400, 420, 1.05]]
    assert sums(table(HEADER, rows, (8, 9)))["spend"] == 3100
