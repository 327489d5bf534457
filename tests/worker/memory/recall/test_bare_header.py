"""A header without what stands beside its name."""

from __future__ import annotations

import pytest

from worker.memory.recall.bare_header import bare


@pytest.mark.parametrize(
    "header",
    [
        "Cost", "Cost (net)", "Cost (if booked)", "Region (ES)", "Region (BV)", "Media (bitter)", "Spot '30", "Spot 30'",
        "Fläche m²", "Week 2026/07", "Index 2026/25", "Month 2026-11", "Plan 2025 / 2027", "Headline 2", "Text (40)", "Reach (1)",
        "Letters (A-Z)", "Characters", "KPI [CPC]", "Bid (max. CPC)",
    ],
)  # fmt: skip
def test_what_may_be_part_of_the_name_stays(header: str) -> None:
    assert bare(header) == header


@pytest.mark.parametrize(
    "header",
    [
        "Name (if needed)", "Name [e.g. South]", "Name (e. g. South)", "Name (eg. South)", "Name (es. Nord)", "Name (z. B. Süd)",
        "Name (bitte ausfüllen)", "Name (p. ex. Nord)", "Name (por ejemplo Norte)", "Name (напр. Юг)", "Name (free text)",
        "Name (drop-down)", "Name (max. 40 characters)", "Name (höchstens 40 Zeichen)", "Name (30 caractères max)", "Name¹", "Name²³",
        "Name†", "Name '27", "Name ’26", "Name 2026/27", "Name 2026-2027", "2029 – 30 Name",
    ],
)  # fmt: skip
def test_an_aside_goes(header: str) -> None:
    assert bare(header).split() == ["Name"]
