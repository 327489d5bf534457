"""Numbers that are no volume of a line: sizes, so much a day, lengths beside the flight."""

from __future__ import annotations

import pytest

from worker.matching.cascade import Cascade
from worker.shapes.mapping import SourceColumn

COUNTS = (12.0, 24.0, 16.0, 10.0)


def proposal(
    cascade: Cascade, header: str, samples: tuple[str, ...] = (), *, dates: bool = True
) -> str | None:
    """The field of a column of whole numbers in a plan."""
    columns = [
        SourceColumn("Channel", ("TV", "Print", "OOH")),
        *[
            SourceColumn(name, ("2026-03-02", "2026-03-09", "2026-03-16"))
            for name in ("Start date", "End date")
            if dates
        ],
        SourceColumn("Net cost", ("€ 1250.50", "€ 845", "€ 310"), numbers=(1250.5, 845.0, 310.0, 77.0)),
    ]
    own = SourceColumn(header, samples or tuple(f"{n:g}" for n in COUNTS), numbers=COUNTS)
    return cascade.suggest([*columns, own])[-1].field


@pytest.mark.parametrize(
    ("header", "samples", "field"),
    [
        ("Rate / sq.cm", (), "unit_rate"),
        ("Price per sqm", (), "unit_rate"),
        ("Panels", (), "planned_units"),
        ("Spots", (), "spots"),
        ("Daily budget", (), "planned_budget"),
        ("Cost per day", ("€ 12", "€ 24"), "unit_rate"),
        ("Size (cm)", ("10 x 20", "20 x 30"), "ad_size"),
    ],
)
def test_prices_volumes_and_sizes_stay(
    cascade: Cascade, header: str, samples: tuple[str, ...], field: str
) -> None:
    assert proposal(cascade, header, samples) == field


@pytest.mark.parametrize(
    "header",
    [
        *("Ht (cm)", "W (ft)", "Height in mm", "Col x mm", "M²", "Oppervlakte (m2)", "Площадь, кв. м", "高(米)", "Távolság km"),
        *("Spots per day", "Plays/hr", "Passages par jour", "Выходов в день", "1日放映回数", "Difuzări/zi", "Bezoekers per dag"),
    ],
)  # fmt: skip
def test_sizes_and_numbers_of_a_day_are_no_volume(cascade: Cascade, header: str) -> None:
    assert proposal(cascade, header) in (None, "ad_size")


@pytest.mark.parametrize("header", ["Gün", "Hari", "Päevi", "สัปดาห์", "सप्ताह"])
def test_lengths_are_no_days_beside_a_flight(cascade: Cascade, header: str) -> None:
    assert proposal(cascade, header) is None


@pytest.mark.parametrize("header", ["Gün", "Hari", "วัน"])
def test_a_day_of_the_month_stays_where_no_other_date_is(cascade: Cascade, header: str) -> None:
    assert proposal(cascade, header, dates=False) == "date"
