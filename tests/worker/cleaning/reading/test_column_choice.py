"""Which column fills a field, where several are mapped to it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.worker.cleaning.conftest import mapped
from worker.cleaning.build import build_raw_data
from worker.cleaning.mapped_table import MappedTable
from worker.cleaning.reading.column_choice import choose_columns
from worker.knowledge.templates import load_template

TEMPLATE = load_template()


def plan(headers: list[str], field: str, rows: list[list[Any]], **words: Any) -> MappedTable:
    """A table whose columns are all mapped to one field, with the numbers that the layout read of them."""
    table = mapped([(header, field) for header in headers], rows)
    columns = tuple(
        replace(c, numbers=tuple(_number(row[c.number - 1]) for row in rows)) for c in table.table.columns
    )
    return replace(table, table=replace(table.table, columns=columns), **words)


def _number(value: object) -> float | None:
    return value if isinstance(value, (int, float)) else None


def chosen(table: MappedTable) -> tuple[list[int], list[str]]:
    columns, findings = choose_columns(table, TEMPLATE)
    return [column.number for column, _ in columns], [finding.sentence for finding in findings]


def test_texts_complete_each_other() -> None:
    assert chosen(plan(["Site", "Vendor"], "publisher", [["A", None], [None, "B"]])) == ([1, 2], [])


@pytest.mark.parametrize(
    ("headers", "rows", "column", "why"),
    [
        (["Net", "Net again"], [[10.0, 10.0], [20.0, 20.0]], 1, "holds its amounts already"),
        (["TV", "Radio", "Net"], [[1.0, 2.0, 3.0], [4.0, 5.0, 9.0]], 3, "holds its amounts already"),
        (["Net", "Net new"], [[None, 11.0], [None, 20.0], [7.0, 5.0]], 2, "since only one column can be"),
        (["Plan / Clicks", "Fact / Clicks"], [[10.0, 11.0], [20.0, 17.0]], 1, "there is one field for both"),
        (["Plán / Prokliky", "Skutečnost / Prokliky"], [[10.0, 11.0], [20.0, 17.0]], 1, "one field for both"),
        (["Net EUR", "Net USD"], [[10.0, 11.0], [20.0, 22.0]], 1, "in another currency"),
    ],
)
def test_amounts_never_do(headers: list[str], rows: list[list[Any]], column: int, why: str) -> None:
    columns, sentences = chosen(plan(headers, "net_cost", rows))
    assert columns == [column]
    assert len(sentences) == len(headers) - 1 and all(why in sentence for sentence in sentences)


@pytest.mark.parametrize(
    ("others", "rows", "column"),
    [
        pytest.param([], [[10.0, 11.0], [20.0, 24.0]], 1, id="two amounts"),
        pytest.param(["Units"], [[10.0, 31.0, 3.0], [20.0, 82.0, 4.0]], 1, id="no product"),
        pytest.param(["Units"], [[10.0, 9.0, 0.9], [20.0, 16.0, 0.8]], 1, id="a part of it"),
        pytest.param(["Menge"], [[10.0, 30.0, 3.0], [20.0, 80.0, 4.0]], 2, id="price x quantity"),
        pytest.param(["Qté", "Remise"], [[168.0, 5670.0, 45.0, 0.25], [215.0, 3784.0, 22.0, 0.2]], 2, id="less a discount"),
        pytest.param(["点位数", "周数"], [[312.0, 1_567_488.0, 1256.0, 4.0], [265.0, 893_580.0, 1686.0, 2.0]], 2, id="x weeks"),
    ],
)  # fmt: skip
def test_a_price_of_one_is_no_amount(others: list[str], rows: list[list[float]], column: int) -> None:
    table = plan(["Excl. VAT", "Amount excl. VAT", *others], "net_cost", rows)
    fields = {1: "net_cost", 2: "net_cost"}
    columns, findings = chosen(replace(table, fields=fields))
    assert columns == [column]
    assert ("is the price of one" in findings[0]) is (column == 2)


@pytest.mark.parametrize(
    ("headers", "column"),
    [
        (["Leads", "Sign-ups"], 1),
        (["Conversions", "Leads"], 1),
        (["Leads", "Conversions"], 2),
        (["Leads", "Conversões"], 2),
        (["注册", "转化"], 2),
    ],
)
def test_a_counts_own_name_goes_before_a_step_of_it(headers: list[str], column: int) -> None:
    assert chosen(plan(headers, "conversions", [[10.0, 3.0], [20.0, 4.0]]))[0] == [column]


def test_the_rating_of_one_spot_is_no_sum_of_points() -> None:
    table = plan(["RTG", "Total GRPs", "Spots"], "grp", [[1.8, 25.2, 14.0], [2.4, 14.4, 6.0]])
    assert chosen(replace(table, fields={1: "grp", 2: "grp"}))[0] == [2]


def test_days_go_before_the_numbers_of_weeks() -> None:
    table = plan(["Week", "Date of insertion"], "date", [[33, "2026-08-15"], [36, "2026-09-03"]])
    assert chosen(table)[0] == [2]
    assert {finding.severity for finding in choose_columns(table, TEMPLATE)[1]} == {"note"}


@pytest.mark.parametrize(("fields", "column"), [("SE-S", 1), ("S-SE", 3), ("SS--", 1), ("ES-S", 2)])
def test_of_days_the_one_beside_the_lines_other_days_is_read(fields: str, column: int) -> None:
    days = ["2026-03-01", "2026-03-31", "2026-01-10", "2026-02-01"]
    table = plan(["Booked", "From", "To", "Sent"], "start_date", [days])
    names = {"S": "start_date", "E": "end_date"}
    chosen_days = replace(table, fields={at: names.get(name) for at, name in enumerate(fields, 1)})
    assert column in chosen(chosen_days)[0]


def test_what_a_person_decided_is_read() -> None:
    table = plan(["Net", "Net new"], "net_cost", [[10.0, 11.0]], decided=frozenset({2}))
    assert chosen(table)[0] == [2]


@pytest.mark.parametrize(
    ("rows", "column", "severity"),
    [
        ([[10.0, 11.0], [0.0, 20.0]], 1, "warning"),
        ([[0.0, 11.0], [0.0, 20.0]], 2, "note"),
        ([[11.0, 0.0], [20.0, 0.0]], 1, "note"),
        ([[0.0, 0.0], [0.0, 0.0]], 1, "note"),
    ],
)
def test_money_that_is_nothing_on_every_line_gives_way_and_is_no_loss(
    rows: list[list[float]], column: int, severity: str
) -> None:
    columns, findings = choose_columns(plan(["Printing, net", "Total net"], "net_cost", rows), TEMPLATE)
    assert [one.number for one, _ in columns] == [column]
    assert [finding.severity for finding in findings] == [severity]


@pytest.mark.parametrize(
    ("headers", "severity"),
    [
        (["Fee", "Fee old"], "warning"),
        (["Fee", "Fee %"], "note"),
        (["Fee", "Fee, absolute"], "warning"),
    ],
)
def test_a_share_beside_its_amount_is_no_loss(headers: list[str], severity: str) -> None:
    rows = [[10.0, 7.0], [20.0, 9.0], [35.0, 8.0]]
    _, findings = choose_columns(plan(headers, "agency_fee", rows), TEMPLATE)
    assert [finding.severity for finding in findings] == [severity]


def test_money_of_which_no_line_has_any_is_no_loss() -> None:
    table = plan(["Fee %", "Fee, absolute"], "agency_fee", [["10 %", None], ["12 %", None]])
    _, findings = choose_columns(table, TEMPLATE)
    assert [(finding.cell, finding.severity) for finding in findings] == [("B:B", "note")]


@pytest.mark.parametrize(("more", "severity"), [(0.0, "note"), (1.0, "warning")])
def test_the_sum_of_what_other_parts_export_is_no_loss(more: float, severity: str) -> None:
    rows = [[100.0 * n, 300.0 * n, 900.0 * n + more, 500.0 * n] for n in (1, 2, 3)]
    table = plan(["Digital", "Print", "Total spend", "Outdoor"], "spend", rows, elsewhere=frozenset({2, 4}))
    _, findings = choose_columns(table, TEMPLATE)
    assert [(finding.cell, finding.severity) for finding in findings] == [("C:C", severity)]


@pytest.mark.parametrize(
    ("taxed", "severity"),
    [((119.0, 238.0, 59.5), "note"), ((119.0, 238.0, 77.0), "warning")],
)
def test_what_is_another_column_with_tax_is_a_note(taxed: tuple[float, ...], severity: str) -> None:
    net = (100.0, 200.0, 50.0)
    rows = [[120.0, tax, cost] for tax, cost in zip(taxed, net, strict=True)]
    table = plan(["Listenpreis", "inkl. MwSt.", "Netto"], "gross_cost", rows)
    _, findings = choose_columns(
        replace(table, fields={1: "gross_cost", 2: "gross_cost", 3: "net_cost"}), TEMPLATE
    )
    assert [(f.cell, f.severity) for f in findings] == [("B:B", severity)]


def test_a_count_in_proportion_to_a_ratio_is_told() -> None:
    """Two lines with nearly the same impressions: the clicks are the CTR times one factor, and yet another measure."""
    rows = [[57.0, 25.0, 7.5097e-05], [90.0, 44.0, 1.32179e-04]]
    table = plan(["Clicks (all)", "Clicks (link)", "CTR (link)"], "clicks", rows)
    fields = {1: "clicks", 2: "clicks", 3: "ctr"}
    _, findings = choose_columns(replace(table, fields=fields), TEMPLATE)
    assert [(f.cell, f.severity) for f in findings] == [("B:B", "warning")]


@pytest.mark.parametrize(
    ("header", "numbers", "severity"),
    [
        ("Clicks Meta", (90.0, 250.0), "warning"),  # no part of them
        ("Clicks", (90.0, 150.0), "warning"),
        ("Clicks unique", (90.0, 150.0), "note"),
        ("Taps", (190.0, 50.0), "note"),
    ],
)
def test_a_counts_own_name_leaves_no_doubt(header: str, numbers: tuple[float, ...], severity: str) -> None:
    table = plan(["Clicks", header], "clicks", [[100.0, numbers[0]], [200.0, numbers[1]]])
    assert [finding.severity for finding in choose_columns(table, TEMPLATE)[1]] == [severity]


def test_columns_without_numbers_are_no_multiples() -> None:
    table = plan(["List", "incl. VAT", "Net"], "gross_cost", [[120.0, 119.0, 100.0], [130.0, 238.0, 200.0]])
    columns = tuple(replace(c, numbers=() if c.number == 2 else c.numbers) for c in table.table.columns)
    table = replace(table, table=replace(table.table, columns=columns))
    _, findings = choose_columns(
        replace(table, fields={1: "gross_cost", 2: "gross_cost", 3: "net_cost"}), TEMPLATE
    )
    assert [f.severity for f in findings] == ["warning"]


@pytest.mark.parametrize(
    ("headers", "rows", "fee"),
    [
        (["Ad serving", "Data"], [[1000.0, 5.0, 9.0], [2000.0, 7.0, 1.0]], 2),
        (["Creator", "Agency"], [[1000.0, 870.0, 130.0], [2000.0, 1740.0, 260.0]], 3),
        (["Ad serving", "Commission (15%)"], [[1000.0, 5.0, 150.0], [2000.0, 7.0, 300.0]], 3),
    ],
)
def test_of_two_fees_the_part_of_the_cost_is_the_agencys(
    headers: list[str], rows: list[list[Any]], fee: int
) -> None:
    table = plan(["Net", *headers], "agency_fee", rows)
    columns, _ = choose_columns(
        replace(table, fields={1: "net_cost", 2: "agency_fee", 3: "agency_fee"}), TEMPLATE
    )
    assert [column.number for column, field in columns if field.name == "agency_fee"] == [fee]


@pytest.mark.parametrize(
    ("headers", "rows", "columns"),
    [
        (["Net CAD", "Net USD"], [[120.0, 90.0], [80.0, None]], 1),
        (["Net CAD", "Net USD"], [[120.0, None], [80.0, None]], 1),
        (["Net A", "Net B"], [[120.0, None], [None, 80.0]], 1),
        (["Net CAD", "Net USD (000)"], [[120.0, None], [None, 80.0]], 1),
        (["Net CAD", "Net USD"], [[120.0, None], [None, 80.0]], 2),
        (["Net CAD", "Net USD", "Net EUR"], [[120.0, 0.0, None], [0.0, 80.0, 0.0], [None, None, 70.0]], 3),
    ],
)
def test_money_in_a_currency_a_column_is_whole_together(
    headers: list[str], rows: list[list[Any]], columns: int
) -> None:
    chosen, _ = choose_columns(plan(headers, "net_cost", rows), TEMPLATE)
    assert len(chosen) == columns


def test_each_line_has_the_currency_of_the_column_with_its_amount() -> None:
    rows = [["Maple", 120.0, None], ["Birch", None, 80.0], ["Total", 120.0, 80.0]]
    table = mapped(
        [("Vendor", "publisher"), ("Net CAD", "net_cost"), ("Net USD", "net_cost")],
        rows,
        skipped=[(4, "total")],
    )
    numbers = {2: (120.0, None), 3: (None, 80.0)}
    columns = tuple(replace(c, numbers=numbers.get(c.number, ())) for c in table.table.columns)
    raw = build_raw_data([replace(table, table=replace(table.table, columns=columns))], TEMPLATE)
    lines = raw.table.select(["currency", "net_cost"]).to_pylist()
    assert lines == [{"currency": "CAD", "net_cost": 120.0}, {"currency": "USD", "net_cost": 80.0}]
    totals = [(t.currency, t.plan, t.ok) for t in raw.totals if t.measure == "net_cost"]
    assert totals == [("CAD", 120.0, True), ("USD", 80.0, True)]


@pytest.mark.parametrize(
    ("headers", "codes", "column"),
    [
        (["Budget [local]", "Budget [AED]"], ["AED", "AED"], 2),
        (["Budget [local]", "Budget [AED]"], ["EUR", "CHF"], 2),
        (["Budget [local]", "Budget [AED]"], [None, None], 2),
        (["Budget [local]", "Budget [AED]"], ["USD", "USD"], 1),
        (["Budget (Landeswährung)", "Budget EUR"], ["CHF", "CHF"], 1),
        (["Budget local", "Budget (EUR)"], ["PLN", None], 1),
        (["Budget (EUR)", "Budget (CHF)"], ["CHF", "CHF"], 2),
    ],
)
def test_money_in_the_one_currency_that_the_lines_state_goes_before_the_brief(
    headers: list[str], codes: list[str | None], column: int
) -> None:
    common = next(code for code in ("AED", "EUR") if code in headers[-1] or code in headers[0])
    rows = [[5_000.0, 18_362.5, codes[0]], [950.0, 3_488.88, codes[1]]]
    table = mapped(
        [(headers[0], "planned_budget"), (headers[1], "planned_budget"), ("Local currency", "currency")],
        rows,
        brief=[("Total budget", common, "currency")],
    )
    numbers = [
        tuple(_number(row[c.number - 1]) for row in rows) if c.number < 3 else () for c in table.table.columns
    ]
    columns = tuple(replace(c, numbers=n) for c, n in zip(table.table.columns, numbers, strict=True))
    picked, _ = choose_columns(replace(table, table=replace(table.table, columns=columns)), TEMPLATE)
    assert [c.number for c, field in picked if field.name == "planned_budget"] == [column]
