"""Counts, and money that is called like one."""

from __future__ import annotations

import pytest

from worker.matching.cascade import Cascade
from worker.shapes.mapping import SourceColumn

NET = (20160.0, 3780.0, 16920.0, 5040.0)
PRODUCTION = (840.0, 210.0, 420.0, 210.0)
INSTALL = (580.0, 145.0, 290.0, 145.0)


def column(header: str, numbers: tuple[float, ...]) -> SourceColumn:
    return SourceColumn(header, tuple(f"{n:.0f}" for n in numbers), numbers=numbers)


@pytest.mark.parametrize(("more", "field"), [(100.0, "conversions"), (0.0, None)])
def test_a_count_that_makes_up_a_cost_is_none(cascade: Cascade, more: float, field: str | None) -> None:
    total = tuple(map(sum, zip(NET, PRODUCTION, INSTALL, (more,) * 4, strict=True)))
    columns = [
        SourceColumn("Panel ID", ("N6682", "N7873", "N3077", "N5481")),
        column("Media net", NET),
        column("Production", PRODUCTION),
        column("Installs", INSTALL),
        column("Total investment", total),
    ]
    assert cascade.suggest(columns)[3].field == field
