from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from worker.cleaning.build import RawData
from worker.shapes.finding import Total
from worker.shapes.layout import Period, Section

Build = Callable[..., RawData]
SITE, NET = ("Site", "publisher"), ("Net (EUR)", "net_cost")


def told(raw: RawData, *levels: str) -> list[tuple[str, float, float, bool | None, str | None]]:
    return [(t.level, t.plan, t.raw, t.ok, t.cell) for t in raw.totals if not levels or t.level in levels]


def test_without_totals_the_cells_are_the_plan_s_side(build: Build) -> None:
    raw = build(
        [SITE, NET, ("Impr", "planned_impressions"), ("CPM", "cpm")], [["A", 1.1, 10, 5], ["B", 2.2, 20, 5]]
    )
    assert {t.level for t in raw.totals} == {"table"}
    assert [(t.measure, t.plan, t.raw, t.ok, t.label) for t in raw.totals] == [
        ("net_cost", 3.3, 3.3, None, "sum of the lines"),
        ("planned_impressions", 30, 30, None, "sum of the lines"),
    ]


@pytest.mark.parametrize(("total", "ok"), [(30, True), (30.01, True), (30.03, False), (38, False)])
def test_a_grand_total_agrees_to_a_cent_a_line(build: Build, total: float, ok: bool) -> None:
    raw = build([SITE, NET], [["A", 10], ["B", 20], ["Total", total]], skipped=[(4, "total")])
    assert told(raw) == [("table", total, 30, ok, "B4")]
    assert ("total-differs" in {f.code for f in raw.findings}) is not ok
    assert raw.frame["net_cost"].sum() == 30


@pytest.mark.parametrize(
    ("plan", "measure", "ok"),
    [
        (465_000, "impressions", True),
        (8_875, "spend", True),
        (8_870, "impressions", False),
        (465_001, "impressions", False),
        (200, "impressions", False),  # the sum of clicks, but by chance
    ],
)
def test_the_only_number_of_a_row_is_of_the_measure_whose_sum_it_is(
    build: Build, plan: float, measure: str, ok: bool
) -> None:
    columns = [SITE, ("Impressions", "impressions"), ("Spend", "spend"), ("Clicks", "clicks")]
    raw = build(
        columns,
        [["A", 120_000, 1_800, 50], ["B", 345_000, 7_075, 150], ["Total", plan]],
        skipped=[(4, "total")],
    )
    assert [(t.measure, t.ok, t.cell) for t in raw.totals if t.cell] == [(measure, ok, "B4")]


@pytest.mark.parametrize(
    ("written", "plan"),
    [("30", 30.0), ("1,030.00", 1030.0), (True, None), ("30%", None), ("see below", None)],
)
def test_a_total_may_be_written_as_text_and_only_a_number_is_one(
    build: Build, written: object, plan: float | None
) -> None:
    raw = build([SITE, NET], [["A", 10], ["B", 20], ["Total", written]], skipped=[(4, "total")])
    found = [line for line in told(raw) if line[4] == "B4"]
    assert found == ([] if plan is None else [("table", plan, 30, plan == 30, "B4")])


def test_a_total_in_text_is_read_as_the_sheet_writes_its_numbers(build: Build) -> None:
    rows = [["A", "1.800,50", "106.469"], ["B", "2.199,50", "37.738"], ["Toplam", "4.000,00", "144.207"]]
    raw = build([SITE, NET, ("Clicks", "clicks")], rows, skipped=[(4, "total")])
    assert [t.ok for t in raw.totals if t.level == "table"] == [True, True]


def test_a_total_in_text_that_leaves_its_decimal_mark_open_follows_its_lines(build: Build) -> None:
    rows = [["A", "U$S 1.800"], ["B", "U$S 960"], ["TOTAL", "U$S 2.760"]]
    raw = build([SITE, NET], rows, skipped=[(4, "total")])
    assert [(t.plan, t.ok) for t in raw.totals if t.level == "table"] == [(2760.0, True)]


@pytest.mark.parametrize(("total", "ok"), [(1e12 + 30.9, True), (1e12 + 530.0, False)])
def test_a_total_of_billions_may_differ_by_what_a_float_can_not_hold(
    build: Build, total: float, ok: bool
) -> None:
    raw = build([SITE, NET], [["A", 1e12], ["B", 30], ["Total", total]], skipped=[(4, "total")])
    assert [t.ok for t in raw.totals if t.level == "table"] == [ok]


def test_a_subtotal_is_of_its_own_block(build: Build) -> None:
    rows = [["A", 10], ["B", 20], ["Subtotal", 30], ["C", 5], ["Subtotal", 7], ["Total", 35]]
    raw = build([SITE, NET], rows, skipped=[(4, "subtotal"), (6, "subtotal"), (7, "total")])
    assert told(raw) == [
        ("section", 30, 30, True, "B4"),
        ("section", 7, 5, False, "B6"),
        ("table", 35, 35, True, "B7"),
    ]


def test_a_subtotal_above_its_lines(build: Build) -> None:
    rows = [["TV", 30], ["A", 10], ["B", 20], ["Radio", 5], ["C", 5]]
    raw = build([SITE, NET], rows, skipped=[(2, "subtotal"), (5, "subtotal")])
    assert told(raw, "section") == [("section", 30, 30, True, "B2"), ("section", 5, 5, True, "B5")]


def test_a_formula_says_which_lines(build: Build) -> None:
    rows = [["A", 10], ["B", 20], ["C", 5], ["Digital", 99]]
    raw = build([SITE, NET], rows, skipped=[(5, "subtotal")], formulas={(5, 2): "SUM(B3:B4)"})
    assert told(raw, "section", "table")[0] == ("section", 99, 25, False, "B5")


def test_sections_have_their_own_totals(build: Build) -> None:
    rows = [["Brand: X"], ["A", 10], ["B", 20], ["Total X", 31], ["Brand: Y"], ["C", 5], ["Total Y", 5]]
    raw = build(
        [SITE, NET],
        rows,
        skipped=[(2, "section"), (5, "subtotal"), (6, "section"), (8, "subtotal")],
        sections=[Section(2, "Brand: X", 1, 3, 5), Section(6, "Brand: Y", 1, 7, 8)],
    )
    assert told(raw, "section") == [("section", 31, 30, False, "B5"), ("section", 5, 5, True, "B8")]


@pytest.mark.parametrize(
    "label", ["VAT 19%", "Agency fee", "Gross total", "НДС", "Mwst.", "Rabatt", "TVA 20 %"]
)
def test_what_stands_below_a_total_is_no_total(build: Build, label: str) -> None:
    rows = [["A", 100], ["Total", 100], [label, 19]]
    raw = build([SITE, NET], rows, skipped=[(3, "total"), (4, "total")])
    assert told(raw) == [("table", 100, 100, True, "B3")]


def test_totals_by_currency(build: Build) -> None:
    rows = [["A", 10, "EUR"], ["B", 20, "USD"], ["Total EUR", 10], ["Total USD", 25]]
    raw = build([SITE, ("Net", "net_cost"), ("Cur", "currency")], rows, skipped=[(4, "total"), (5, "total")])
    assert [(t.currency, t.plan, t.raw, t.ok) for t in raw.totals] == [
        ("EUR", 10, 10, True),
        ("USD", 25, 20, False),
    ]


def test_months_have_totals_of_their_own(build: Build, months: Any) -> None:
    rows = [["A", 30, 10, 20], ["B", 5, None, 5], ["Total", 35, 10, 26]]
    raw = build([SITE, NET], rows, months(2026, 2), skipped=[(4, "total")])
    assert told(raw, "period") == [("period", 10, 10, True, "C4"), ("period", 26, 25, False, "D4")]
    assert told(raw, "table") == [("table", 35, 35, True, "B4")]


def test_a_line_whose_periods_differ_from_its_total(build: Build, months: Any) -> None:
    rows = [["A", 30, 10, 20], ["B", 50, 25, 20], ["C", 7, 7, None]]
    raw = build([SITE, NET], rows, months(2026, 2))
    assert told(raw, "line") == [("line", 50, 45, False, "B3")]
    assert raw.frame["net_cost"].sum() == 82


def test_weeks_split_in_two_still_add_up_to_their_column(build: Build) -> None:
    periods = [Period(0, "W27", "week", date(2026, 6, 29), date(2026, 7, 5))]
    raw = build(
        [SITE, NET],
        [["A", 33.33, 33.33], ["B", 66.67, 66.67], ["Total", 100, 100]],
        periods,
        skipped=[(4, "total")],
    )
    assert all(t.ok and t.difference == 0 for t in raw.totals)
    assert len(raw.frame) == 4


def test_large_amounts_that_cancel_each_other_lose_nothing(build: Build) -> None:
    """Split by days they are added in another order: what differs then is noise, and no amount."""
    weeks = [
        Period(0, f"W{at}", "week", first, first + timedelta(days=6), "net_cost")
        for at, first in enumerate((date(2026, 3, 30), date(2026, 4, 27)), 1)
    ]
    large = 504541958309864.3
    raw = build([SITE], [["A", large, -large], ["B", 78.87, None], ["C", 9.38, 3.33]], weeks)
    assert [(t.label, t.ok) for t in raw.totals] == [("sum of the lines", None)]


def test_an_amount_in_the_brief_is_a_total(build: Build) -> None:
    raw = build([SITE, NET], [["A", 10], ["B", 20]], brief=[("Net budget", "35 EUR", "net_cost")])
    found: list[Total] = [t for t in raw.totals if t.label == "Net budget"]
    assert [(t.plan, t.raw, t.ok, t.level) for t in found] == [(35, 30, False, "table")]


def test_without_totals_the_sums_are_by_currency(build: Build) -> None:
    rows = [["A", "EUR", 10], ["B", "USD", 20], ["C", "EUR", 5]]
    raw = build([SITE, ("Currency", "currency"), ("Net", "net_cost")], rows)
    assert sorted((t.currency, t.plan, t.raw, t.ok) for t in raw.totals) == [
        ("EUR", 15, 15, None),
        ("USD", 20, 20, None),
    ]


def test_a_total_over_several_currencies_has_none(build: Build) -> None:
    rows = [["A", "EUR", 10], ["B", "USD", 20], ["Total", None, 30]]
    raw = build([SITE, ("Currency", "currency"), ("Net", "net_cost")], rows, skipped=[(4, "total")])
    assert [(t.currency, t.plan, t.raw) for t in raw.totals if t.cell] == [(None, 30, 30)]


def test_a_tax_above_the_total_is_no_total(build: Build) -> None:
    rows = [["A", 100], ["VAT 19%", 19], ["Total", 100]]
    raw = build([SITE, NET], rows, skipped=[(3, "total"), (4, "total")])
    assert told(raw) == [("table", 100, 100, True, "B4")]


@pytest.mark.parametrize(
    ("label", "plan", "told_of"),
    [
        ("Total", 36.3, [("planned_impressions", False)]),
        ("Total incl. VAT", 36.3, []),
        ("Total excl. VAT", 330, [("planned_impressions", True)]),
        ("Total excl. VAT", 30_250, [("net_cost", True)]),
    ],
)
def test_a_sum_with_tax_is_no_total_of_what_its_column_counts(
    build: Build, label: str, plan: float, told_of: list[tuple[str, bool]]
) -> None:
    columns = [SITE, ("Impr", "planned_impressions"), NET]
    rows = [["A", 110, 20_120], ["B", 220, 10_130], [label, plan, None]]
    raw = build(columns, rows, skipped=[(4, "total")])
    assert [(t.measure, t.ok) for t in raw.totals if t.ok is not None] == told_of


def test_serving_of_all_impressions_is_no_total_of_the_cost(build: Build) -> None:
    columns = [SITE, NET, ("Impressions", "planned_impressions")]
    rows = [["A", 100, 4000], ["B", 50, 2000], ["Ad serving", 5, 6000], ["Total", 155, None]]
    raw = build(columns, rows, skipped=[(4, "total"), (5, "total")])
    assert [(plan, ok, cell) for _, plan, _, ok, cell in told(raw, "table") if cell] == [(150, None, "B5")]


@pytest.mark.parametrize(("label", "named"), [("Total", "'Total'"), (None, "A total")])
def test_a_difference_names_its_total(build: Build, label: str | None, named: str) -> None:
    raw = build([SITE, NET], [["A", 10], ["B", 20], [label, 38]], skipped=[(4, "total")])
    (finding,) = [f for f in raw.findings if f.code == "total-differs"]
    assert named in finding.sentence


@pytest.mark.parametrize(
    ("fee", "total", "ok", "label"),
    [
        (["Agency fee", 45.5], 420.5, None, "Total, less fees and tax"),  # any difference would do for it
        (["Agency fee 10 %", 45.5], 420.5, None, "Total, less fees and tax"),
        (["Agency fee", 37.5], 412.5, True, "Total, less fees and tax"),
        (["Agency fee 10 %", 37.5], 412.5, True, "Total, less fees and tax"),
        (["Agency fee", 37.5], 412.8, False, "Total"),
        (["Opłata", 37.5], 412.5, True, "Total, less fees and tax"),
    ],
)
def test_a_total_with_a_fee_agrees_where_the_fee_is_proved(
    build: Build, fee: list[Any], total: float, ok: bool | None, label: str
) -> None:
    rows = [["A", 150.0], ["B", 225.0], fee, ["Total", total]]
    raw = build([SITE, NET], rows, skipped=[(4, "total"), (5, "total")])
    assert [(t.ok, t.label, t.cell) for t in raw.totals] == [(ok, label, "B5")]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((150.0, 220.0), [(150.0, False, "B4"), (220.0, False, "B5")]),
        ((150.0, 225.0), [(375.0, True, "B4:B5")]),
        ((100.0, 275.0), [(375.0, True, "B4:B5")]),
    ],
)
def test_a_summary_below_the_table_is_its_whole(
    build: Build, parts: tuple[float, float], expected: list[tuple[float, bool, str]]
) -> None:
    rows = [["A", 50.0], ["B", 325.0], ["Social", parts[0]], ["Video", parts[1]]]
    raw = build([SITE, NET], rows, skipped=[(4, "total"), (5, "total")])
    assert [(t.plan, t.ok, t.cell) for t in raw.totals] == expected


@pytest.mark.parametrize(("shares", "cells"), [((0.25, 0.75), ["B4:B5"]), ((0.5, 0.75), [])])
def test_a_summary_below_the_table_may_have_shares(
    build: Build, shares: tuple[float, float], cells: list[str]
) -> None:
    columns = [SITE, NET, ("Clicks", "clicks")]
    rows = [["A", 1000, 40], ["B", 3000, 50], ["TV", 1000, shares[0]], ["Web", 3000, shares[1]]]
    raw = build(columns, rows, skipped=[(4, "total"), (5, "total")])
    assert [t.cell for t in raw.totals if t.label == "sum of 2 parts"] == cells


@pytest.mark.parametrize(
    ("shares", "told_of"), [((0.475, 0.525), []), ((0.475, 0.4), [("total-differs", "B6")])]
)
def test_the_whole_of_shares_is_no_sum_of_money(
    build: Build, shares: tuple[float, float], told_of: list[tuple[str, str]]
) -> None:
    rows = [
        ["A", 150.0],
        ["B", 225.0],
        *([name, share] for name, share in zip(("TV", "Online"), shares, strict=True)),
        ["x", 1],
    ]
    raw = build([SITE, NET], rows, skipped=[(4, "note"), (5, "note"), (6, "total")])
    assert [(f.code, f.cell) for f in raw.findings if f.code == "total-differs"] == told_of
