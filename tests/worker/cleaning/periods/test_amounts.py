"""Which measure the period columns hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from worker.cleaning.lines import LineColumn
from worker.cleaning.periods.amounts import PeriodCells, named_amounts, shares
from worker.knowledge.templates import load_template
from worker.shapes.layout import Period
from worker.shapes.question import NOT_EXPORTED

TEMPLATE = load_template()
FIELDS = {field.name: field for field in TEMPLATE.fields}
MONTHS = (
    Period(3, "Jan", "month", date(2026, 1, 1), date(2026, 1, 31)),
    Period(4, "Feb", "month", date(2026, 2, 1), date(2026, 2, 28)),
)
QUARTER = Period(5, "Q1", "quarter", date(2026, 1, 1), date(2026, 3, 31))


def column(field: str, *values: float) -> dict[str, LineColumn]:
    return {field: LineColumn(FIELDS[field], np.array(values), 2, field)}


def cells(*rows: tuple[float, ...], periods: tuple[Period, ...] = MONTHS) -> list[PeriodCells]:
    return [PeriodCells(p, np.array([row[at] for row in rows])) for at, p in enumerate(periods)]


@pytest.mark.parametrize(
    ("rows", "columns", "stated", "measures", "undecided"),
    [
        ([(1200.5, 80.0)], {}, NOT_EXPORTED, [], 0),
        ([(1200.5, 80.0)], {}, None, [], 1),  # nothing says what they hold
        ([(1200.5, 80.0)], {}, "net_cost", ["net_cost"], 0),
        ([(1200.5, 80.0)], column("gross_cost", 1280.5), None, ["gross_cost"], 0),  # their sum
        ([(1200.5, 80.0)], column("gross_cost", 9000.0), None, [], 1),
        ([(3.0, 4.0)], column("net_cost", 500.0), None, ["spots"], 0),  # few and whole, beside a cost
    ],
)
def test_the_measure(
    rows: list[tuple[float, ...]],
    columns: dict[str, LineColumn],
    stated: str | None,
    measures: list[str],
    undecided: int,
) -> None:
    amounts, open_, _ = named_amounts(cells(*rows), columns, TEMPLATE, stated, "Plan")
    assert ([a.measure for a in amounts], len(open_)) == (measures, undecided)


HALVES = [(600.0, 400.0), (750.0, 850.0)]
UNITS, SHOWN = column("planned_units", 1000.0, 1600.0), column("planned_impressions", 1000.0, 1600.0)


@pytest.mark.parametrize(
    ("columns", "stated", "measure"),
    [
        pytest.param({}, None, "net_cost", id="no column to compare"),
        pytest.param(column("net_cost", 1000.0, 1600.0) | UNITS, None, "net_cost", id="it agrees"),
        pytest.param(column("net_cost", 1000.0, 900.0) | UNITS, None, "net_cost", id="one line agrees"),
        pytest.param(column("net_cost", 70.0, 90.0) | column("clicks", 1000.0, 90.0), None, "net_cost", id="others agree on one line"),
        pytest.param(column("net_cost", 70.0, 90.0) | UNITS, "net_cost", "net_cost", id="a person says it"),
        pytest.param(column("gross_cost", 1000.0, 1600.0), None, "net_cost", id="no column of its own, other money"),
        pytest.param(column("net_cost", 70.0, 90.0) | UNITS, None, "planned_units", id="units"),
        pytest.param(UNITS, None, "planned_units", id="no column of its own, units"),
        pytest.param(column("net_cost", 70.0, 90.0) | SHOWN, None, "planned_impressions", id="impressions"),
    ],
)  # fmt: skip
def test_a_heading_gives_way_to_what_every_line_adds_up(
    columns: dict[str, LineColumn], stated: str | None, measure: str
) -> None:
    months = tuple(replace(month, measure="net_cost") for month in MONTHS)
    amounts, _, _ = named_amounts(cells(*HALVES, periods=months), columns, TEMPLATE, stated, "Plan")
    assert [a.measure for a in amounts] == [measure]


@pytest.mark.parametrize(
    ("columns", "measure"),
    [
        ({}, "planned_budget"),
        (column("gross_cost", 1000.0, 900.0), "planned_budget"),  # one line agrees
        (column("planned_budget", 70.0, 90.0) | column("gross_cost", 70.0, 1600.0), "planned_budget"),
        (column("gross_cost", 1000.0, 1600.0), "gross_cost"),
    ],
)
def test_a_budget_that_adds_up_to_other_money_is_that_money(
    columns: dict[str, LineColumn], measure: str
) -> None:
    months = tuple(
        replace(month, measure="planned_budget") for month in MONTHS
    )  # as 'PLN' below a month says
    (amounts,), _, _ = named_amounts(cells(*HALVES, periods=months), columns, TEMPLATE, None, "Plan")
    assert amounts.measure == measure


@pytest.mark.parametrize(
    ("quarter", "left", "code"), [(30.0, 2, "period-is-a-sum"), (77.0, 3, "periods-overlap")]
)
def test_a_quarter_beside_its_months_counts_once(quarter: float, left: int, code: str) -> None:
    periods = cells((10.0, 20.0, quarter), periods=(*MONTHS, QUARTER))
    amounts, _, findings = named_amounts(periods, {}, TEMPLATE, "net_cost", "Plan")
    assert [len(a.periods) for a in amounts] == [left]
    assert [(f.code, f.cell) for f in findings] == [(code, "E:E")]


def test_shares_need_a_cost_beside_them() -> None:
    values = np.array([[0.5, 1.0], [1.0, np.nan]])
    assert shares(MONTHS, values, {}) is None
    assert shares(MONTHS, np.array([[5.0, 9.0]]), column("net_cost", 100.0)) is None
    assert shares(MONTHS, values, column("net_cost", 100.0, 50.0)) is values


@pytest.mark.parametrize(
    ("sheet", "measure"),
    [
        ("Weeks", None),
        ("Spots", None),
        ("FY27 Media Budget", "planned_budget"),
        ("Бюджет 2026", "planned_budget"),
    ],
)
def test_a_sheet_may_name_the_money_and_it_is_told(sheet: str, measure: str | None) -> None:
    amounts, open_, findings = named_amounts(cells((1200.5, 80.0)), {}, TEMPLATE, None, sheet)
    assert [a.measure for a in amounts] == ([measure] if measure else [])
    assert [f.severity for f in findings] == (["warning"] if measure else [])
    assert len(open_) == (measure is None)


@pytest.mark.parametrize(
    ("note", "beside", "measure"),
    [
        ("Alle Preise in €", {}, None),
        ("Impressions in thousands", {}, None),
        ("x € 1.000, excl. btw", column("net_cost", 99.0), None),
        ("x € 1.000, excl. btw", {}, "planned_budget"),
        ("Суммы в тыс. руб.", {}, "planned_budget"),
        ("单位：万元", {}, "planned_budget"),
    ],
)
def test_a_note_of_thousands_names_the_money_where_no_other_is_there(
    note: str, beside: dict[str, LineColumn], measure: str | None
) -> None:
    amounts, open_, findings = named_amounts(cells((1200.5, 80.0)), beside, TEMPLATE, None, "Plan", [note])
    assert [a.measure for a in amounts] == ([measure] if measure else [])
    assert [f.severity for f in findings] == (["warning"] if measure else [])
    assert len(open_) == (measure is None)


@pytest.mark.parametrize(
    ("note", "beside", "measure"),
    [
        ("All prices in GBP, ex VAT", {}, None),
        ("Net media cost", {}, None),
        ("Net media cost, GBP, ex VAT", column("net_cost", 99.0), None),
        ("Net media cost, GBP, ex VAT", column("unit_rate", 99.0), None),
        ("Net media cost, GBP, ex VAT", {}, "net_cost"),
        ("Kosten brutto in EUR", {}, None),
        ("Gross cost, EUR", {}, "gross_cost"),
        ("Coût net HT, EUR", {}, "net_cost"),
    ],
)
def test_a_note_that_names_the_money_settles_it(
    note: str, beside: dict[str, LineColumn], measure: str | None
) -> None:
    amounts, _, findings = named_amounts(cells((1200.5, 80.0)), beside, TEMPLATE, None, "Plan", [note])
    assert ([a.measure for a in amounts], findings) == ([measure] if measure else [], [])
