"""Each check: what it leaves alone, then what it finds."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

import worker.cleaning.checks as checks
from worker.cleaning.build import RawData
from worker.shapes.layout import Period
from worker.shapes.template import Field, Template

Build = Callable[..., RawData]
SITE, NET, GROSS = ("Site", "publisher"), ("Net EUR", "net_cost"), ("Gross EUR", "gross_cost")
START, END = ("Start", "start_date"), ("End", "end_date")
IMPR, CLICKS = ("Impr", "impressions"), ("Clicks", "clicks")
JAN, FEB, MAR = date(2026, 1, 5), date(2026, 2, 5), date(2026, 3, 5)
DAY = timedelta(days=1)
FLIGHT = [("From", "2026-02-01", "start_date"), ("To", "2026-02-28", "end_date")]

QUARTER = [("From", "2026-01-01", "start_date"), ("To", "2026-03-31", "end_date")]
K_EURO = ("Net k€", "net_cost")
MILLIONS, DOLLARS = [("Currency", "Mio €", "currency")], [("Currency", "USD", "currency")]

LEFT_ALONE: list[tuple[str, list[Any], list[list[Any]], dict[str, Any]]] = [
    ("scale-disputed", [SITE, K_EURO], [["A", 12.5], ["B", 30]], {"title": "Budget 2026 in k€"}),
    ("scale-disputed", [SITE, NET], [["A", 12.5], ["B", 30]], {"brief": [("Budget", "42.5 EUR", "")]}),
    ("scale-disputed", [SITE, NET], [["A", 12.5], ["B", 30]], {"brief": [("Budget", "50,000 EUR", "")]}),
    ("currency-disputed", [SITE, NET], [["A", 5]], {"brief": [("Currency", "EUR", "currency")]}),
    ("currency-disputed", [SITE, NET, ("Net USD", None)], [["A", 5, 6]], {"brief": DOLLARS}),
    ("currency-disputed", [SITE, ("Net MXN", "net_cost")], [["A", "$ 5"]], {}),
    ("tax-disputed", [SITE, NET], [["A", 5], ["B", 6]], {}),
    ("end-before-start", [START, END, NET], [[JAN, FEB, 1], [JAN, JAN, 1], [None, JAN, 1]], {}),
    ("outside-flight", [START, END, NET], [[FEB, FEB, 1]], {"brief": FLIGHT}),
    ("outside-flight", [START, END, NET], [[JAN, MAR, 1]], {}),
    ("negative-amount", [NET, ("CTR", "ctr")], [[0, 0.1]], {}),
    ("cost-without-dates", [START, NET], [[JAN, 5], [None, 0], [None, None]], {}),
    ("year-out-of-line", [START, NET], [[JAN.replace(year=JAN.year + k), 5 + k] for k in range(6)], {}),
    (
        "year-out-of-line",
        [START, END, NET],
        [[date(2018 + at // 2, 1, 1), date(2018 + at // 2, 12, 31), at] for at in range(16)],
        {},
    ),
    ("year-out-of-line", [START, NET], [[JAN, 5], [JAN, 6], [JAN.replace(year=JAN.year - 1), 9]], {}),
    ("amount-of-a-period", [START, END, NET], [[JAN, MAR, 5]], {}),
    (
        "amount-of-a-period",
        [START, END, ("Monthly cost", "net_cost")],
        [[JAN, JAN + 35 * DAY, 5], [JAN, MAR, None]],
        {},
    ),
    ("amount-of-a-period", [START, END, ("Daily cost", "net_cost")], [[JAN, JAN, 5]], {}),
    ("amount-of-a-period", [START, END, ("Spots per week", "spots")], [[JAN, MAR, 5]], {}),
    ("amount-of-a-period", [START, ("Monthly cost", "net_cost")], [[JAN, 5]], {}),
    (
        "amount-of-a-period-repeated",
        [SITE, START, ("Monthly cost", "net_cost")],
        [["A", JAN + at * DAY, at] for at in range(9)],
        {},
    ),
    (
        "amount-of-a-period-repeated",
        [SITE, START, ("Monthly cost", "net_cost")],
        [[f"{at}", JAN + at * DAY, 5] for at in range(9)],
        {},
    ),
    (
        "amount-of-a-period-repeated",
        [SITE, START, ("Cost", "net_cost")],
        [["A", JAN + at * DAY, 5] for at in range(9)],
        {},
    ),
    (
        "amount-of-a-period-repeated",
        [SITE, START, ("Weekly cost", "net_cost")],
        [["A", JAN + 7 * at * DAY, 5] for at in range(9)],
        {},
    ),
    ("cost-without-dates", [START, NET], [[JAN, 5], [JAN, 5], [JAN, 5], ["delivered then", 5]], {}),
    ("duplicate-line", [SITE, NET], [["A", 1], ["A", 2], ["B", 1], ["C", None], ["C", None]], {}),
    ("clicks-over-impressions", [CLICKS, IMPR], [[5, 5], [9, None], [9, 0]], {}),
    ("unit-error", [NET, IMPR, ("CPM", "cpm")], [[50, 10000, 5], [50, 10000, 5.2], [None, 10000, 5]], {}),
    ("ratio-differs", [NET, IMPR, ("CPM", "cpm")], [[50, 10000, 5], [54, 10000, 5]], {}),
    ("ratio-differs", [NET, GROSS, IMPR, ("CPM", "cpm")], [[50, 80, 10000, 8]], {}),
    ("rate-out-of-line", [NET, ("CPM", "cpm")], [[1, c] for c in (5, 8, 9, 7, 30)], {}),
    (
        "rate-out-of-line",
        [NET, CLICKS, ("CPC", "cpc")],
        [[10, 2, 5], [8, 1, 8], [9, 1, 9], [14, 2, 7], [900, 1, 900]],
        {},
    ),
    ("net-over-gross", [NET, GROSS], [[100, 119], [100, 100], [100, 0], [100, None]], {}),
    ("fee-differs", [NET, GROSS], [[100, 119], [200, 238], [50, 59.5]], {}),
    (
        "fee-differs",
        [NET, ("Fee EUR", "agency_fee"), GROSS],
        [[100, 10, 110], [50, 0, 50], [20, None, 20]],
        {},
    ),
    (
        "fee-differs",
        [NET, GROSS, ("Rabatt %", None)],
        [[80, 100, 0.2], [160, 200, 0.2], [80, 100, 0.2], [90, 100, 0.1]],
        {},
    ),
    (
        "net-over-gross",
        [NET, GROSS, ("Korting %", None), ("Drukwerk", None)],
        [[2287, 2200, None, 87], [1838, 2000, 0.1, 38], [736, 690, None, 46], [846, 1000, 0.2, 46]],
        {},
    ),
    ("percent-over-100", [NET, ("CTR", "ctr")], [[1, 1.0], [1, 0.2]], {}),
    (
        "formula-not-calculated",
        [SITE, NET, ("x", None)],
        [["A", 1, None]],
        {"uncalculated": frozenset({(1, 1), (2, 3)})},
    ),
    ("error-cell", [SITE, NET, ("x", None)], [["A", 1, None]], {"errors": {(2, 3): "#REF!"}}),
    (
        "hidden-row",
        [SITE, NET],
        [["A", 1], ["Total", 1]],
        {"hidden_rows": frozenset({3}), "skipped": [(3, "total")]},
    ),
    ("hidden-column", [SITE, NET, ("x", None)], [["A", 1, 2]], {"hidden_columns": frozenset({3})}),
]

FOUND: list[tuple[str, list[Any], list[list[Any]], dict[str, Any], list[str]]] = [
    ("scale-disputed", [SITE, K_EURO], [["A", 12.5], ["B", 30]], {"brief": MILLIONS}, [None]),  # type: ignore[list-item]
    ("scale-disputed", [SITE, NET], [["A", 12.5], ["B", 30]], {"brief": [("Budget", "42,500 EUR", "")]}, ["A1"]),
    ("currency-disputed", [SITE, NET], [["A", 5]], {"brief": DOLLARS}, [None]),  # type: ignore[list-item]
    ("currency-disputed", [SITE, NET], [["A", "$ 5"]], {}, [None]),  # type: ignore[list-item]
    ("end-before-start", [START, END, NET], [[JAN, FEB, 1], [FEB, JAN, 1]], {}, ["B3"]),
    ("outside-flight", [START, END, NET], [[JAN, FEB, 1], [FEB, FEB, 1]], {"brief": FLIGHT}, ["A2"]),
    ("outside-flight", [START, END, NET], [[FEB, FEB, 1], [FEB, MAR, 1]], {"brief": FLIGHT}, ["B3"]),
    ("outside-flight", [START, END, NET], [[JAN, FEB, 1], [FEB, MAR, 1]], {"brief": FLIGHT}, ["2:3"]),
    ("negative-amount", [SITE, NET], [["A", 5], ["B", -5]], {}, ["B3"]),
    ("cost-without-dates", [START, NET], [[JAN, 5], [None, 5]], {}, ["B3"]),
    ("year-out-of-line", [START, NET], [[JAN, 5], [JAN, 6], [JAN, 7], [JAN, 8], [JAN.replace(year=JAN.year - 1), 9]], {}, ["A6"]),
    ("amount-of-a-period", [START, END, ("Monthly cost", "net_cost")], [[JAN, MAR, 5], [JAN, JAN, 5]], {}, ["C2:C3"]),
    ("amount-of-a-period", [START, END, ("Kosten pro Woche", "net_cost")], [[JAN, JAN + 13 * DAY, 5]], {}, ["C2:C2"]),
    ("amount-of-a-period", [START, END, ("Budget/jour", "planned_budget")], [[JAN, JAN + DAY, 5]], {}, ["C2:C2"]),
    ("amount-of-a-period", [SITE, ("Monthly cost", "net_cost")], [["A", 5]], {"brief": QUARTER}, ["B2:B2"]),
    ("amount-of-a-period-repeated", [SITE, START, ("Monthly cost", "net_cost")], [["A", JAN + at * DAY, 5] for at in range(9)], {}, ["C2:C10"]),
    (
        "year-out-of-line",
        [START, END, NET],
        [[date(2026 - (at == 7), 2, 1), date(2026, 12, 31), at] for at in range(8)],
        {},
        ["A9"],
    ),
    ("cost-without-dates", [SITE, NET], [["A", 5], ["B", 5]], {}, ["2:3"]),
    ("cost-without-dates", [SITE, NET], [["A", 5]], {"title": "Keyword report (Jun 14, 2016)"}, ["2:2"]),
    ("cost-without-dates", [SITE, NET, ("On air", None)], [["A", 5, "T3"], ["B", 5, "T4"]], {}, ["C2:C3"]),
    ("duplicate-line", [SITE, NET], [["A", 1], ["B", 1], ["A", 1]], {}, ["4:4"]),
    ("clicks-over-impressions", [CLICKS, IMPR], [[6, 5]], {}, ["A2"]),
    ("unit-error", [NET, IMPR, ("CPM", "cpm")], [[50, 10000, 5000], [50, 10000, 5]], {}, ["C2"]),
    ("unit-error", [CLICKS, IMPR, ("CTR", "ctr")], [[10, 1000, 0.1], [10, 1000, 0.01], [10, 1000, 0.01]], {}, ["C2"]),
    ("ratio-differs", [NET, IMPR, ("CPM", "cpm")], [[50, 10000, 7.5], [50, 10000, 9.5]], {}, ["C2"]),
    ("rate-out-of-line", [NET, ("CPM", "cpm")], [[1, c] for c in (5, 8, 9, 7, 8000)], {}, ["B6"]),
    ("net-over-gross", [NET, GROSS], [[119, 100]], {}, ["A2"]),
    ("net-over-gross", [NET, GROSS, ("Korting %", None)], [[119, 100, 0.1], [90, 100, 0.1]], {}, ["A2"]),
    ("fee-differs", [NET, GROSS], [[100, 119], [200, 238], [50, 70]], {}, ["B4"]),
    ("fee-differs", [NET, ("Fee EUR", "agency_fee"), GROSS], [[100, 10, 110], [50, 5, 55], [20, 2, 30]], {}, ["C4"]),
    ("percent-over-100", [NET, ("CTR", "ctr")], [[1, "120%"]], {}, ["B2"]),
    ("formula-not-calculated", [SITE, NET], [["A", None], ["B", None], ["C", 1]], {"uncalculated": frozenset({(2, 2), (3, 2)})}, ["B2:B3"]),
    ("formula-not-calculated", [SITE, NET, GROSS, IMPR, CLICKS], [["A"], ["B"]], {"uncalculated": frozenset((r, c) for r in (2, 3) for c in (2, 3, 4, 5))}, ["B2:E3"]),
    ("error-cell", [SITE, NET], [["A", None], ["B", 1]], {"errors": {(2, 2): "#REF!"}}, ["B2"]),
    ("hidden-row", [SITE, NET], [["A", 1], ["B", 1], ["C", 2]], {"hidden_rows": frozenset({2, 3})}, ["2:3"]),
    ("hidden-column", [SITE, NET], [["A", 1]], {"hidden_columns": frozenset({2})}, ["B:B"]),
    ("hidden-sheet", [SITE, NET], [["A", 1]], {"hidden": True}, [None]),  # type: ignore[list-item]
]  # fmt: skip


def named(cases: Sequence[tuple[Any, ...]]) -> list[str]:
    return [f"{case[0]}-{i}" for i, case in enumerate(cases)]


@pytest.mark.parametrize(("code", "columns", "rows", "more"), LEFT_ALONE, ids=named(LEFT_ALONE))
def test_leaves_alone(build: Build, code: str, columns: Any, rows: Any, more: Any) -> None:
    assert [f.sentence for f in build(columns, rows, **more).findings if f.code == code] == []


@pytest.mark.parametrize(("code", "columns", "rows", "more", "places"), FOUND, ids=named(FOUND))
def test_finds(build: Build, code: str, columns: Any, rows: Any, more: Any, places: list[str]) -> None:
    assert [f.cell for f in build(columns, rows, **more).findings if f.code == code] == places


def test_a_required_field(plan: Any) -> None:
    from worker.cleaning.build import build_raw_data

    own = Template("own", 1, (Field("publisher", required=True), Field("net_cost", "money", "measure", required=True), Field("brand", required=True), Field("date", "date", required=True)))  # fmt: skip
    raw = build_raw_data([plan([SITE, NET, ("Day", "date")], [["A", 1, JAN], [None, 2, JAN]])], own)
    assert [(f.code, f.cell) for f in raw.findings if f.code.startswith("required")] == [
        ("required-blank", "A3"),
        ("required-missing", "2:3"),
    ]


def test_periods_fill_required_fields(plan: Any) -> None:
    from worker.cleaning.build import build_raw_data

    own = Template("own", 1, (Field("publisher"), Field("net_cost", "money", "measure", required=True), Field("date", "date", required=True)))  # fmt: skip
    periods = [Period(0, "Jan", "month", date(2026, 1, 1), date(2026, 1, 31), "net_cost")]
    raw = build_raw_data([plan([SITE], [["A", 5]], periods)], own)
    assert [f.code for f in raw.findings if f.code.startswith("required")] == []
    assert str(raw.frame["date"][0])[:10] == "2026-01-01"


def test_many_findings_of_one_kind_are_told_in_one(build: Build) -> None:
    raw = build([START, END, NET], [[FEB, JAN, i] for i in range(1, 301)])
    found = [f for f in raw.findings if f.code == "end-before-start"]
    assert [one.cell for one in found] == ["B2:B301"]
    assert "299 more of the same in B3:B301." in found[-1].sentence


@pytest.mark.parametrize(
    ("late", "whole", "places"),
    [
        ({2, 3, 4, 5}, "B2:B5", "B3:B5"),
        ({2, 10, 11, 13, 30, 31}, "B2:B31", "B10:B13, B30:B31"),
        ({2, 10, 20, 30, 40, 50, 60}, "B2:B60", "B10, B20, B30:B60"),
    ],
)
def test_many_lines_of_one_cause_are_one_finding_that_says_where_they_stand(
    build: Build, late: set[int], whole: str, places: str
) -> None:
    raw = build([START, END, NET], [[FEB, JAN if row in late else FEB, row] for row in range(2, 62)])
    (finding,) = [f for f in raw.findings if f.code == "end-before-start"]
    assert finding.cell == whole
    assert finding.sentence.endswith(f" {len(late) - 1} more of the same in {places}.")


def test_three_lines_of_one_cause_are_told_one_by_one(build: Build) -> None:
    raw = build([START, END, NET], [[FEB, JAN if row in (2, 9, 30) else FEB, row] for row in range(2, 62)])
    assert [f.cell for f in raw.findings if f.code == "end-before-start"] == ["B2", "B9", "B30"]


def test_every_file_is_a_check_and_says_what_it_finds() -> None:
    files = {p.stem.replace("_", "-") for p in Path(checks.__file__).parent.glob("*.py")} - {"--init--"}
    assert {c.name for c in checks.registry()} == files
    for check in checks.registry():
        assert check.sentence.endswith((".", "blank"))
        assert importlib.import_module(check.run.__module__).__doc__


def test_brackets_say_that_it_is_a_credit(build: Build) -> None:
    raw = build([SITE, NET], [["A", "100 €"], ["B", "(50) €"], ["C", "-20 €"]])
    told = [(one.cell, one.severity) for one in raw.findings if one.code == "negative-amount"]
    assert told == [("B3", "note"), ("B4", "warning")]
