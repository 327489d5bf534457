"""Money under several names, and the column that adds it up."""

from __future__ import annotations

import pytest

from worker.matching.cascade import Cascade
from worker.shapes.mapping import SourceColumn

FIRST, SECOND = (100.0, 20.5, 53.6), (72.4, 64.6, 64.9)
BOTH = tuple(a + b for a, b in zip(FIRST, SECOND, strict=True))


def fields(cascade: Cascade, header: str, whole: tuple[float, ...], total: str = "Total") -> list[str | None]:
    """The fields of two columns under vendors' names and of a total behind them."""
    columns = [
        SourceColumn(f"{vendor} / {header}", tuple(map(str, some)), vendor, numbers=some)
        for vendor, some in (("Alder FM", FIRST), ("Birch", SECOND))
    ]
    last = SourceColumn(total, tuple(map(str, whole)), numbers=whole)
    head = SourceColumn("City", ("York", "Leeds", "Hull"))
    return [suggestion.field for suggestion in cascade.suggest([head, *columns, last])[1:]]


@pytest.mark.parametrize(
    ("header", "whole", "total", "expected"),
    [
        ("Net cost", (1.0, *BOTH[1:]), "Gross cost", ["net_cost", "net_cost", "gross_cost"]),
        ("CPM", BOTH, "Total", ["cpm", "cpm", "net_cost"]),
        ("Impressions", BOTH, "Total", ["impressions", "impressions", None]),
        ("Net cost", BOTH, "Total", ["net_cost", "net_cost", None]),
        ("Budget", BOTH, "Grand total", ["planned_budget", "planned_budget", None]),
        ("Net cost", BOTH, "Gross cost", ["net_cost", "net_cost", None]),
    ],
)
def test_a_column_that_adds_up_one_measure_under_several_names_is_left_open(
    cascade: Cascade, header: str, whole: tuple[float, ...], total: str, expected: list[str | None]
) -> None:
    assert fields(cascade, header, whole, total) == expected
