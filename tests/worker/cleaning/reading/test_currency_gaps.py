"""Lines without a currency in a column that other lines fill."""

from __future__ import annotations

from typing import Any

import pytest

from tests.worker.cleaning.conftest import mapped
from worker.cleaning.reading.table_lines import read_lines
from worker.knowledge.templates import load_template

TEMPLATE = load_template()
COLUMNS = [("Net", "net_cost"), ("Currency", "currency")]
CODES = {"currency-of-other-lines", "currency-missing"}


@pytest.mark.parametrize(
    ("lines", "words", "currencies", "told"),
    [
        # Leave it alone: every line says one, or what has none is no money, or the header says it.
        ([[10, "USD"], [20, "EUR"]], {}, ["USD", "EUR"], None),
        ([[10, "USD"], [0, None]], {}, ["USD", "USD"], None),
        ([[10, "USD"], [None, None], [20, "EUR"]], {}, ["USD", None, "EUR"], None),
        ([[10, None], [20, None]], {"title": "Plan (PLN)"}, ["PLN", "PLN"], None),
        ([[10, "USD"], [20, None]], {"brief": [("Currency", "EUR", "currency")]}, ["USD", "EUR"], None),
        ([[10, "Points"], [20, "USD"]], {}, ["Points", "USD"], None),
        # One currency in the whole column is that of its gaps, and a person hears of it.
        ([[10, "USD"], [20, None]], {}, ["USD", "USD"], ("currency-of-other-lines", "B3")),
        (
            [[10, "USD"], [20, None], [30, "USD"], [40, "11/1"]],
            {},
            ["USD"] * 4,
            ("currency-of-other-lines", "B3:B5"),
        ),
        # Several leave the gap open.
        (
            [[10, "USD"], [20, None], [30, "EUR"]],
            {},
            ["USD", None, "EUR"],
            ("currency-missing", "B3"),
        ),
        ([[10, "USD"], [20, "11/1"], [30, "EUR"]], {}, ["USD", None, "EUR"], ("currency-missing", "B3")),
    ],
)
def test_a_gap_has_the_one_currency_of_the_others(
    lines: list[list[Any]], words: dict[str, Any], currencies: list[str | None], told: tuple[str, str] | None
) -> None:
    read = read_lines(mapped(COLUMNS, lines, **words), TEMPLATE)
    assert read.currency and [read.currency.at(line) for line in range(len(lines))] == currencies
    assert [(f.code, f.cell) for f in read.findings if f.code in CODES] == ([told] if told else [])
