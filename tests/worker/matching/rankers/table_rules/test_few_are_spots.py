"""Headers that mean spots in one medium and impressions in another, over the shipped vocabulary."""

from __future__ import annotations

import pytest

from worker.matching.cascade import Cascade
from worker.shapes.mapping import SourceColumn


def proposal(cascade: Cascade, header: str, *numbers: float) -> str | None:
    head = (
        SourceColumn("Program", ("News", "Film", "Sport")),
        SourceColumn("Net cost EUR", ("5000", "4800", "700"), numbers=(5_000.0, 4_800.0, 700.0)),
    )
    samples = tuple(f"{number:g}" for number in numbers)
    return cascade.suggest([*head, SourceColumn(header, samples, numbers=numbers)])[-1].field


@pytest.mark.parametrize(
    ("header", "numbers"),
    [
        ("Impressions", (12.0, 9.0, 11.0)),
        ("Emisje", (120_000.0, 95_000.0, 11_000.0)),
        ("Emisje (tys.)", (12.0, 9.0, 11.0)),
    ],
)
def test_a_sure_header_and_many_stay_impressions(
    cascade: Cascade, header: str, numbers: tuple[float, ...]
) -> None:
    assert proposal(cascade, header, *numbers) != "spots"


@pytest.mark.parametrize("header", ["Emisje", "EMISJE", "Показы ролика"])
def test_few_are_spots(cascade: Cascade, header: str) -> None:
    assert proposal(cascade, header, 12.0, 9.0, 11.0) == "spots"
