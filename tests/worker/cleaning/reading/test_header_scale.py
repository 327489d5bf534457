"""Numbers in thousands: told by the header, doubted where the line's own price says otherwise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from worker.shapes.raw_data import RawData

Build = Callable[..., RawData]


COLUMNS = [
    ("Site", "publisher"),
    ("Imps (000)", "planned_impressions"),
    ("CPM", "cpm"),
    ("Net €", "net_cost"),
]


def exported(raw: RawData) -> list[Any]:
    return raw.table.column("planned_impressions").to_pylist()


def test_thousands_are_exported_whole_with_the_plans_total(build: Build) -> None:
    raw = build(
        COLUMNS,
        [["A", 200, 5, 1000], ["B", 50, 20, 1000], ["Total", 250, None, 2000]],
        skipped=[(4, "total")],
    )
    assert exported(raw) == [200_000, 50_000]
    assert [(t.plan, t.raw, t.ok) for t in raw.totals if t.measure == "planned_impressions"] == [
        (250_000, 250_000, True)
    ]
    assert [f.severity for f in raw.findings if f.code == "in-thousands"] == ["note"]


def test_cost_in_thousands_too_speaks_for_neither(build: Build) -> None:
    columns = [
        ("Site", "publisher"),
        ("Imps (000)", "planned_impressions"),
        ("CPM", "cpm"),
        ("Net k€", "net_cost"),
    ]
    raw = build(columns, [["A", 1500, 6, 9], ["B", 800, 7.5, 6]])
    assert exported(raw) == [1_500_000, 800_000]
    assert raw.table.column("net_cost").to_pylist() == [9_000, 6_000]


def test_periods_in_thousands_are_exported_whole(build: Build, months: Any) -> None:
    raw = build(
        [("Site", "publisher"), ("Imps (000)", "planned_impressions")],
        [["A", 30, 10, 20]],
        periods=months(2026, 2),
    )
    assert exported(raw) == [10_000, 20_000]


def test_where_cost_and_price_say_the_numbers_are_whole_they_stay(build: Build) -> None:
    raw = build(COLUMNS, [["A", 200_000, 5, 1000], ["B", 50_000, 20, 1000]])
    assert exported(raw) == [200_000, 50_000]
    assert not [f for f in raw.findings if f.code == "in-thousands"]


@pytest.mark.parametrize(
    ("rows", "impressions"),
    [
        pytest.param([["A", 200, 5, 1000], ["B", 50, 20, 1000]], [200_000, 50_000], id="thousands by their price"),
        pytest.param([["A", 200_000, 5.1, 1000]], [200_000_000], id="not to the cent"),
        pytest.param([["A", 200_000, 5, 1000], ["B", 50, 20, 1000]], [200_000_000, 50_000], id="one line against it"),
        pytest.param([["A", 200_000, "flat", 1000]], [200_000_000], id="no price"),
        pytest.param([["A", 200_000, 5, 1000], ["B", 70_000, "flat", 900]], [200_000, 70_000], id="whole"),
    ],
)  # fmt: skip
def test_any_price_that_gives_the_cost_to_the_cent_says_that_numbers_are_whole(
    build: Build, rows: list[list[Any]], impressions: list[float]
) -> None:
    columns = [
        ("Site", "publisher"),
        ("Imps (000)", "planned_impressions"),
        ("Rate", "unit_rate"),
        ("Net €", "net_cost"),
    ]
    assert exported(build(columns, rows)) == impressions


@pytest.mark.parametrize(
    ("rows", "impressions", "codes"),
    [
        pytest.param([["A", 200_000, 5, 1000], ["B", 50_000, 20, 1000]], [200_000, 50_000], [], id="whole"),
        pytest.param([["A", 200, 5, 1000], ["B", 50, 40, 1000]], [200, 50], [], id="one line speaks against it"),
        pytest.param([["A", 200, 5, 1000]], [200], [], id="one line proves nothing"),
        pytest.param([["A", 200, 5, 1000], ["B", 50, 20, 1000]], [200_000, 50_000], ["in-thousands"], id="thousands"),
    ],
)  # fmt: skip
def test_the_price_per_thousand_says_what_the_header_does_not(
    build: Build, rows: list[list[Any]], impressions: list[float], codes: list[str]
) -> None:
    columns = [("Site", "publisher"), ("Imps", "planned_impressions"), ("CPM", "cpm"), ("Net €", "net_cost")]
    raw = build(columns, rows)
    assert exported(raw) == impressions
    assert [f.code for f in raw.findings if f.code == "in-thousands"] == codes


@pytest.mark.parametrize(
    ("group", "costs", "clicks"),
    [
        ("Стоимость, руб.", [1500, 80], [200, 50]),
        ("Цена за тыс. показов", [1500, 80], [200, 50]),
        ("Общая стоимость тыс. руб.", [1_500_000, 80_000], [200, 50]),
    ],
)
def test_a_group_of_money_says_in_what_its_columns_count(
    build: Build, group: str, costs: list[int], clicks: list[int]
) -> None:
    columns = [("Site", "publisher"), (f"{group} / Клики", "clicks"), (f"{group} / План", "net_cost")]
    table = build(columns, [["A", 200, 1500], ["B", 50, 80]]).table
    assert table.column("net_cost").to_pylist() == costs
    assert table.column("clicks").to_pylist() == clicks


@pytest.mark.parametrize(
    ("header", "field", "values"),
    [
        ("Budget / Plan", "net_cost", [1500, 80]),
        ("Cost per thousand / Plan", "net_cost", [1500, 80]),
        ("Budget en milliers / Prévu", "planned_impressions", [1500, 80]),
        ("Planbudget in Tsd. / Kontakte", "planned_impressions", [1500, 80]),
        ("Прогноз, тыс. / Показы", "planned_impressions", [1_500_000, 80_000]),
        ("Kontakte / Tsd.", "planned_impressions", [1_500_000, 80_000]),
        ("Budget en milliers / Prévu", "net_cost", [1_500_000, 80_000]),
        ("Budget in thousands / Actual", "spend", [1_500_000, 80_000]),
    ],
)
def test_a_heading_over_money_says_in_what_it_counts(
    build: Build, header: str, field: str, values: list[int]
) -> None:
    raw = build([("Site", "publisher"), (header, field)], [["A", 1500], ["B", 80]])
    assert raw.table.column(field).to_pylist() == values


@pytest.mark.parametrize(
    ("note", "header", "costs"),
    [
        ("All amounts in EUR", "Net", [1500, 80]),
        ("Reserve 1.000 EUR", "Net", [1500, 80]),
        ("x € 1.000, excl. btw", "Netto", [1_500_000, 80_000]),
        ("Суммы в тыс. руб.", "Net", [1_500_000, 80_000]),
        ("in Mio. EUR", "Netto in Tsd. €", [1_500_000, 80_000]),  # the header is nearer
    ],
)
def test_a_note_beside_the_table_says_in_what_money_counts(
    build: Build, note: str, header: str, costs: list[int]
) -> None:
    columns = [("Site", "publisher"), ("Clicks", "clicks"), (header, "net_cost")]
    raw = build(columns, [["A", 200, 1500], ["B", 50, 80]], brief=[(note, "EUR", "currency")])
    assert raw.table.column("net_cost").to_pylist() == costs
    assert raw.table.column("clicks").to_pylist() == [200, 50]
    assert [f.severity for f in raw.findings if f.code == "in-thousands"] == ["note"] * (costs[1] > 80)


@pytest.mark.parametrize(
    ("rows", "costs"),
    [
        pytest.param([["A", 200_000, 5, 1000], ["B", 50_000, 20, 1000]], [1000, 1000], id="prices show whole costs"),
        pytest.param([["A", 20, 5, 100], ["B", 5, 20, 100]], [1_000_000, 1_000_000], id="prices show the note's"),
        pytest.param([["A", 20, None, 100], ["B", 5, None, 100]], [1_000_000, 1_000_000], id="no price"),
    ],
)  # fmt: skip
def test_a_note_holds_for_money_beside_counts_with_a_scale_of_their_own(
    build: Build, rows: list[list[Any]], costs: list[int]
) -> None:
    """金额单位:万元 above 预估曝光(万) and 净价; 净价 is no less in 万元 because another header names its scale."""
    factor = 1 if costs[0] == 1000 else 1e4
    header = "预估曝光" if factor == 1 else "预估曝光(万)"
    columns = [("媒体", "publisher"), (header, "planned_impressions"), ("CPM", "cpm"), ("净价", "net_cost")]
    raw = build(columns, rows, brief=[("金额单位:万元(人民币)", "CNY", "currency")])
    assert raw.table.column("net_cost").to_pylist() == costs
    assert exported(raw) == [row[1] * factor for row in rows]


@pytest.mark.parametrize(
    ("note", "impressions", "cost"),
    [
        pytest.param("Impressions are estimates", 1500, 80, id="no scale"),
        pytest.param("Imps per day", 1500, 80, id="no unit behind the name"),
        pytest.param("Impressions (000)", 1_500_000, 80, id="a count by its word"),
        pytest.param("Imps: thousands", 1_500_000, 80, id="a count by its header"),
        pytest.param("Импресии: хил.", 1500, 80, id="a name that stands in no header"),
        pytest.param("Alle beløp i 1000 kr", 1500, 80_000, id="money in thousands"),
        pytest.param("Đơn vị tính: 1.000 đồng", 1500, 80_000, id="a unit behind its label"),
        pytest.param("Budget: 1.000 EUR", 1500, 80, id="an amount behind its label"),
    ],
)
def test_a_note_names_the_count_that_it_speaks_of(
    build: Build, note: str, impressions: int, cost: int
) -> None:
    columns = [("Site", "publisher"), ("Imps", "planned_impressions"), ("Net", "net_cost")]
    raw = build(
        columns,
        [["A", 1500, 80], [note, None, None]],
        skipped=[(3, "note")],
        brief=[(note, note, "currency")],
    )
    assert exported(raw) == [impressions]
    assert raw.table.column("net_cost").to_pylist() == [cost]


@pytest.mark.parametrize(
    ("header", "impressions"), [("($000) / Impressions", 1500), ("(000) / Impressions", 1_500_000)]
)
def test_a_unit_of_money_over_all_columns_is_none_of_counts(
    build: Build, header: str, impressions: int
) -> None:
    raw = build(
        [("Site", "publisher"), (header, "planned_impressions"), ("($000) / Net", "net_cost")],
        [["A", 1500, 80]],
    )
    assert exported(raw) == [impressions]
    assert raw.table.column("net_cost").to_pylist() == [80_000]
