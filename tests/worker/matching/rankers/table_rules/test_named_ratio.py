"""Counts that a ratio beside them names, over the shipped vocabulary."""

from __future__ import annotations

import pytest

from worker.matching.cascade import Cascade
from worker.shapes.mapping import SourceColumn

IMPRESSIONS = (8_500_000.0, 2_400_000.0)
HEAD = (
    SourceColumn("Vendor", ("Alder", "Birch")),
    SourceColumn("Start", ("2026-03-01", "2026-03-08")),
    SourceColumn("Impressions", ("8500000", "2400000"), numbers=IMPRESSIONS),
    SourceColumn("Net cost EUR", ("5100", "4800"), numbers=(5_100.0, 4_800.0)),
)


def proposal(cascade: Cascade, *columns: tuple[str, tuple[float | None, ...]]) -> tuple[str | None, float]:
    """Field and confidence of the last of *columns*, in a table of impressions and costs."""
    own = [SourceColumn(name, tuple(f"{n:g}" for n in numbers if n is not None), numbers=numbers) for name, numbers in columns]  # fmt: skip
    suggestion = cascade.suggest([*HEAD, *own])[-1]
    return suggestion.field, suggestion.confidence


@pytest.mark.parametrize(
    ("ratio", "counts"),
    [
        pytest.param(("VTR", (0.7, 0.35)), (1_000_000.0, 70_000.0), id="another product"),
        pytest.param(("VTR", (0.7, 0.35)), (5_950_000.0, 70_000.0), id="one line of two"),
        pytest.param(("VTR", (7e-6, 9e-6)), (59.5, 21.6), id="too small"),
        pytest.param(("SOV", (0.7, 0.35)), (5_950_000.0, 840_000.0), id="another ratio"),
    ],
)
def test_what_proves_nothing(
    cascade: Cascade, ratio: tuple[str, tuple[float, ...]], counts: tuple[float, ...]
) -> None:
    """The count is no surer than beside the same column without numbers."""
    views = ("Forecast / Number of views", counts)
    assert proposal(cascade, ratio, views)[1] <= proposal(cascade, (ratio[0], ()), views)[1] + 0.01


@pytest.mark.parametrize("header", ["Booked units", "Кол-во", "수량"])
def test_units_that_are_views_on_one_line_alone_stay_units(cascade: Cascade, header: str) -> None:
    assert proposal(cascade, ("VTR", (0.7, None)), (header, (5_950_000.0, 2_400.0)))[0] == "planned_units"


@pytest.mark.parametrize(
    ("ratio", "header", "counts", "field"),
    [
        pytest.param(("VTR", (0.7, 0.35)), "Media / Views", (5_950_000.0, 840_000.0), "video_views", id="views"),
        pytest.param(("VTR*, %", (70.0, 35.0)), "Прогноз / Просмотры", (5_950_000.0, 840_000.0), "video_views", id="percents as numbers"),
        pytest.param(("VTR", (0.7, None)), "Forecast / Number of views", (5_950_000.0, None), "video_views", id="one line"),
        pytest.param(("VTR", (0.7, 0.35)), "예상 조회수", (5_950_000.0, 840_000.0), "video_views", id="units in name"),
        pytest.param(("CPV", (0.01, 0.02)), "조회수", (510_000.0, 240_000.0), "video_views", id="a price of a view"),
        pytest.param(("CTR", (0.0013, 0.002)), "Clicks sitio", (11_050.0, 4_800.0), "clicks", id="clicks"),
        pytest.param(("Стоимость за единицу", (20.0, None)), "Кол-во едниц (показ)", (255.0, None), "planned_units", id="a price of a unit"),
        pytest.param(("CPC", (0.51, 0.8)), "Klicks auf Anzeige", (10_000.0, 6_000.0), "clicks", id="a price of a click"),
    ],
)  # fmt: skip
def test_a_named_ratio_makes_the_count_sure(
    cascade: Cascade, ratio: tuple[str, tuple[float | None, ...]], header: str, counts: tuple[float | None, ...], field: str
) -> None:  # fmt: skip
    name, confidence = proposal(cascade, ratio, (header, counts))
    assert name == field and confidence >= 0.8


@pytest.mark.parametrize(
    ("contacts", "is_frequency"), [((4.0, 3.0), True), ((4.0, 7.0), False), ((0.4, 0.3), False)]
)
def test_contacts_by_people_reached_are_the_frequency(
    cascade: Cascade, contacts: tuple[float, float], is_frequency: bool
) -> None:
    reach = ("Reach", (2_125_000.0, 800_000.0))
    field, _ = proposal(cascade, reach, ("Прогноз цены / Среднее", contacts))
    assert (field == "frequency") is is_frequency


@pytest.mark.parametrize(
    ("header", "clicks", "field"),
    [
        ("PAP", (8_000.0, 900.0), None),  # another share of them
        ("PAP", (8_250.0, 31_500.0), "planned_impressions"),
        ("Zorgl", (8_250.0, 31_500.0), "planned_impressions"),
    ],
)
def test_what_the_clicks_are_a_share_of_was_shown(
    cascade: Cascade, header: str, clicks: tuple[float, ...], field: str | None
) -> None:
    numbers = {header: (1_650_000.0, 15_750_000.0), "Clicks": clicks, "CTR": (0.005, 0.002)}
    columns = [
        SourceColumn(name, tuple(f"{n:g}" for n in values), numbers=values)
        for name, values in numbers.items()
    ]
    assert cascade.suggest([HEAD[0], HEAD[1], HEAD[3], *columns])[3].field == field
