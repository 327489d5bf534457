"""What one spot has, and what all spots have."""

from __future__ import annotations

import pytest

from worker.matching.cascade import Cascade
from worker.shapes.mapping import SourceColumn

SPOTS = (14.0, 6.0, 17.0, 8.0)
RATINGS = (1.8, 2.4, 4.9, 5.6)
ALL = tuple(spots * rating for spots, rating in zip(SPOTS, RATINGS, strict=True))
OTHERS = (25.0, 9.5, 31.0, 12.0)


def fields(cascade: Cascade, *columns: tuple[str, tuple[float, ...]]) -> list[str | None]:
    head = SourceColumn("Program", ("Morning", "Noon", "Evening", "Night"))
    numbers = [SourceColumn(name, tuple(f"{n:g}" for n in some), numbers=some) for name, some in columns]
    return [suggestion.field for suggestion in cascade.suggest([head, *numbers])[1:]]


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        # nothing says that the rating is of one spot
        ((("Spots", SPOTS), ("RTG", ALL)), ["spots", "grp"]),
        ((("Spots", SPOTS), ("GRP", RATINGS), ("Net cost", OTHERS)), ["spots", "grp", "net_cost"]),
        # two measures of which neither is the other's product
        ((("Spots", SPOTS), ("GRP", ALL), ("Impressions", OTHERS)), ["spots", "grp", "impressions"]),
        # a count, and what it costs under a header that may mean either
        (
            (("Bil. siaran", SPOTS), ("Kadar", RATINGS), ("Jumlah kos", ALL)),
            ["planned_units", None, "net_cost"],
        ),
    ],
)
def test_a_measure_stays(
    cascade: Cascade, columns: tuple[tuple[str, tuple[float, ...]], ...], expected: list[str | None]
) -> None:
    assert fields(cascade, *columns) == expected


@pytest.mark.parametrize(
    ("count", "one", "whole", "field"),
    [
        ("Total Spots", "RTG", "Total GRPs", "grp"),
        ("Spoturi", "Rating", "GRP total", "grp"),
        ("Ausstrahlungen", "GRP", "GRP gesamt", "grp"),
        ("Weeks", "Impressions", "Total impressions", "impressions"),
    ],
)
def test_what_one_has_gives_way(cascade: Cascade, count: str, one: str, whole: str, field: str) -> None:
    _, single, total = fields(cascade, (count, SPOTS), (one, RATINGS), (whole, ALL))
    assert (single, total) == (None, field)
