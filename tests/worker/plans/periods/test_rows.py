"""Rows of header cells as sequences of times."""

from __future__ import annotations

from datetime import date

import pytest

from worker.plans.periods.header_times import header_times
from worker.plans.periods.rows import find_slots, months_on, place
from worker.plans.rows.header_cells import header_cells
from worker.shapes.grid import Cell, Grid, Merge
from worker.values.dates.parts import Partial


def slots(*rows: list[Cell]) -> dict[int, str]:
    """Column -> kind of its time."""
    grid = Grid("Plan", list(rows))
    cells = header_cells(grid, range(1, len(rows) + 1), range(1, grid.width + 1))
    return {column: slot.time.kind for column, slot in find_slots(grid, cells).items()}


@pytest.mark.parametrize(
    "row",
    [
        ["Vendor", "Format", "Cost"],
        ["Vendor", "March", "Cost"],
        ["A", 1, 2, 3],
        ["7 day", "14 day", "28 day"],
        ["Mar", "Feb", "Jan"],
    ],
)
def test_one_time_or_none_makes_no_sequence(row: list[Cell]) -> None:
    assert slots(row) == {}


@pytest.mark.parametrize(
    ("rows", "kinds"),
    [
        ([["Vendor", "Jan", "Feb", "Mar"]], {2: "month", 3: "month", 4: "month"}),
        (
            [["Vendor", "Pzt", "Sal", "Çar", "Per", "Cum", "Cmt", "Paz", "Kasım", "Aralık"]],
            {9: "month", 10: "month"},
        ),
        (
            [["Vendor", "lun", "mar", "mié", "jue", "vie", "sáb", "dom", "abr", "may"]],
            {9: "month", 10: "month"},
        ),
        ([["Vendor", "Dec", "Jan"]], {2: "month", 3: "month"}),
        ([["Vendor", "W51", "W52", "W1"]], {2: "week", 3: "week", 4: "week"}),
        ([["T1", "T2", "T3", "T4"]], dict.fromkeys(range(1, 5), "quarter")),
        ([["T10", "T11", "T12", "T13"]], dict.fromkeys(range(1, 5), "week")),
        ([["Vendor", "2026-01", "2026-02"]], {2: "month", 3: "month"}),
        ([["Vendor", "2026-12", "2026-13"]], {2: "week", 3: "week"}),
        ([["Vendor", 202601, 202602, 202603]], {2: "month", 3: "month", 4: "month"}),
        ([[1, 2, 3, 4, 5]], dict.fromkeys(range(1, 6), "number")),
        ([["Day 1", "Day 2", "Day 3"]], {1: "number", 2: "number", 3: "number"}),
        ([["Jan", None, "Feb", None], ["5-11", "12-18", "2-8", "9-15"]], dict.fromkeys(range(1, 5), "span")),
    ],
    ids=[
        "months",
        "behind Turkish weekdays",
        "behind Spanish weekdays",
        "over New Year",
        "weeks",
        "quarters",
        "more than months",
        "months with years",
        "weeks with years",
        "months as numbers",
        "days",
        "with a word",
        "under months",
    ],
)
def test_a_sequence_is_proven(rows: list[list[Cell]], kinds: dict[int, str]) -> None:
    assert slots(*rows) == kinds


@pytest.mark.parametrize(
    ("month", "count", "expected"),
    [
        (Partial(None, 3, 2026), 0, Partial(None, 3, 2026)),
        (Partial(None, 12, 2026), 1, Partial(None, 1, 2027)),
        (Partial(None, 1, 2026), -1, Partial(None, 12, 2025)),
        (Partial(None, 11), 3, Partial(None, 2)),
    ],
)
def test_months_count_on_over_the_year(month: Partial, count: int, expected: Partial) -> None:
    assert months_on(month, count) == expected


def test_later_times_stand_further_on() -> None:
    texts = ["Jan 2026", "5 Jan 2026", "Feb 2026", "Dec 2026", "Feb 2027"]
    places = [place(header_times(text)[0]) for text in texts]
    assert places == sorted(places) and len(set(places)) == len(places)


@pytest.mark.parametrize("merged", [False, True])
def test_a_named_column_beside_the_last_week_of_a_band_is_no_month(merged: bool) -> None:
    weeks = [date(2025, 4, 21), date(2025, 4, 28), date(2025, 5, 5)]
    cells: list[list[Cell]] = [["", "April 2025", None, "May 2025", None], ["Vendor", *weeks, "Impressions"]]
    grid = Grid("Plan", cells, (Merge(1, 4, 1, 5), Merge(1, 2, 1, 3)) if merged else ())
    assert sorted(find_slots(grid, header_cells(grid, (1, 2), range(1, 6)))) == [2, 3, 4]


def test_months_over_measures_stay_periods() -> None:
    cells: list[list[Cell]] = [
        ["", "April 2025", None, "May 2025", None],
        ["Vendor", "Cost", "Clicks", "Cost", "Clicks"],
    ]
    grid = Grid("Plan", cells, (Merge(1, 4, 1, 5), Merge(1, 2, 1, 3)))
    assert sorted(find_slots(grid, header_cells(grid, (1, 2), range(1, 6)))) == [2, 3, 4, 5]


FIFTEEN = [date(2026, 8, 1 + at) for at in range(15)]


@pytest.mark.parametrize(
    ("above", "kind"),
    [
        pytest.param([date(2026, 8, 1)] * 15, "number", id="the month again over each day"),
        pytest.param(FIFTEEN, "date", id="a day of its own over each"),
    ],
)
@pytest.mark.parametrize("numbers_first", [True, False])
def test_days_of_their_own_are_as_fine_as_numbers(
    above: list[Cell], kind: str, *, numbers_first: bool
) -> None:
    numbers: list[Cell] = list(range(1, 16))
    rows = [numbers, above] if numbers_first else [above, numbers]
    assert slots(*rows) == dict.fromkeys(range(1, 16), kind)


def test_weeks_above_weekdays_are_no_days() -> None:
    weeks: list[Cell] = [31] * 2 + [32] * 7 + [33] * 6
    weekdays: list[Cell] = [("Sa", "So", "Mo", "Di", "Mi", "Do", "Fr")[at % 7] for at in range(15)]
    assert slots(weeks, weekdays, [*FIFTEEN]) == dict.fromkeys(range(1, 16), "date")
