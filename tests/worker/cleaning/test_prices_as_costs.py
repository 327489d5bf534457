"""Whose price is what a line costs: that of dated lines, where nothing says how many or how much."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.worker.cleaning.conftest import mapped
from worker.cleaning.build import build_raw_data
from worker.cleaning.mapped_table import MappedTable
from worker.knowledge.templates import load_template
from worker.shapes.layout import Period

SITE, PRICE, DAY = ("Station", "publisher"), ("Price", "unit_rate"), ("Day", "date")
FIRST, SECOND = date(2026, 3, 2), date(2026, 3, 3)
MARCH = Period(0, "Mar", "month", date(2026, 3, 1), date(2026, 3, 31), "spots")


def cost(*tables: MappedTable) -> tuple[float | None, set[str]]:
    """What is exported as planned budget, and what is said of prices."""
    raw = build_raw_data(tables, load_template())
    told = {"price-as-cost", "prices-without-cost"} & {finding.code for finding in raw.findings}
    return (float(raw.frame["planned_budget"].sum()) if "planned_budget" in raw.frame else None), told


@pytest.mark.parametrize(
    ("columns", "rows", "periods", "said"),
    [
        pytest.param([SITE, PRICE], [["A", 135], ["B", 165]], [], {"prices-without-cost"}, id="a list of prices without a day"),
        pytest.param([SITE, DAY, PRICE, ("Spots", "spots")], [["A", FIRST, 135, 2]], [], {"prices-without-cost"}, id="how many are said"),
        pytest.param([SITE, DAY, PRICE, ("Cost", "net_cost")], [["A", FIRST, 135, 270]], [], set(), id="a cost"),
        pytest.param([SITE, DAY, PRICE], [["A", FIRST, 135, 4]], [MARCH], {"prices-without-cost"}, id="spots by month"),
        pytest.param([SITE, DAY, ("CPM", "cpm")], [["A", FIRST, 4.5]], [], {"prices-without-cost"}, id="a price of a thousand"),
        pytest.param([SITE, DAY, PRICE, ("List price", "unit_rate")], [["A", FIRST, 135, 150]], [], {"prices-without-cost"}, id="two prices"),
        pytest.param([SITE, DAY, PRICE], [["A", FIRST, 0], ["B", SECOND, None]], [], set(), id="no price"),
    ],
)  # fmt: skip
def test_a_price_stays_one(columns: Any, rows: Any, periods: Any, said: set[str]) -> None:
    assert cost(mapped(columns, rows, periods)) == (None, said)


@pytest.mark.parametrize("day", ["date", None], ids=["a day of the line", "days that nothing names"])
def test_dated_lines_cost_their_price(day: str | None) -> None:
    table = mapped(
        [SITE, ("Day", day), PRICE, ("Reach", "reach")], [["A", FIRST, 135, 10], ["B", SECOND, 165, 11]]
    )
    assert cost(table) == (300.0, {"price-as-cost"})


def test_a_person_has_the_last_word() -> None:
    table = mapped([SITE, DAY, PRICE], [["A", FIRST, 135]])
    assert cost(replace(table, decided=frozenset({3}))) == (None, {"prices-without-cost"})
