"""One currency a line."""

from __future__ import annotations

import pytest

from worker.cleaning.lines import Texts
from worker.cleaning.reading.line_currency import (
    MoneyColumn,
    coalesce,
    currencies_of_cells,
    line_currency,
)

EUR, USD = MoneyColumn("net_cost", "EUR"), MoneyColumn("gross_cost", "USD")
PLAIN = MoneyColumn("net_cost", None)
OWN = Texts.of(["EUR", "CHF"])


@pytest.mark.parametrize(
    ("own", "columns", "brief", "lines", "aside"),
    [
        (None, [PLAIN], None, None, ()),
        (None, [PLAIN], "GBP", ["GBP", "GBP"], ()),
        (None, [EUR], "GBP", ["EUR", "EUR"], ()),  # the header is nearer than the brief
        (OWN, [PLAIN], "GBP", ["EUR", "CHF"], ()),
        (
            None,
            [EUR, USD],
            None,
            ["EUR", "EUR"],
            ("gross_cost",),
        ),  # a second currency is named, never added up
        (None, [EUR, USD], "USD", ["USD", "USD"], ("net_cost",)),
        (None, [MoneyColumn("net_cost", None, Texts.of([None, "SEK"]))], "GBP", ["GBP", "SEK"], ()),
    ],
)
def test_the_nearest_source_that_says_one(
    own: Texts | None,
    columns: list[MoneyColumn],
    brief: str | None,
    lines: list[str] | None,
    aside: tuple[str, ...],
) -> None:
    result = line_currency(2, own, columns, None, brief)
    assert (result.lines and [result.lines.at(line) for line in range(2)]) == lines
    assert result.aside == aside


def test_of_several_sources_the_first_that_speaks() -> None:
    both = coalesce([Texts.of([None, "EUR", None]), Texts.of(["USD", "USD", None])])
    assert both and [both.at(line) for line in range(3)] == ["USD", "EUR", None]
    assert coalesce([]) is None


@pytest.mark.parametrize(
    ("units", "formats", "currencies"),
    [
        (None, None, None),
        ([None, ""], ["0.00", None], None),
        (["€", None], ['#,##0 "zł"', '#,##0 "zł"'], ["EUR", "PLN"]),
    ],
)
def test_signs_come_before_number_formats(
    units: list[str | None] | None, formats: list[str | None] | None, currencies: list[str] | None
) -> None:
    texts = currencies_of_cells(units, formats, None)
    assert (texts and [texts.at(line) for line in range(2)]) == currencies
