"""Columns with the name of a medium alone."""

from __future__ import annotations

import pytest

from worker.matching.cascade import Cascade
from worker.shapes.mapping import SourceColumn

MONTHS = SourceColumn("Month", ("Jan 2026", "Feb 2026", "Mar 2026", "Apr 2026"))
COLUMNS: dict[str, tuple[float, ...]] = {
    "TV": (100.0, 210.0, 320.0, 90.0),
    "Radio": (40.0, 50.0, 65.0, 30.0),
    "Digital": (70.0, 75.0, 80.0, 95.0),
    "Other": (5.0, 8.0, 9.0, 2.0),
    "Total budget": (215.0, 343.0, 474.0, 217.0),
    "Total": (210.0, 335.0, 465.0, 215.0),
    "Meta": (100.0, 210.0, 320.0, 90.0),
    "Google": (40.0, 50.0, 65.0, 30.0),
    "TikTok": (75.0, 83.0, 89.0, 97.0),
    "Meta (EUR)": (100.0, 210.0, 320.0, 90.0),
    "Google (EUR)": (40.0, 50.0, 65.0, 30.0),
    "TikTok (EUR)": (75.0, 83.0, 89.0, 97.0),
    "Year": (2023.0, 2024.0, 2025.0, 2026.0),
    "Net cost": (900.0, 910.0, 920.0, 930.0),
    "Impressions": (9000.0, 9100.0, 9200.0, 9300.0),
    "Insertions": (3.0, 4.0, 5.0, 3.0),
}


def column(name: str, group: str = "") -> SourceColumn:
    """A column whose samples are its numbers."""
    numbers = COLUMNS[name]
    header = f"{group} / {name}" if group else name
    return SourceColumn(header, tuple(f"{n:.0f}" for n in numbers), group, numbers=numbers)


@pytest.mark.parametrize(
    ("names", "fields"),
    [
        # one name alone, and names beside other amounts, are left as they are
        (["TV", "Net cost"], [None, "net_cost"]),
        (["TV", "Digital", "Net cost"], [None, None, "net_cost"]),
        (["Insertions", "Impressions"], ["spots", "impressions"]),
        # the column that adds them up says what they are, and is theirs
        (["TV", "Radio", "Digital", "Other", "Total budget"], [*["planned_budget"] * 4, None]),
        (["Meta", "Google", "TikTok", "Total budget"], [*["planned_budget"] * 3, None]),
        (["Meta (EUR)", "Google (EUR)", "TikTok (EUR)", "Total budget"], [*["planned_budget"] * 3, None]),
        # without one they are money that is asked about; a year is none of them
        (["TV", "Radio", "Digital"], ["spend"] * 3),
        (["Meta (EUR)", "Google (EUR)", "TikTok (EUR)"], ["planned_budget"] * 3),
        (["Year", "TV", "Radio", "Digital"], [None, *["spend"] * 3]),
    ],
)
def test_amounts_by_medium(cascade: Cascade, names: list[str], fields: list[str | None]) -> None:
    suggestions = cascade.suggest([MONTHS, *map(column, names)])[1:]
    assert [one.field for one in suggestions] == fields


def test_the_sum_lends_its_certainty(cascade: Cascade) -> None:
    """'Total budget' leaves no doubt, names alone do."""
    sure, open_ = (
        cascade.suggest([MONTHS, *map(column, names)])[1].confidence
        for names in (["TV", "Radio", "Digital", "Other", "Total budget"], ["TV", "Radio", "Digital"])
    )
    assert sure > 0.8 > open_


def test_a_group_says_the_measure(cascade: Cascade) -> None:
    columns = [column(name, "Budget EUR") for name in ("TV", "Radio", "Digital", "Total")]
    assert [one.field for one in cascade.suggest([MONTHS, *columns])[1:]] == [*["planned_budget"] * 3, None]


@pytest.mark.parametrize(
    ("names", "is_family"),
    [
        (("Borealis", "Zefir"), False),
        (("Plan", "Fact", "Rest"), False),
        (("Borealis", "Zefir", "Obzor"), True),
    ],
)
def test_names_that_no_list_has_hold_what_their_heading_says(
    cascade: Cascade, names: tuple[str, ...], is_family: bool
) -> None:
    numbers = [(100.0, 210.0, 320.0), (40.0, 52.0, 65.0), (71.0, 75.0, 80.0)]
    columns = [
        SourceColumn(f"Net cost / {name}", tuple(f"{n:.0f}" for n in values), "Net cost", numbers=values)
        for name, values in zip(names, numbers, strict=False)
    ]
    fields = [one.field for one in cascade.suggest([MONTHS, *columns])[1:]]
    assert (fields == ["net_cost"] * 3) == is_family
