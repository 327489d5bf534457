"""Interactions of a report that has no clicks."""

from __future__ import annotations

import pytest

from worker.matching.cascade import Cascade
from worker.shapes.mapping import SourceColumn

SHOWN, PAID = (140.0, 410.0, 90.0, 205.0), (2.0, 7.0, 3.0, 5.0)
PRICE = (5.96, 3.11, 4.25, 6.02)
COST = tuple(round(p * n, 2) for p, n in zip(PRICE, PAID, strict=True))
OTHER = (31.0, 12.5, 80.0, 44.0)


def interactions(cascade: Cascade, *columns: tuple[str, tuple[float, ...]]) -> tuple[str | None, float]:
    """The field of the last column and how sure it is."""
    names = SourceColumn("Campaign", ("Alder", "Birch", "Cedar", "Dogwood"))
    sources = [SourceColumn(name, tuple(f"{n:g}" for n in some), numbers=some) for name, some in columns]
    last = cascade.suggest([names, *sources])[-1]
    return last.field, last.confidence


@pytest.mark.parametrize(
    "columns",
    [
        pytest.param([("Impr.", SHOWN), ("Avg. cost", PRICE), ("Cost", OTHER)], id="a cost of something else"),
        pytest.param([("Impr.", SHOWN), ("Cost", COST)], id="no price"),
        pytest.param([("Impr.", SHOWN), ("Clicks", PAID), ("Avg. cost", PRICE), ("Cost", COST)], id="beside clicks"),
        pytest.param([("Impr.", SHOWN), ("Views", PAID), ("Avg. cost", PRICE), ("Cost", COST)], id="beside views"),
    ],
)  # fmt: skip
def test_engagements_have_no_field(cascade: Cascade, columns: list[tuple[str, tuple[float, ...]]]) -> None:
    assert interactions(cascade, *columns, ("Interactions", PAID))[0] is None


def test_what_is_paid_by_the_piece_is_clicks_in_doubt(cascade: Cascade) -> None:
    columns = [("Impr.", SHOWN), ("Avg. cost", PRICE), ("Cost", COST)]
    field, confidence = interactions(cascade, *columns, ("Interactions", PAID))
    assert field == "clicks"
    assert confidence < 0.8
