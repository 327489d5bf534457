"""Whether numbers below a header of texts are a text, a count, or in doubt."""

from __future__ import annotations

import pytest

from worker.matching.cascade import Cascade
from worker.shapes.mapping import SourceColumn

PLAN = (
    SourceColumn("Publisher", ("Ahorn", "Birke", "Ceder")),
    SourceColumn("Start", ("2026-03-01", "2026-03-08")),
    SourceColumn("End", ("2026-03-31", "2026-03-20")),
)
COUNTS, PRICES = (4.0, 2.0, 120.0), (12500.0, 9800.0, 310.0)
SURE = 0.8


def numbers(header: str, *values: float, summed: bool = False) -> SourceColumn:
    samples = tuple(f"{value:g}" for value in values)
    return SourceColumn(header, samples, summed=summed, numbers=values)


def priced(header: str) -> list[SourceColumn]:
    """A column of counts beside a price, and the cost that both make."""
    costs = (count * price for count, price in zip(COUNTS, PRICES, strict=True))
    return [*PLAN, numbers(header, *COUNTS), numbers("Unit price", *PRICES), numbers("Net cost EUR", *costs)]


@pytest.mark.parametrize(
    ("header", "samples", "field"),
    [
        ("Placement", ("Homepage", "Run of site"), "placement"),
        ("Placement", ("Spot 4", "Spot 2", "120"), "placement"),
        ("Placement", ("20301", "20302"), "placement"),
        ("Buying unit", ("1000 imp.", "1 click"), "buy_type"),
        ("Placement ID", ("4", "2", "120"), "placement_id"),
        ("Audience", ("18", "25", "54"), "audience"),
    ],
)
def test_texts_codes_and_ages_stay(
    cascade: Cascade, header: str, samples: tuple[str, ...], field: str
) -> None:
    suggestion = cascade.suggest([*PLAN, SourceColumn(header, samples)])[len(PLAN)]
    assert suggestion.field == field
    assert suggestion.confidence >= SURE


@pytest.mark.parametrize(
    "header",
    ["Plaatsingen", "Placements", "Emplacement", "Kampagne", "Produkt", "Formato", "Rubrik", "広告枠"],
)
def test_what_makes_a_cost_of_a_price_is_units(cascade: Cascade, header: str) -> None:
    suggestion = cascade.suggest(priced(header))[len(PLAN)]
    assert suggestion.field in ("planned_units", "spots")
    assert suggestion.confidence >= SURE


def test_what_the_sheet_adds_up_is_no_text(cascade: Cascade) -> None:
    suggestion = cascade.suggest([*PLAN, numbers("Plaatsingen", *COUNTS, summed=True)])[len(PLAN)]
    assert suggestion.field != "placement"


def test_counts_alone_are_in_doubt(cascade: Cascade) -> None:
    suggestion = cascade.suggest([*PLAN, numbers("Plaatsingen", *COUNTS)])[len(PLAN)]
    assert suggestion.field is None or suggestion.confidence < SURE
