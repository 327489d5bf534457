"""Costs that differ by a constant share, over the shipped vocabulary."""

from __future__ import annotations

import pytest

from worker.matching.cascade import Cascade
from worker.shapes.mapping import SourceColumn

SMALLER = (8_012.2, 14_040.0, 18_512.32)


def fields(cascade: Cascade, smaller: str, larger: str) -> tuple[str | None, str | None]:
    """The fields of two columns, of which one is 1.15 times the other."""
    head = [SourceColumn("Vendor", ("Alder", "Birch")), SourceColumn("Start", ("2026-03-01", "2026-03-08"))]
    amounts = {larger: tuple(1.15 * n for n in SMALLER), smaller: SMALLER}
    columns = [
        SourceColumn(name, tuple(f"{n:.2f}" for n in numbers), numbers=numbers)
        for name, numbers in amounts.items()
    ]
    more, less = cascade.suggest([*head, *columns])[len(head) :]
    return less.field, more.field


@pytest.mark.parametrize(
    ("smaller", "larger"),
    [("Net net HT", "Net HT"), ("Netto 2", "Netto 1"), ("Kosten netto nach AE", "Kosten netto")],
)
def test_what_says_net_is_no_gross_cost(cascade: Cascade, smaller: str, larger: str) -> None:
    assert fields(cascade, smaller, larger)[1] == "net_cost"


@pytest.mark.parametrize(("smaller", "larger"), [("Net cost", "Net cost incl. VAT")])
def test_of_two_costs_the_larger_is_the_gross_one(cascade: Cascade, smaller: str, larger: str) -> None:
    assert fields(cascade, smaller, larger) == ("net_cost", "gross_cost")


@pytest.mark.parametrize(
    ("header", "scale", "field"),
    [
        (
            "Wyświetlenia reklam w tys.",
            1,
            "impressions",
        ),  # the price of a thousand proves it, though videos are among them
        ("Wyświetlenia reklam", 1_000, "impressions"),
        ("Wyświetlenia reklam w tys.", 3, "video_views"),  # nothing proves it
    ],
)
def test_what_the_price_of_a_thousand_counts_are_impressions(
    cascade: Cascade, header: str, scale: int, field: str
) -> None:
    counts, prices = (1_400.0, 2_050.0, 750.0, 800.0), (5.2, 14.8, 12.0, 14.5)
    costs = tuple(n * p for n, p in zip(counts, prices, strict=True))
    columns = [
        SourceColumn("Wydawca", ("Meta", "TikTok", "Teads", "YouTube")),
        SourceColumn("Format", ("Karuzela", "Karuzela", "Wideo 15s", "Wideo 15s")),
        *(
            SourceColumn(name, tuple(map(str, numbers)), numbers=numbers)
            for name, numbers in [
                ("Koszt całkowity", costs),
                (header, tuple(n * scale for n in counts)),
                ("CPM", prices),
            ]
        ),
    ]
    assert cascade.suggest(columns)[3].field == field


BOUGHT, PRICES = (405_000.0, 8_400.0, 36.0, 120.0), (19.0, 0.45, 1_250.0, 75.0)
PAID = tuple(n * p / (1_000 if n > 100_000 else 1) for n, p in zip(BOUGHT, PRICES, strict=True))


@pytest.mark.parametrize(
    ("count", "price", "cost"),
    [
        ("Inkoopvolume", "Prijs per eenheid", "Netto kosten"),  # a word like one for impressions
        ("수량", "개런티 단가", "예산"),  # so is the price's here
        ("Qty", "Unit price", "Net cost"),
    ],
)
def test_what_is_paid_by_the_piece_and_by_the_thousand(
    cascade: Cascade, count: str, price: str, cost: str
) -> None:
    columns = [
        SourceColumn("Vendor", ("Alder", "Birch", "Cedar", "Dogwood")),
        *(
            SourceColumn(name, tuple(f"{n:g}" for n in numbers), numbers=numbers)
            for name, numbers in [(count, BOUGHT), (price, PRICES), (cost, PAID)]
        ),
    ]
    fields = [suggestion.field for suggestion in cascade.suggest(columns)[1:]]
    assert fields[:2] == ["planned_units", "unit_rate"]
    assert fields[2] in ("net_cost", "planned_budget")
