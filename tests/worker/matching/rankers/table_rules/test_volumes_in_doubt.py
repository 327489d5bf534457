"""Volumes that their words hardly say: asked, proved by the rows, or told by how many there are."""

from __future__ import annotations

import pytest

from worker.matching.cascade import Cascade
from worker.shapes.mapping import SourceColumn, Suggestion

ASKED = 0.8
"""Confidence below which a person is asked."""


def column(header: str, *numbers: float) -> SourceColumn:
    return SourceColumn(header, tuple(f"{number:g}" for number in numbers), numbers=numbers)


def of(cascade: Cascade, *columns: SourceColumn) -> Suggestion:
    """The answer for the first of *columns*, in a plan of channel, start and end."""
    days = ("2026-03-02", "2026-03-09", "2026-03-16")
    plan = [
        SourceColumn("Channel", ("TV", "Print", "OOH")),
        SourceColumn("Start date", days),
        SourceColumn("End date", days),
    ]
    return cascade.suggest([*plan, *columns])[len(plan)]


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Anzahl Schaltungen", "spots"),
        ("Počet spotů", "spots"),
        ("Panels", "planned_units"),
        ("Clicks", "clicks"),
    ],
)
def test_a_volume_by_its_own_word_is_sure(cascade: Cascade, header: str, field: str) -> None:
    answer = of(cascade, column(header, 12, 40, 7))
    assert answer.field == field
    assert answer.confidence >= ASKED


@pytest.mark.parametrize(
    "header",
    ["Anzahl Zwiebeln", "Liczba zorbli", "Zorblų skaičius", "Vzkazů", "Broj zorbla", "Število zorblov"],
)
def test_a_number_of_unknown_things_is_asked_or_open(cascade: Cascade, header: str) -> None:
    answer = of(cascade, column(header, 12, 40, 7))
    assert answer.field is None or answer.confidence < ASKED


def test_what_the_rows_prove_is_not_asked(cascade: Cascade) -> None:
    others = column("Unit price", 110.5, 20.25, 75.0), column("Net cost", 1326.0, 810.0, 525.0)
    answer = of(cascade, column("Anzahl Zwiebeln", 12, 40, 7), *others)
    assert answer.field == "planned_units"
    assert answer.confidence >= ASKED


@pytest.mark.parametrize("header", ["Emisje", "Toistot", "Megjelenések száma", "הופעות"])
def test_few_broadcasts_are_spots(cascade: Cascade, header: str) -> None:
    assert of(cascade, column(header, 46, 40, 100)).field == "spots"
    assert of(cascade, column(header, 1_250_000, 843_000, 2_405_000)).field != "spots"


def test_frequencies_stay_and_hundreds_are_none(cascade: Cascade) -> None:
    assert of(cascade, column("Frequency", 3, 5, 12)).field == "frequency"
    assert of(cascade, column("Frequency", 3.2, 4.5, 38.1)).field == "frequency"
    assert of(cascade, column("Frequency", 460, 400, 100)).field is None


@pytest.mark.parametrize(
    ("numbers", "others"),
    [
        ((10_451, 10_452, 20_113), ()),
        ((101, 205, 307), ()),
        ((8, 9, 10, 11), ()),
        ((85, 40, 110), (column("Quantity", 1, 2, 2),)),
    ],
    ids=["codes", "one length", "running", "the units are there"],
)
def test_numbers_of_panels_that_name_them_stay(
    cascade: Cascade, numbers: tuple[float, ...], others: tuple[SourceColumn, ...]
) -> None:
    assert of(cascade, column("Nosiče", *numbers), *others).field != "planned_units"


def test_counted_panels_are_units_and_asked(cascade: Cascade) -> None:
    answer = of(cascade, column("Nosiče", 85, 40, 110))
    assert answer.field == "planned_units"
    assert answer.confidence < ASKED
