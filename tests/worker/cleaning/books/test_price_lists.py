"""Lists of prices beside a plan: what they are, and what is a part of the plan all the same."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from worker.cleaning.books.price_lists import is_price_list
from worker.cleaning.mapped_table import MappedTable
from worker.knowledge.templates import load_template
from worker.plans.layout import understand
from worker.shapes.grid import Grid

MARCH = [date(2026, 3, 1), date(2026, 3, 31)]
PLAN_FIELDS = ("publisher", "start_date", "end_date", "planned_impressions", "net_cost")
PLAN = [
    ["Vendor", "Start", "End", "Impressions", "Net cost EUR"],
    ["Alder", *MARCH, 310_000, 1900],
    ["Birch", *MARCH, 120_000, 1100],
]
TOTAL = ["Total", None, None, 430_000, 3000]
PRICES = [["Service", "Cost EUR", "Comment"], ["Brand lift", 4500, "free from 100k"], ["Set-up", 700, None]]
PRICE_FIELDS = (None, "net_cost", "notes")


def mapped(rows: list[list[Any]], fields: tuple[str | None, ...], **options: Any) -> MappedTable:
    grid = Grid("Sheet", [list(row) for row in rows])
    layout = understand(grid)
    return MappedTable(grid, layout, layout.tables[0], dict(enumerate(fields, 1)), **options)


@pytest.mark.parametrize(
    ("rows", "fields", "yes"),
    [
        pytest.param(PLAN, PLAN_FIELDS, False, id="lines with days and volumes"),
        pytest.param([*PRICES, ["Total", 5200, None]], PRICE_FIELDS, False, id="a total of its own"),
        pytest.param(PRICES, ("publisher", "net_cost", None), False, id="vendors"),
        pytest.param(PRICES, (None, "net_cost", "planned_units"), False, id="volumes"),
        pytest.param(PRICES, PRICE_FIELDS, True, id="services and their cost"),
        pytest.param(PRICES, ("channel", "net_cost", None), True, id="channels and their cost"),
    ],
)
def test_beside_a_plan_with_a_total(rows: list[list[Any]], fields: tuple[str | None, ...], yes: bool) -> None:
    plan = mapped([*PLAN, TOTAL], PLAN_FIELDS)
    assert is_price_list(mapped(rows, fields), [plan], load_template()) is yes


def test_a_plan_without_a_total_of_its_own_proves_nothing() -> None:
    assert not is_price_list(mapped(PRICES, PRICE_FIELDS), [mapped(PLAN, PLAN_FIELDS)], load_template())


def test_a_person_has_the_last_word() -> None:
    plan = mapped([*PLAN, TOTAL], PLAN_FIELDS)
    prices = mapped(PRICES, PRICE_FIELDS, is_plan_by_word=True)
    assert not is_price_list(prices, [plan], load_template())


def test_the_plan_may_have_its_days_above_its_lines() -> None:
    rows = [
        ["Площадка", "Показы", "Бюджет"],
        ["Ольха", 310_000, 1900],
        ["Берёза", 120_000, 1100],
        ["Итого", 430_000, 3000],
    ]
    plan = mapped(rows, ("publisher", "planned_impressions", "net_cost"))
    assert is_price_list(mapped(PRICES, PRICE_FIELDS), [plan], load_template())


def test_names_and_costs_alone_are_no_plan() -> None:
    plan = mapped(
        [["Vendor", "Cost"], ["Alder", 1900], ["Birch", 1100], ["Total", 3000]], ("publisher", "net_cost")
    )
    assert not is_price_list(mapped(PRICES, PRICE_FIELDS), [plan], load_template())


COSTS = ("publisher", "start_date", "end_date", None, "net_cost")


@pytest.mark.parametrize(
    ("own", "accepted", "yes"), [(0.34, False, True), (0.34, True, True), (0.9, False, False)]
)
def test_a_guess_of_money_is_no_line_beside_surer_ones(own: float, accepted: bool, yes: bool) -> None:
    """Two budgets of tiers in a text about the plan; the plan itself has names, sure money and a total."""
    tiers = [["Tier", "Total budget"], ["Tier 2", 1_000_000], ["Tier 3", 2_000_000]]
    guess = mapped(
        tiers, (None, "planned_budget"), confidence={2: own}, decided=frozenset({2} if accepted else ())
    )
    plan = mapped([*PLAN, TOTAL], COSTS, confidence={5: 0.8})
    assert is_price_list(guess, [plan], load_template()) is yes
