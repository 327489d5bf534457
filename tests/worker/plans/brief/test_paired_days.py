"""Two facts of a brief that are the campaign's first and last day."""

from __future__ import annotations

import pytest

from worker.plans.brief.paired_days import with_paired_days
from worker.shapes.layout import BriefItem

FIRST, LAST = "2026-05-03", "2026-06-30"


def fields(*facts: tuple[str, str, str | None], step: int = 1) -> list[str | None]:
    items = [
        BriefItem(label, value, field, row, 1)
        for row, (label, value, field) in enumerate(facts, 1)
        for row in [row * step]
    ]
    return [item.field for item in with_paired_days(items, "dmy")]


@pytest.mark.parametrize(
    "facts",
    [
        [("Created on", FIRST, None), ("Changed on", LAST, None)],
        [("Kampanya başlangıcı", LAST, None), ("Kampanya bitişi", FIRST, None)],
        [("Start", FIRST, "start_date"), ("Approved", LAST, None)],
        [("Buchung von", FIRST, None), ("Stand", LAST, None)],
        [("Kampanya bütçesi", "3", None), ("Kampanya bitişi", LAST, None)],
        [("Campaign brief", FIRST, "campaign_name"), ("Campaign debrief", LAST, None)],
    ],
)
def test_other_facts_are_no_flight(facts: list[tuple[str, str, str | None]]) -> None:
    assert fields(*facts) == [field for *_, field in facts]


@pytest.mark.parametrize(
    ("first", "last", "known"),
    [
        ("Kampanya başlangıcı", "Kampanya bitişi", None),
        ("Start", "Slut", None),
        ("Startdatum", "Eind", None),
        ("Od", "Do", None),
        ("Początek kampanii", "Koniec kampanii", None),
        ("Kampagnenbeginn", "Kampagnenende", "end_date"),
    ],
)
def test_both_name_the_campaign_and_the_days_rise(first: str, last: str, known: str | None) -> None:
    assert fields((first, FIRST, None), (last, LAST, known)) == ["start_date", "end_date"]
    assert fields((first, FIRST, None), (last, LAST, known), step=2) == [None, known]


def test_days_become_iso_dates() -> None:
    items = [
        BriefItem("Kampanya başlangıcı", "03.05.2026", None, 1, 1),
        BriefItem("Kampanya bitişi", "30.06.2026", None, 2, 1),
    ]
    assert [item.value for item in with_paired_days(items, "dmy")] == [FIRST, LAST]
