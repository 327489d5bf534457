"""Unknown columns beside a cost: a price and the number of what it buys."""

from __future__ import annotations

import pytest

from worker.matching.cascade import Cascade
from worker.shapes.mapping import SourceColumn

Numbers = tuple[float, ...]
COUNTS, PRICES, COSTS = (
    (45.0, 60.0, 84.0, 15.0),
    (850.0, 320.0, 45.5, 900.0),
    (38250.0, 19200.0, 3822.0, 13500.0),
)
SHOWN, CPM = (1_250_000.0, 800_000.0, 310_000.0, 95_000.0), (4.0, 6.5, 11.0, 3.2)
CPM_COSTS = (5000.0, 5200.0, 3410.0, 304.0)
OTHER = (7.0, 31.0, 12.0, 18.0)


def fields(cascade: Cascade, *columns: tuple[str, Numbers]) -> list[tuple[str | None, bool]]:
    """The field of each column, and whether a person is asked for it."""
    sources = [
        SourceColumn(name, tuple(f"{n:g}" for n in numbers), numbers=numbers) for name, numbers in columns
    ]
    return [(one.field, one.field is not None and one.confidence < 0.8) for one in cascade.suggest(sources)]


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ([("Zorgl", OTHER), ("Net cost", COSTS)], [None, "net_cost"]),
        ([("Zorgl", COUNTS), ("Blimf", PRICES), ("Vexo", COSTS)], [None, None, None]),
        ([("Spots", OTHER), ("Zorgl", COUNTS), ("Blimf", PRICES), ("Net cost", COSTS)], ["spots", None, "unit_rate", "net_cost"]),
        ([("Circulation", COUNTS), ("Blimf", PRICES), ("Net cost", COSTS)], [None, "unit_rate", "net_cost"]),
        ([("Zorgl", COUNTS), ("Blimf", PRICES), ("Net cost", COSTS)], ["planned_units", "unit_rate", "net_cost"]),
        ([("Blimf", PRICES), ("Zorgl", COUNTS), ("Net cost", COSTS)], ["unit_rate", "planned_units", "net_cost"]),
        ([("Zorgl", COUNTS), ("Unit price", PRICES), ("Net cost", COSTS)], ["planned_units", "unit_rate", "net_cost"]),
        ([("Zorgl", SHOWN), ("Blimf", CPM), ("Net cost", CPM_COSTS)], ["planned_impressions", "cpm", "net_cost"]),
    ],
    ids=["no product", "no money", "beside spots", "a known word", "count first", "price first", "a known price", "a thousand"],
)  # fmt: skip
def test_factors_of_a_cost(
    cascade: Cascade, columns: list[tuple[str, Numbers]], expected: list[str | None]
) -> None:
    assert [field for field, _ in fields(cascade, *columns)] == expected


def test_a_person_is_asked_what_is_counted(cascade: Cascade) -> None:
    count, _, cost = fields(cascade, ("Zorgl", COUNTS), ("Blimf", PRICES), ("Net cost", COSTS))
    assert (count, cost) == (("planned_units", True), ("net_cost", False))


def test_a_count_and_an_unknown_price_give_what_the_sheet_adds_up(cascade: Cascade) -> None:
    names = [("Bil. siaran", COUNTS, True), ("Kadar", PRICES, False), ("Jumlah kos", COSTS, True)]
    columns = [
        SourceColumn(name, tuple(f"{n:g}" for n in numbers), numbers=numbers, summed=summed)
        for name, numbers, summed in names
    ]
    assert [one.field for one in cascade.suggest(columns)] == ["planned_units", "unit_rate", "net_cost"]
