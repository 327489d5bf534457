"""Sums that a plan states inside a text."""

from __future__ import annotations

import pytest

from worker.cleaning.books.sheet_fates import SheetFates
from worker.cleaning.books.stated_texts import sums_in_texts
from worker.shapes.grid import Cell, Grid


def found(text: Cell, *, on_a_line: bool = False) -> list[tuple[int, int, float]]:
    sheet = SheetFates.of(Grid("Plan", [[text, 5.0]]))
    if on_a_line:
        sheet.post("exported", [1], [2])
    return [one[:3] for one in sums_in_texts(sheet)]


@pytest.mark.parametrize(
    "text",
    [
        None,
        20_000,
        "Total",
        "20,000",
        "Share: 20 %",
        "Time: 20:15",
        "Note: see the plan of the year",
        "2026: 20",
        "Total EUR 2026",
        "Total 2026 EUR",
        "Rows 1,200",
    ],
)
def test_texts_without_a_sum(text: Cell) -> None:
    assert found(text) == []


def test_a_text_of_a_line_states_no_sum() -> None:
    assert found("Total net: 20,000", on_a_line=True) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Spring plan 2026, total net EUR 16,500", 16_500.0),
        ("Totaal netto: € 18.000", 18_000.0),
        ("Total net budget: GBP 20,000", 20_000.0),
        ("Nettobudget gesamt = 18.000,00 €", 18_000.0),
    ],
)
def test_a_label_with_one_amount(text: str, number: float) -> None:
    assert found(text) == [(1, 1, number)]


@pytest.mark.parametrize(
    ("row", "amounts"),
    [
        (["Client", "16.500 EUR"], []),
        (["TOTAL", None, None, None, "16.500 EUR"], []),  # too far from its label
        (["TOTAL", "16.500"], []),  # of what?
        (["TOTAL", "16.500 EUR a month"], []),
        (["TOTAL NETO", "16.500 EUR"], [16_500.0]),
        (["Summe:", None, "€ 16.500,00"], [16_500.0]),
    ],
)
def test_an_amount_of_money_beside_the_label_of_a_total(row: list[Cell], amounts: list[float]) -> None:
    sheet = SheetFates.of(Grid("Plan", [row]))
    assert [one[2] for one in sums_in_texts(sheet)] == amounts
