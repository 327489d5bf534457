"""A fee that is the only money of a table."""

from __future__ import annotations

import pytest

from worker.matching.cascade import Cascade
from worker.shapes.mapping import SourceColumn

FEE = ("1000", "500", "750")
NAMES = ("@alder", "@birch", "@cedar")


def proposals(cascade: Cascade, *headers: str) -> dict[str, str | None]:
    samples = {"Creator": NAMES, "Vendor": NAMES, "Service": ("Planning", "Buying", "Reports")}
    columns = [
        SourceColumn(h, samples.get(h, FEE), numbers=() if h in samples else (1000, 500, 750))
        for h in headers
    ]
    return {h: s.field for h, s in zip(headers, cascade.suggest(columns), strict=True)}


@pytest.mark.parametrize(
    "headers",
    [
        ("Vendor", "Net cost", "Fee"),
        ("Vendor", "Agency fee"),
        ("Service", "Fee"),
    ],
)
def test_the_agencys_own_fee_stays_one(cascade: Cascade, headers: tuple[str, ...]) -> None:
    assert proposals(cascade, *headers)[headers[-1]] in ("agency_fee", None)


@pytest.mark.parametrize("fee", ["Fee", "Honorar", "Fee (GBP)"])
def test_what_creators_are_paid_is_the_cost(cascade: Cascade, fee: str) -> None:
    assert proposals(cascade, "Creator", fee)[fee] == "net_cost"
