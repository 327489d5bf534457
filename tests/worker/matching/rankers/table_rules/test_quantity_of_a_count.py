"""Bare words for a quantity under a group."""

from __future__ import annotations

import pytest

from worker.matching.cascade import Cascade
from worker.shapes.mapping import ABOVE, SourceColumn


def field(cascade: Cascade, group: str, own: str) -> str | None:
    columns = [
        SourceColumn(f"{group}{ABOVE}{name}", tuple(map(str, numbers)), group=group, numbers=numbers)
        for name, numbers in ((own, (875_000.0, 129_000.0, 99_000.0)), ("CPM", (17.5, 2.58, 1.98)))
    ]
    return cascade.suggest([SourceColumn("Vendor", ("Alder", "Birch", "Cedar")), *columns])[1].field


@pytest.mark.parametrize(
    ("group", "own", "wanted"),
    [
        ("Budget", "Quantité", {"planned_units", "spots"}),
        ("Planung", "Anzahl", {"planned_units", "spots"}),
        ("Impressions", "Quantité", {"impressions", "planned_impressions"}),
        ("Impressionen", "Menge", {"impressions", "planned_impressions"}),
        ("Показы", "Количество", {"impressions", "planned_impressions"}),
        ("Klicks", "Anzahl", {"clicks"}),
        ("Clics", "Quantité", {"clicks"}),
    ],
)
def test_the_group_says_of_what(cascade: Cascade, group: str, own: str, wanted: set[str]) -> None:
    assert field(cascade, group, own) in wanted
