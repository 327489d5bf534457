from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pandas as pd
import pytest

from worker.cleaning.build import RawData, build_raw_data
from worker.cleaning.mapped_table import MappedTable
from worker.findings.files import FORMULA_NOT_CALCULATED
from worker.findings.mapping import COLUMN_IN_DOUBT
from worker.plans.layout import understand
from worker.shapes.finding import Finding
from worker.shapes.grid import Grid
from worker.shapes.layout import Period, Section
from worker.shapes.template import Template

Build = Callable[..., RawData]


def values(raw: RawData, name: str) -> list[Any]:
    return [None if v is None or v != v else v for v in raw.frame[name].tolist()]


def codes(raw: RawData) -> list[str]:
    return [f.code for f in raw.findings]


def cells(raw: RawData, code: str) -> list[str | None]:
    return [f.cell for f in raw.findings if f.code == code]


COST = ("Net cost EUR", "net_cost")
"""A column of money, so that a table counts."""


# ---------------------------------------------------------------- the frame


def test_columns_follow_the_template_then_lineage(build: Build) -> None:
    raw = build([COST, ("Site", "publisher"), ("Market", "market"), ("Note", None)], [[1, "A", "DE", "x"]])
    assert list(raw.frame.columns) == [
        "market", "publisher", "currency", "net_cost", "line_key", "source_sheet", "source_row", "source_column",
    ]  # fmt: skip


def test_what_is_known_already_comes_first(build: Build) -> None:
    known = Finding("before", "note", "Known.")
    assert build([COST], [[1]], options={"findings": (known,)}).findings[0] is known


def test_no_lines_is_an_error_and_an_empty_frame(build: Build) -> None:
    raw = build([COST], [["Total"]], skipped=[(2, "total")])
    assert raw.frame.empty
    assert [f.severity for f in raw.findings if f.code == "no-lines"] == ["error"]


def test_skipped_rows_are_no_lines(build: Build) -> None:
    raw = build(
        [("Site", "publisher"), COST],
        [["A", 1], [None, None], ["B", 2], ["Total", 3]],
        skipped=[(3, "blank"), (5, "total")],
    )
    assert values(raw, "publisher") == ["A", "B"]
    assert raw.frame["source_row"].tolist() == [2, 4]


def test_another_version_is_named_and_not_added_up(plan: Any, template: Template) -> None:
    tables = [plan([COST], [[10]], sheet="v2"), plan([COST], [[9]], sheet="v1", alternative_of="v2")]
    raw = build_raw_data(tables, template)
    assert values(raw, "net_cost") == [10]
    assert cells(raw, "alternative-left-out") == ["2:2"]
    assert values(build_raw_data(tables, template, alternatives=True), "net_cost") == [10, 9]


def test_tables_of_several_sheets_stand_below_each_other(plan: Any, template: Template) -> None:
    tables = [
        plan([("Site", "publisher"), COST], [["A", 1]], sheet="One"),
        plan([COST, ("Market", "market")], [[2, "France"]], sheet="Two"),
        plan([("Word", "notes")], [["glossary"]], sheet="Terms"),
    ]
    raw = build_raw_data(tables, template)
    assert values(raw, "source_sheet") == ["One", "Two"]
    assert values(raw, "publisher") == ["A", None]
    assert values(raw, "market") == [None, "FR"]
    assert "table-left-out" in codes(raw)


@pytest.mark.parametrize(("total", "severity"), [([], "note"), ([["Total", 30]], "warning")])
def test_a_table_left_out_is_told_where_the_plan_adds_it_up(
    template: Template, total: list[list[Any]], severity: str
) -> None:
    grids = [
        Grid("Feb", [["Site", "Net cost"], ["A", 10], ["B", 20]]),
        Grid("Mar", [["Site", "Zqx"], ["A", 5], ["B", 12], ["C", 13], *total]),
    ]
    layouts = [understand(grid) for grid in grids]
    fields = [{1: "publisher", 2: "net_cost"}, {1: "publisher", 2: None}]
    tables = [
        MappedTable(grid, layout, layout.tables[0], of, number=at)
        for at, (grid, layout, of) in enumerate(zip(grids, layouts, fields, strict=True), 1)
    ]
    raw = build_raw_data(tables, template)
    assert [f.severity for f in raw.findings if f.code == "table-left-out"] == [severity]


def test_side_by_side_tables_give_each_amount_once(plan: Any, template: Template, months: Any) -> None:
    left = plan(
        [("Site", "publisher"), COST, ("Impr", "planned_impressions")], [["A", 30, 1000], ["B", 50, 500]]
    )
    right = plan([("Site", "publisher")], [["A", 10, 20], ["B", 50]], [
        Period(0, "Jan", "month", date(2026, 1, 1), date(2026, 1, 31), "net_cost"),
        Period(0, "Feb", "month", date(2026, 2, 1), date(2026, 2, 28), "net_cost"),
    ])  # fmt: skip
    raw = build_raw_data([left, right], template)
    assert raw.frame["net_cost"].sum() == 80
    assert raw.frame["planned_impressions"].sum() == 1500
    assert cells(raw, "repeated-beside") == ["B:B"]


# ---------------------------------------------------------------- values


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("0012", "0012"),
        (12.0, "12"),
        ("7.0", "7"),
        (123456789012.0, "123456789012"),
        ("A-1", "A-1"),
        ("-", None),
        (None, None),
    ],
)
def test_ids_keep_zeros_and_lose_decimals(build: Build, given: Any, expected: str | None) -> None:
    assert values(build([("Id", "campaign_id"), COST], [[given, 1]]), "campaign_id") == [expected]


def test_a_publisher_that_looks_like_a_number_is_text(build: Build) -> None:
    assert values(build([("Site", "publisher"), COST], [[14.0, 1], [True, 2]]), "publisher") == ["14", "True"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("30", 30),
        ('30"', 30),
        ("30 sec", 30),
        ("20 сек.", 20),
        ("15''", 15),
        ("0:30", 30),
        (20.0, 20),
        ("30+15", None),
    ],
)
def test_lengths_are_seconds(build: Build, given: Any, expected: float | None) -> None:
    assert values(build([("Length", "duration"), COST], [[given, 1]]), "duration") == [expected]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (["31.12.2026", "01.02.2026"], ["2026-12-31", "2026-02-01"]),
        (["12/31/2026", "02/01/2026"], ["2026-12-31", "2026-02-01"]),
        ([datetime(2026, 2, 1), 46054.0], ["2026-02-01", "2026-02-01"]),
        (["31.09.24", "-"], [None, None]),
    ],
)
def test_dates_are_decided_by_their_column(
    build: Build, given: list[Any], expected: list[str | None]
) -> None:
    raw = build([("Start", "start_date"), COST], [[g, 1] for g in given])
    assert [None if str(d) == "NaT" else str(d)[:10] for d in raw.frame["start_date"]] == expected


def test_no_such_day_is_named_by_its_cell(build: Build) -> None:
    raw = build([("Start", "start_date"), COST], [["30.09.24", 1], ["31.09.24", 1], ["soon", 1]])
    assert cells(raw, "date-not-real") == ["A3"]
    assert cells(raw, "date-not-read") == ["A4"]


def test_an_order_that_nothing_decides_is_said(build: Build) -> None:
    raw = build([("Start", "start_date"), COST], [["03/04/2026", 1]])
    assert str(raw.frame["start_date"][0])[:10] == "2026-04-03"
    assert cells(raw, "date-order-assumed") == ["A2"]


def test_a_span_in_the_start_gives_the_end(build: Build) -> None:
    raw = build([("Flight", "start_date"), COST], [["22.07.2026 - 04.08.2026", 1]])
    assert str(raw.frame["start_date"][0])[:10] == "2026-07-22"
    assert str(raw.frame["end_date"][0])[:10] == "2026-08-04"


def test_what_is_no_number_is_a_finding_and_the_row_stays(build: Build) -> None:
    raw = build(
        [("Site", "publisher"), COST],
        [["A", "TBD"], ["B", "TBD"], ["C", "$15,000-$25,000"], ["D", "-"], ["E", 5]],
    )
    assert values(raw, "publisher") == list("ABCDE")
    assert values(raw, "net_cost") == [None, None, None, None, 5]
    assert cells(raw, "number-not-read") == ["B2:B3", "B4"]


@pytest.mark.parametrize(
    ("header", "given", "expected"),
    [
        ("CTR", [0.01, 0.02], [0.01, 0.02]),
        ("CTR", ["1%", "2%"], [0.01, 0.02]),
        ("CTR", [1.5, 0.5], [0.015, 0.005]),
        ("CTR %", [0.5, 0.2], [0.005, 0.002]),
    ],
)
def test_percents_are_shares(build: Build, header: str, given: list[Any], expected: list[float]) -> None:
    assert values(build([(header, "ctr"), COST], [[g, 1] for g in given]), "ctr") == expected


def test_a_percent_format_says_share(build: Build) -> None:
    raw = build([("CTR %", "ctr"), COST], [[0.5, 1]], formats={(2, 1): "0.00%"})
    assert values(raw, "ctr") == [0.5]


def test_clicks_and_impressions_settle_what_a_rate_means(build: Build) -> None:
    raw = build(
        [("CTR", "ctr"), ("Clicks", "clicks"), ("Impr", "impressions")], [[0.5, 5, 1000], [0.4, 4, 1000]]
    )
    assert values(raw, "ctr") == [0.005, 0.004]


def test_a_fee_as_a_rate_becomes_an_amount(build: Build) -> None:
    columns = [COST, ("AF", "agency_fee"), ("Gross EUR", "gross_cost")]
    assert values(build(columns, [[100, "15%", 115]]), "agency_fee") == [15]
    assert values(build(columns, [[85, "15%", 100]]), "agency_fee") == [15]
    assert values(build([COST, ("AF", "agency_fee")], [[200, "10%"]]), "agency_fee") == [20]


def test_a_rate_of_nothing_is_said_and_left_out(build: Build) -> None:
    raw = build([("AF", "agency_fee"), ("Impr", "impressions")], [["15%", 3]])
    assert "agency_fee" not in raw.frame
    assert "percent-in-money" in codes(raw)


@pytest.mark.parametrize(
    ("field", "given", "expected"),
    [
        ("platform", "FB", "Meta"),
        ("platform", "you tube", "YouTube"),
        ("platform", "Unheard Of", "Unheard Of"),
        ("channel", "Paid Search", "Search"),
        ("market", "Deutschland", "DE"),
        ("market", "Россия", "RU"),
        ("market", "Berlin", "Berlin"),
        ("buy_type", "TKP", "CPM"),
        ("device", "smartphones", "Mobile"),
        ("currency", "€", "EUR"),
    ],
)
def test_values_have_one_name(build: Build, field: str, given: str, expected: str) -> None:
    assert values(build([("X", field), ("Cost", "net_cost")], [[given, 1]]), field) == [expected]


def test_an_unknown_value_is_noted_once(build: Build) -> None:
    raw = build([("Platform", "platform"), COST], [["Foo", 1], ["Foo", 2], ["Meta", 3]])
    assert cells(raw, "value-unknown") == ["A2"]


def test_a_template_s_own_values_win() -> None:
    from worker.shapes.template import Field

    own = Template(
        "own", 1, (Field("platform", allowed=("Facebook", "TikTok")), Field("cost", "money", "measure"))
    )
    from worker.cleaning.build import MappedTable
    from worker.shapes.grid import Grid
    from worker.shapes.layout import Column, SheetLayout, Table

    table = Table((1,), 2, 3, 1, 2, (Column(1, "P"), Column(2, "C")))
    grid = Grid("S", [["P", "C"], ["facebook", 1], ["Myspace", 2]])
    raw = build_raw_data(
        [MappedTable(grid, SheetLayout("S", (), (table,)), table, {1: "platform", 2: "cost"})], own
    )
    assert values(raw, "platform") == ["Facebook", "Myspace"]
    assert cells(raw, "value-not-allowed") == ["A3"]


# ---------------------------------------------------------------- currency


@pytest.mark.parametrize(
    ("columns", "row", "more", "expected"),
    [
        ([("Cost", "net_cost")], [5], {}, None),
        ([("Real cost", "net_cost")], [5], {}, None),
        ([("TOTAL ALL MEDIA", "net_cost")], [5], {}, None),
        ([("Net cost (EUR)", "net_cost")], [5], {}, "EUR"),
        ([("Бюджет, руб.", "net_cost")], [5], {}, "RUB"),
        ([("Cost £", "net_cost")], [5], {}, "GBP"),
        ([("Cost", "net_cost")], ["$5"], {}, "USD"),
        ([("Cost", "net_cost")], [5], {"formats": {(2, 1): "#,##0 [$€-407]"}}, "EUR"),
        ([("Cost", "net_cost")], [5], {"formats": {(2, 1): "[$$-C09]#,##0"}}, "AUD"),
        ([("Cost", "net_cost")], [5], {"brief": [("Currency", "CHF", "currency")]}, "CHF"),
        ([("Cost", "net_cost")], [5], {"title": "Media plan 2026, USD"}, "USD"),
        ([("Cost", "net_cost"), ("Cur", "currency")], [5, "złoty"], {}, "PLN"),
        (
            [("Cost", "net_cost"), ("Market", "market")],
            ["$5", "x"],
            {"brief": [("Market", "Canada", "market")]},
            "CAD",
        ),
    ],
)
def test_where_a_currency_is_found(
    build: Build, columns: Any, row: Any, more: Any, expected: str | None
) -> None:
    raw = build(columns, [row], **more)
    assert (values(raw, "currency") if "currency" in raw.frame else [None]) == [expected]


def test_each_line_has_its_own_currency(build: Build) -> None:
    raw = build([("Site", "publisher"), ("Cost", "net_cost")], [["A", "€5"], ["B", "$6"], ["C", "£7"]])
    assert values(raw, "currency") == ["EUR", "USD", "GBP"]
    assert {(t.currency, t.raw) for t in raw.totals} == {("EUR", 5), ("USD", 6), ("GBP", 7)}


def test_money_in_a_second_currency_is_not_added_up(build: Build) -> None:
    raw = build([("Budget (EUR)", "planned_budget"), ("Net (AED)", "net_cost")], [[100, 400]])
    assert list(raw.frame.columns[:2]) == ["currency", "planned_budget"]
    assert cells(raw, "currencies-side-by-side") == ["B:B"]


@pytest.mark.parametrize(
    ("header", "field", "cell", "rest"),
    [
        ("Net cost USD", "net_cost", "A1", ["A1"]),  # the one that is exported
        ("Net cost", "net_cost", "B1", ["B1"]),  # left out with a loss
        ("Net cost USD", "net_cost", "B1", []),
    ],
)
def test_no_doubt_is_asked_of_what_is_left_out_with_no_loss(
    build: Build, header: str, field: str, cell: str, rest: list[str]
) -> None:
    doubt = COLUMN_IN_DOUBT.at("Plan", cell, header=header, field=field, confidence=0.6)
    raw = build([COST, (header, field)], [[100, 117], [50, 40]], options={"findings": (doubt,)})
    assert cells(raw, COLUMN_IN_DOUBT.code) == rest


def test_of_two_columns_for_one_amount_the_brief_s_currency_is_read(build: Build) -> None:
    columns = [("Budget (EUR)", "planned_budget"), ("Budget (USD)", "planned_budget")]
    assert values(build(columns, [[100, 110]]), "planned_budget") == [100]
    assert values(
        build(columns, [[100, 110]], brief=[("Currency", "USD", "currency")]), "planned_budget"
    ) == [110]


# ---------------------------------------------------------------- context


def test_the_brief_fills_what_no_column_does(build: Build) -> None:
    brief = [
        ("Client", "Acme", "advertiser"),
        ("Market", "Spain", "market"),
        ("Brand", "Zed", "brand"),
        ("Budget", "999", "planned_budget"),
    ]
    raw = build([("Brand", "brand"), COST], [["Own", 1]], brief=brief)
    assert values(raw, "advertiser") == ["Acme"]
    assert values(raw, "market") == ["ES"]
    assert values(raw, "brand") == ["Own"]
    assert "planned_budget" not in raw.frame


def test_merged_keys_are_filled_down_and_amounts_never(build: Build) -> None:
    from worker.shapes.grid import Merge

    merges = (Merge(2, 1, 3, 1), Merge(2, 2, 3, 2))
    raw = build([("Brand", "brand"), COST], [["Alpha", 100], [None, None]], merges=merges)
    assert values(raw, "brand") == ["Alpha", "Alpha"]
    assert values(raw, "net_cost") == [100, None]


def test_keys_written_once_a_group_are_carried_down(build: Build) -> None:
    rows = [["TV", "A", 1], [None, "B", 2], ["Radio", "C", 3], [None, "D", 4]]
    assert values(build([("Media", "channel"), ("Site", "publisher"), COST], rows), "channel") == [
        "TV",
        "TV",
        "Radio",
        "Radio",
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [[None, "A", 1], ["TV", "B", 2]],
        [["TV", "A", 1], ["TV", "B", 2], [None, "C", 3]],
        [["TV", "A", 1], [None, None, 2]],
    ],
)
def test_gaps_are_left_alone(build: Build, rows: list[list[Any]]) -> None:
    raw = build([("Media", "channel"), ("Site", "publisher"), COST], rows)
    assert values(raw, "channel") == [row[0] for row in rows]


@pytest.mark.parametrize(
    ("texts", "field", "expected"),
    [
        (["Brand: Alpha"], "brand", "Alpha"),
        (["Марка: Альфа"], "brand", "Альфа"),
        (["Campaign - Spring"], "campaign_name", "Spring"),
        (["Germany"], "market", "DE"),
        (["OOH"], "channel", "OOH"),
        (["Spring push"], "campaign_name", "Spring push"),
        (["Alpha", "Spring push"], "brand", "Alpha"),
    ],
)
def test_headings_inside_the_table_say_what_their_lines_are(
    build: Build, texts: list[str], field: str, expected: str
) -> None:
    sections = [Section(2 + i, text, i + 1, 2 + len(texts), 2 + len(texts)) for i, text in enumerate(texts)]
    rows = [*([text] for text in texts), ["A", 1]]
    raw = build(
        [("Site", "publisher"), COST], rows, sections=sections, skipped=[(s.row, "section") for s in sections]
    )
    assert values(raw, field) == [expected]


def test_the_frame_s_types(build: Build) -> None:
    raw = build([("Site", "publisher"), ("Start", "start_date"), COST], [["A", date(2026, 1, 2), 1]])
    assert isinstance(raw.frame["publisher"].dtype, pd.CategoricalDtype)
    assert str(raw.frame["start_date"].dtype) == "datetime64[s]"
    assert str(raw.frame["net_cost"].dtype) == "float64"
    assert str(raw.frame["source_row"].dtype) == "int64"


def test_what_a_table_says_of_its_formulas_the_sheet_need_not_say(build: Build) -> None:
    of_sheet = FORMULA_NOT_CALCULATED.at("Plan", "B2", formulas="1 cell holds a formula")
    rows = [["A", None], ["B", 5]]
    told = build([("Site", "publisher"), COST], rows, options={"findings": [of_sheet]})
    assert [f.fields for f in told.findings if f.code == of_sheet.code] == [()]
    told = build(
        [("Site", "publisher"), COST],
        rows,
        options={"findings": [of_sheet]},
        uncalculated=frozenset({(2, 2)}),
    )
    assert [f.fields for f in told.findings if f.code == of_sheet.code] == [("net_cost",)]
