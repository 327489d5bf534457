"""Ages in headers."""

from __future__ import annotations

import pytest

from worker.matching.words.ages import without_ages


@pytest.mark.parametrize(
    "header",
    [
        "GRP", "Women 25-34", "18-49", "E14+", "Reach 1+", "Freq. 3+", "Video played 25-50", "Cost 2025-26", "Size 300x250",
        "KW 40-43", "Q1-Q2 spend", "Post-click", "01.03-31.03 spots", "Views -50", "Rabatt -30 %",
    ],
)  # fmt: skip
def test_what_is_no_age_stays(header: str) -> None:
    assert without_ages(header) == header


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("GRP A18-49", "GRP"), ("A18-49 GRPs", "GRPs"), ("GRP 25-49 ans", "GRP"), ("TRP 15–44", "TRP"), ("Reach E14+", "Reach"),
        ("GRP's adulti 25-54", "GRP's"), ("Kontakte Mio. E14-49", "Kontakte Mio."), ("Охват Все 18-54 лет", "Охват"),
        ("GRP FRDA -50", "GRP"), ("GRP Ind. 15+", "GRP"),
    ],
)  # fmt: skip
def test_ages_go(header: str, name: str) -> None:
    assert without_ages(header) == name
