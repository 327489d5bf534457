"""Share x budget, and an export without any amount."""

from __future__ import annotations

from datetime import date

import pytest

from worker.cleaning.build import build_raw_data
from worker.cleaning.mapped_table import MappedTable
from worker.knowledge.templates import load_template
from worker.plans.layout import understand
from worker.shapes.grid import Grid
from worker.shapes.raw_data import RawData


def export(brief: list[list[object]], shares: list[object]) -> RawData:
    body = [[f"Site {at}", share, 0.3 + at / 10] for at, share in enumerate(shares)]
    rows = [*brief, [None] * 3, ["Site", "Budget share", "Average CPC"], *body]
    grid = Grid("Mix", [(*row, *[None] * (3 - len(row))) for row in rows])
    layout = understand(grid)
    mapped = MappedTable(grid, layout, layout.tables[0], {1: "publisher", 2: None, 3: "cpc"})
    return build_raw_data([mapped], load_template())


def amounts(data: RawData) -> list[float] | None:
    names = data.table.column_names
    return data.table.column("planned_budget").to_pylist() if "planned_budget" in names else None


def codes(data: RawData) -> set[str]:
    return {f.code for f in data.findings} & {"amount-from-share", "table-without-amounts"}


@pytest.mark.parametrize(
    ("brief", "shares"),
    [
        ([["Client", "Acme"]], ["25%", "25%", "50%"]),
        ([["Total budget", 1000], ["Budget online", 900]], ["25%", "25%", "50%"]),
        ([["Total budget", 1000]], ["25%", "25%", "40%"]),
        ([["Spring – Clicks: 1000"]], ["25%", "25%", "50%"]),
    ],
)
def test_nothing_to_split(brief: list[list[object]], shares: list[object]) -> None:
    """No budget, two of them, or shares of something else: the export says that it has no amount."""
    data = export(brief, shares)
    assert amounts(data) is None
    assert codes(data) == {"table-without-amounts"}


@pytest.mark.parametrize("shares", [["25%", "25%", "50%"], [0.25, 0.25, 0.5], [25, 25, 50]])
def test_each_line_has_its_part(shares: list[object]) -> None:
    data = export([["Total budget", 1000]], shares)
    assert amounts(data) == [250, 250, 500]
    assert codes(data) == {"amount-from-share"}


@pytest.mark.parametrize(
    "label",
    [
        "Total budget",
        "Total budget GBP",
        "Budget (EUR)",
        "Total budget, €",
        "Budget [CZK]",
        "Budget total",
        "Бюджет итого",
        "Rozpočet celkem",
    ],  # fmt: skip
)
def test_a_currency_beside_the_label_hides_no_budget(label: str) -> None:
    assert amounts(export([[label, 1000]], ["25%", "25%", "50%"])) == [250, 250, 500]


@pytest.mark.parametrize("title", ["Spring plan – Budget: 1 000 EUR", "Media plan – budget: EUR 1,000"])
def test_a_title_may_name_the_budget(title: str) -> None:
    assert amounts(export([[title]], ["25%", "25%", "50%"])) == [250, 250, 500]


@pytest.mark.parametrize("budget", ["EUR 1.000", "1.000 €", "€ 1,000"])
def test_a_budget_has_no_thousandths(budget: str) -> None:
    assert amounts(export([["Total budget", budget]], ["25%", "25%", "50%"])) == [250, 250, 500]


def test_percents_that_were_taken_for_money_are_shares_of_the_budget() -> None:
    rows: list[list[object]] = [["Total budget", 1000, None], [None] * 3, ["Site", "Budget split", "Notes"]]
    rows += [[f"Site {at}", share, None] for at, share in enumerate((0.25, 0.25, 0.5))]
    grid = Grid("Mix", rows, formats={(row, 2): "0%" for row in (4, 5, 6)})
    layout = understand(grid)
    mapped = MappedTable(grid, layout, layout.tables[0], {1: "publisher", 2: "planned_budget"})
    assert amounts(build_raw_data([mapped], load_template())) == [250, 250, 500]


def test_the_budget_confirms_no_parts_of_itself() -> None:
    data = export([["Total budget", 1000]], ["25%", "25%", "50%"])
    assert [(total.label, total.ok) for total in data.totals] == [("sum of the lines", None)]


MARCH: list[list[object]] = [
    ["Site", "Budget share", *(date(2026, 3, day) for day in (2, 9, 16))],
    ["Site 1", 0.25, "x", "x", None],
    ["Site 2", 0.25, None, "x", "x"],
    ["Site 3", 0.5, "x", "x", "x"],
]


@pytest.mark.parametrize(
    ("cells", "measure", "expected"),
    [
        ([[400, 100, None], [None, 100, 150], [100, 100, 50]], "net_cost", None),
        ([[40, 10, None], [None, 10, 10], [10, 10, 10]], None, None),
        ([["x", "x", None], [None, "x", "x"], ["x", "x", "x"]], None, [250, 250, 500]),
        ([[40, 10, None], [None, 10, 10], [10, 10, 10]], "spots", [250, 250, 500]),
    ],
)
def test_a_budget_is_split_where_the_periods_hold_no_money(
    cells: list[list[object]], measure: str | None, expected: list[float] | None
) -> None:
    """Amounts of money in periods, and those of which nobody knows what they are, leave nothing to split."""
    lines = [[*line[:2], *own] for line, own in zip(MARCH[1:], cells, strict=True)]
    rows = [["Total budget", 1000, None, None, None], [None] * 5, MARCH[0], *lines]
    grid = Grid("Mix", rows)
    layout = understand(grid)
    mapped = MappedTable(grid, layout, layout.tables[0], {1: "publisher", 2: None}, period_measure=measure)
    table = build_raw_data([mapped], load_template()).table
    sums: dict[str, float] = {}
    for line in table.to_pylist() if "planned_budget" in table.column_names else []:
        sums[line["publisher"]] = sums.get(line["publisher"], 0) + line["planned_budget"]
    assert [round(amount, 2) for amount in sums.values()] == (expected or [])
