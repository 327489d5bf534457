"""The fates of the numbers of one exported table."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.worker.cleaning.conftest import mapped, month
from worker.cleaning.books.sheet_fates import SheetFates
from worker.cleaning.books.table_posts import post_lines, post_rest
from worker.cleaning.reading.table_lines import read_lines
from worker.knowledge.templates import load_template
from worker.shapes.accounts import Fate
from worker.shapes.layout import Column
from worker.shapes.mapping import Alternative

TEMPLATE = load_template()
COLUMNS = [("Vendor", "publisher"), ("Id", "placement_id"), ("Net", "net_cost"), ("Extra", None)]


def posted(extra: list[Any], *below: list[Any]) -> tuple[SheetFates, list[tuple[str, ...]]]:
    """Two lines with *extra* in their last column, and total rows *below*."""
    rows = [["Alder", 7001, 1000.0, extra[0]], ["Birch", 7002, 480.0, extra[1]], *below]
    plan = mapped(COLUMNS, rows, skipped=[(4 + at, "total") for at in range(len(below))])
    lines = read_lines(plan, TEMPLATE)
    sheet = SheetFates.of(plan.grid)
    post_lines(sheet, plan, lines)
    left = post_rest(sheet, plan, lines, (), 0.01)
    return sheet, [column.fields for column in left]


def test_lines_are_exported_and_ids_are_identifiers() -> None:
    sheet, left = posted([None, None])
    assert (list(sheet.places("exported")), left) == (["Plan!C2:C3"], [])
    assert sheet.count("unexplained") == 0


@pytest.mark.parametrize(
    ("extra", "fate"),
    [([1.0, 2.0], "identifier"), ([0.6757, 0.3243], "rate"), ([100.0, 48.0], "left_out")],
    ids=["counted", "the share of all", "ten percent of net"],
)
def test_what_arithmetic_explains_is_nobodys_question(extra: list[float], fate: Fate) -> None:
    sheet, left = posted(extra)
    assert "Plan!D2:D3" in list(sheet.places(fate)) and left == []


def test_what_says_no_money_is_left_out() -> None:
    sheet, left = posted([77.0, 31.0])
    assert (list(sheet.places("left_out")), left) == (["Plan!D2:D3"], [])


@pytest.mark.parametrize(
    ("extra", "left"),
    [
        (["77", "31"], []),
        (["77 pcs", "31 pcs"], []),
        (["€ 77.00", "31 spots"], []),
        (["Rp 77,300", "Rp 31,100"], [("net_cost",)]),
        (["77,50 €", None], [("net_cost",)]),
    ],
)
def test_texts_with_a_currency_are_money_that_is_lost(extra: list[Any], left: list[tuple[str, ...]]) -> None:
    assert posted(extra)[1] == left


def test_a_tax_among_the_totals_is_left_out() -> None:
    sheet, _ = posted([None, None], ["VAT 19 %", None, 281.2, None])
    assert "Plan!C4" in list(sheet.places("left_out"))


@pytest.mark.parametrize(("mapped_to", "left"), [("grp", 0), ("spots", 1)])
def test_points_of_a_second_audience_are_nobodys_question(mapped_to: str, left: int) -> None:
    columns = [("Station", "publisher"), ("GRP", mapped_to), ("Target GRP", None)]
    bare = mapped(columns, [["Alder", 57, 31.5], ["Birch", 43, 20.25]])
    plan = replace(bare, alternatives={3: (Alternative("grp", 0.5),)})
    lines, sheet = read_lines(plan, TEMPLATE), SheetFates.of(plan.grid)
    post_lines(sheet, plan, lines)
    assert len(post_rest(sheet, plan, lines, (), 0.01)) == left


@pytest.mark.parametrize(
    ("header", "extra", "left"),
    [
        ("Cost per view", [0.03, 0.02], 0),
        ("Cost per week", [250.0, 131.0], 1),
        ("Budget", [0.0, 0.0], 0),
        ("Budget", [0.0, 12.0], 1),
    ],
)
def test_prices_and_zeros_are_no_amount_that_is_lost(header: str, extra: list[float], left: int) -> None:
    rows = [["Alder", 7001, 1000.0, extra[0]], ["Birch", 7002, 480.0, extra[1]]]
    plan = mapped([*COLUMNS[:3], (header, None)], rows)
    plan = replace(plan, alternatives={4: (Alternative("planned_budget", 0.4),)})
    lines = read_lines(plan, TEMPLATE)
    sheet = SheetFates.of(plan.grid)
    post_lines(sheet, plan, lines)
    assert len(post_rest(sheet, plan, lines, (), 0.01)) == left


@pytest.mark.parametrize(
    ("header", "beside", "summed", "left"),
    [
        ("Zorgl", "spots", False, []),
        ("Zorgl", "net_cost", True, []),
        ("Costo Cost", "net_cost", False, []),
        ("Zorgl", "spots", True, [("net_cost",)]),
        ("Costo Cost", "spots", False, [("net_cost",)]),
    ],
    ids=["no sum in the plan", "money beside it", "a cost beside another", "the only sum", "the only cost"],
)
def test_what_may_be_the_only_money_is_told(
    header: str, beside: str, summed: bool, left: list[tuple[str, ...]]
) -> None:
    columns = [("Vendor", "publisher"), ("Amount", beside), (header, None)]
    plan = mapped(columns, [["Alder", 57, 310.5], ["Birch", 43, 77.25]])
    table = replace(
        plan.table, columns=tuple(replace(c, summed=summed and c.number == 3) for c in plan.table.columns)
    )
    plan = replace(plan, table=table, alternatives={3: (Alternative("net_cost", 0.006),)})
    lines, sheet = read_lines(plan, TEMPLATE), SheetFates.of(plan.grid)
    post_lines(sheet, plan, lines)
    assert [column.fields for column in post_rest(sheet, plan, lines, (), 0.01)] == left


@pytest.mark.parametrize(("header", "left"), [("Fee / Zefir", 0), ("Cost / Zefir", 1)])
def test_an_open_column_among_parts_may_be_one_of_them(header: str, left: int) -> None:
    plan = mapped(
        [("Month", None), ("Cost / Meta", "net_cost"), ("Cost / TikTok", "net_cost"), (header, None)],
        [["March", 100.0, 40.0, 7.0], ["April", 110.0, 44.0, 31.0]],
    )
    plan = replace(plan, elsewhere=frozenset({3}), part_columns=frozenset({2}))
    lines = read_lines(plan, TEMPLATE)
    sheet = SheetFates.of(plan.grid)
    post_lines(sheet, plan, lines)
    found = [one for one in post_rest(sheet, plan, lines, (), 0.01) if one.column.number == 4]
    assert [one.fields for one in found] == [("net_cost",)] * left


@pytest.mark.parametrize(
    ("sums", "fate"),
    [
        ([300.0, 70.0, 5.0], "unexplained"),
        ([300.0, 70.0, 9.0], "total"),
        ([500.0, 110.0, 9.0], "total"),
        ([410.0, 90.0, 3.0], "total"),
    ],
    ids=["no sum", "the two before", "all three before", "the two after"],
)
def test_a_column_among_periods_that_adds_up_those_beside_it(sums: list[float], fate: Fate) -> None:
    months = [month(name, 2026, number) for number, name in enumerate(("Jan", "Feb", "Mar"), 1)]
    parts = [[200.0, 100.0, 200.0], [40.0, 30.0, 40.0], [0.0, 9.0, 0.0]]
    after = [[210.0, 200.0], [50.0, 40.0], [3.0, 0.0]]
    later = [month(name, 2026, number) for number, name in enumerate(("Apr", "May"), 4)]
    rows = [["Alder", *parts[0], sums[0], *after[0]], ["Birch", *parts[1], sums[1], *after[1]]]
    rows.append(["Cedar", *parts[2], sums[2], *after[2]])
    plan = mapped([("Vendor", "publisher")], rows, periods=[*months, month("x", 2026, 1), *later])
    *first, total, fifth, sixth = plan.table.periods
    column = Column(total.number, "Q1 total", ("Q1 total",))
    table = replace(plan.table, columns=(*plan.table.columns, column), periods=(*first, fifth, sixth))
    plan = replace(
        plan, table=table, period_measure="net_cost", alternatives={5: (Alternative("net_cost", 0.3),)}
    )
    lines, sheet = read_lines(plan, TEMPLATE), SheetFates.of(plan.grid)
    post_lines(sheet, plan, lines)
    post_rest(sheet, plan, lines, (), 0.01)
    assert "Plan!E2:E4" in list(sheet.places(fate))


@pytest.mark.parametrize(
    ("alternative", "unknown", "left"),
    [
        ("net_cost", False, []),
        ("unit_rate", False, []),
        (None, False, []),
        ("planned_units", False, [("planned_units",)]),
        (None, True, [()]),
    ],
    ids=["money that is not added up", "a price", "a known word", "a volume", "an unknown word"],
)
def test_a_column_that_the_totals_pass_over(
    alternative: str | None, unknown: bool, left: list[tuple[str, ...]]
) -> None:
    rows = [["Alder", 7001, 1000.0, 57.0], ["Birch", 7002, 480.0, 31.0], ["Total", None, 1480.0, None]]
    plan = mapped(COLUMNS, rows, skipped=[(4, "total")])
    likely = {4: (Alternative(alternative, 0.9),)} if alternative else {}
    plan = replace(plan, alternatives=likely, unknown=frozenset({4} if unknown else ()))
    lines, sheet = read_lines(plan, TEMPLATE), SheetFates.of(plan.grid)
    post_lines(sheet, plan, lines)
    assert [column.fields for column in post_rest(sheet, plan, lines, (), 0.01)] == left


@pytest.mark.parametrize(("rate", "left"), [(1.06, 0), (1.05, 1)])
def test_local_money_at_the_rate_of_its_line_is_exported_already(rate: float, left: int) -> None:
    columns = [("Vendor", "publisher"), ("Net local", None), ("Rate", None), ("Net EUR", "net_cost")]
    rows = [["Alder", 1000.0, 1.0, 1000.0], ["Birch", 500.0, rate, 530.0]]
    plan = mapped(columns, rows)
    plan = replace(plan, alternatives={2: (Alternative("planned_budget", 0.4),)})
    lines = read_lines(plan, TEMPLATE)
    sheet = SheetFates.of(plan.grid)
    post_lines(sheet, plan, lines)
    assert len(post_rest(sheet, plan, lines, (), 0.01)) == left
