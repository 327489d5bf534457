"""Production named in brackets behind a fee's words, over the shipped vocabulary."""

from __future__ import annotations

import pytest

from worker.matching.cascade import Cascade
from worker.shapes.mapping import SourceColumn


def proposal(cascade: Cascade, header: str) -> str | None:
    head = (
        SourceColumn("Vendor", ("JCDecaux", "Clear Channel"), numbers=(None, None)),
        SourceColumn("Net cost EUR", ("24250", "55115"), numbers=(24250.0, 55115.0)),
    )
    return cascade.suggest([*head, SourceColumn(header, ("6000", "8760"), numbers=(6000.0, 8760.0))])[
        -1
    ].field


@pytest.mark.parametrize(
    "header",
    ["Frais techniques", "Technical fee", "Agency fee (15%)", "Agency fee (print)", "Service fee (display)"],
)
def test_a_fee_stays_one(cascade: Cascade, header: str) -> None:
    assert proposal(cascade, header) == "agency_fee"


@pytest.mark.parametrize(
    "header",
    [
        "Frais techniques (impression, pose)",
        "Technical fee (printing, posting)",
        "Technische Kosten (Druck, Montage)",
        "Технические расходы (печать, монтаж)",
        "Teknik bedel (baskı, montaj)",
    ],
)
def test_production_is_no_fee(cascade: Cascade, header: str) -> None:
    assert proposal(cascade, header) is None
