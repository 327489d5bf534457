"""The currency of the money on each line."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.worker.cleaning.conftest import mapped, month
from worker.cleaning.reading.table_lines import read_lines
from worker.knowledge.templates import load_template

TEMPLATE = load_template()
CODES = {"currencies-side-by-side", "currency-of-sign"}
SPANISH = [("Emisora", "publisher"), ("Costo neto", "net_cost")]
DOLLARS = {"formats": {(2, 2): "$#,##0"}}


@pytest.mark.parametrize(
    ("columns", "row", "words", "currency", "codes"),
    [
        ([("Clicks", "clicks")], [5], {}, None, set()),
        ([("Net", "net_cost")], [10], {}, None, set()),
        ([("Net EUR", "net_cost")], [10], {}, "EUR", set()),
        ([("EUR / Net", "net_cost")], [10], {}, "EUR", set()),
        ([("EUR / Net PLN", "net_cost")], [10], {}, "PLN", set()),
        ([("Net", "net_cost"), ("Currency", "currency")], [10, "US dollar"], {}, "USD", set()),
        ([("Net", "net_cost")], [10], {"brief": [("Currency", "GBP", "currency")]}, "GBP", set()),
        ([("Net", "net_cost")], [10], {"title": "Plan 2026 (PLN)"}, "PLN", set()),
        ([("Net", "net_cost")], [10], {"formats": {(2, 1): '#,##0 "€"'}}, "EUR", set()),
        ([("Net", "net_cost")], [10], {"formats": {(2, 1): "$#,##0"}}, "USD", set()),
        # A sign that several currencies share is that of the one that the plan states.
        (
            [("Net", "net_cost")],
            [10],
            {"formats": {(2, 1): "$#,##0"}, "title": "Post log (CAD net)"},
            "CAD",
            set(),
        ),
        ([("Net $", "net_cost")], [10], {"brief": [("Moneda", "MXN", "currency")]}, "MXN", set()),
        ([("Net", "net_cost")], ["¥10"], {"brief": [("货币", "CNY", "currency")]}, "CNY", set()),
        ([("Net US$", "net_cost")], [10], {"brief": [("Currency", "AUD", "currency")]}, "USD", set()),
        ([("Net €", "net_cost")], [10], {"brief": [("Currency", "AUD", "currency")]}, "EUR", set()),
        # Where nothing is stated, it is that of the headers' language, or a doubt.
        ([("Sändningsdatum", "date"), ("Netto kr", "net_cost")], ["2026-03-01", 10], {}, "SEK", set()),
        (
            [("Slut", "end_date"), ("Mediekostnad netto (tkr)", "net_cost")],
            ["2026-03-01", 10],
            {},
            "SEK",
            set(),
        ),
        ([("Издание", "publisher"), ("Бюджет, $", "net_cost")], ["A", 10], {}, "USD", set()),
        (SPANISH, ["XEW", 10], DOLLARS, "USD", {"currency-of-sign"}),
        (SPANISH, ["XEW", 10], {**DOLLARS, "title": "Pauta (MXN)"}, "MXN", set()),
        (SPANISH, ["XEW", 10], {**DOLLARS, "brief": [("Mercado", "Chile", "market")]}, "CLP", set()),
        (SPANISH, ["XEW", "US$ 10"], {}, "USD", set()),
        # No dollar of the United States bears GST.
        ([("Publisher", "publisher"), ("Net cost ex tax", "net_cost")], ["A", 10], DOLLARS, "USD", set()),
        (
            [("Publisher", "publisher"), ("Net cost ex GST", "net_cost")],
            ["A", 10],
            DOLLARS,
            "USD",
            {"currency-of-sign"},
        ),
        (
            [("Publisher", "publisher"), ("Net cost ex GST", "net_cost")],
            ["A", 10],
            {**DOLLARS, "title": "Plan (AUD)"},
            "AUD",
            set(),
        ),
    ],
)
def test_who_says_the_currency(
    columns: list[tuple[str, str]],
    row: list[Any],
    words: dict[str, Any],
    currency: str | None,
    codes: set[str],
) -> None:
    lines = read_lines(mapped(columns, [row], **words), TEMPLATE)
    assert (lines.currency.at(0) if lines.currency else None) == currency
    assert {finding.code for finding in lines.findings} & CODES == codes


@pytest.mark.parametrize(
    ("header", "currencies", "codes"),
    [
        ("Net cost", ["GBP", "CHF"], set()),
        ("Net cost CHF", ["CHF", "CHF"], set()),
        ("Net cost CHF", ["GBP", "CHF"], {"currency-disputed"}),
    ],
)
def test_a_column_of_currencies_against_the_header_of_the_money(
    header: str, currencies: list[str], codes: set[str]
) -> None:
    columns = [("Vendor", "publisher"), ("Currency", "currency"), (header, "net_cost")]
    rows = [[f"Vendor {at}", code, 10] for at, code in enumerate(currencies)]
    lines = read_lines(mapped(columns, rows), TEMPLATE)
    disputed = [finding for finding in lines.findings if finding.code == "currency-disputed"]
    assert {finding.code for finding in disputed} == codes
    assert all({"currency", "net_cost"} <= set(finding.fields) for finding in disputed)


@pytest.mark.parametrize(("common", "codes"), [(2120, set()), (2121, {"currency-disputed"})])
def test_a_column_of_currencies_goes_with_the_local_money_beside_it(common: float, codes: set[str]) -> None:
    columns = [("Currency", "currency"), ("Net local", None), ("Rate", None), ("Net EUR", "net_cost")]
    plan = mapped(columns, [["EUR", 1000, 1, 1000], ["CHF", 2000, 1.06, common]])
    numbers = {2: (1000.0, 2000.0), 3: (1.0, 1.06), 4: (1000.0, float(common))}
    headed = tuple(replace(c, numbers=numbers.get(c.number, ())) for c in plan.table.columns)
    lines = read_lines(replace(plan, table=replace(plan.table, columns=headed)), TEMPLATE)
    assert {finding.code for finding in lines.findings} & {"currency-disputed"} == codes


@pytest.mark.parametrize("filled", [0, 2, 5])
def test_a_line_has_the_currency_of_whichever_period_it_has_money_in(filled: int) -> None:
    """Until now that of the first three periods."""
    periods = [month(f"M{at}", 2026, at, measure="net_cost") for at in range(1, 7)]
    line: list[Any] = ["Alder", *[None] * 6]
    line[1 + filled] = "1 200,00 KZT"
    plan = mapped([("Vendor", "publisher")], [line, ["Birch", "500 KZT"]], periods)
    currency = read_lines(plan, load_template()).columns["currency"].values
    assert [currency.names[code] for code in currency.codes] == ["KZT", "KZT"]  # type: ignore[union-attr]
