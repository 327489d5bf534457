"""Periods without a year have the one in which each line's amounts lie in its own flight."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from worker.plans.layout import understand
from worker.shapes.grid import Grid

MONTHS = ["Jan", "Feb", "Mar"]
FLIGHTS = [[date(2024, 1, 5), date(2024, 3, 20)], [date(2024, 1, 5), date(2024, 2, 25)], [date(2024, 2, 1), date(2024, 2, 28)]]  # fmt: skip
AMOUNTS = [[100, 200, 300], [50, 60, None], [None, 40, 0]]


def years(
    heads: Sequence[str],
    days: Sequence[Sequence[Any]],
    amounts: Sequence[Sequence[Any]],
    periods: Sequence[Any],
) -> set[int | None]:
    lines = [["Site", *of_line, *numbers] for of_line, numbers in zip(days, amounts, strict=True)]
    table = understand(Grid("Plan", [["Site", *heads, *periods], *lines])).tables[0]
    assert len(table.periods) == len(periods)
    return {period.start and period.start.year for period in table.periods}


@pytest.mark.parametrize(
    ("heads", "days"),
    [
        pytest.param(["Booked"], [[date(2024, 1, 5)], [date(2024, 1, 7)], [date(2024, 1, 9)]], id="one day, one month"),
        pytest.param(["Booked"], [[date(2023, 11, 5)], [date(2023, 12, 7)], [date(2023, 12, 9)]], id="days before"),
        pytest.param(["Start", "End"], [[date(2023, 11, 5), date(2024, 1, 20)]] * 3, id="a flight that ends before"),
        pytest.param(["Start", "End"], [[date(2023, 1, 1), date(2024, 12, 31)]] * 3, id="a flight of two years"),
        pytest.param(["Start", "End"], [["5 Jan", "20 Mar"]] * 3, id="days without a year"),
        pytest.param(["Start", "End"], [[date(2024, 1, 5), "open"], *FLIGHTS[1:]][:1] * 3, id="an open end"),
        pytest.param([], [[]] * 3, id="no days"),
    ],
)  # fmt: skip
def test_no_year_is_proved(heads: list[str], days: list[list[Any]]) -> None:
    assert years(heads, days, AMOUNTS, MONTHS) == {None}


@pytest.mark.parametrize(
    ("heads", "days", "periods"),
    [
        (["Start", "End"], FLIGHTS, MONTHS),
        (["Start", "End"], FLIGHTS, ["15/01", "05/02", "19/02"]),
        (["Start", "End"], FLIGHTS, ["KW 3", "KW 6", "KW 8"]),
        (["Start", "End"], [[str(day) for day in flight] for flight in FLIGHTS], MONTHS),
        (["Booked", "Start", "End"], [[date(2023, 12, 1), *flight] for flight in FLIGHTS], MONTHS),
        (["Start"], [[first] for first, _ in FLIGHTS], MONTHS),
        (["End"], [[last] for _, last in FLIGHTS], MONTHS),
    ],
)
def test_flights_prove_the_year(heads: list[str], days: list[list[Any]], periods: list[str]) -> None:
    assert years(heads, days, AMOUNTS, periods) == {2024}


@pytest.mark.parametrize(
    ("name", "above"), [("Plan 2023", []), ("Plan", [["Media plan 2023", *[None] * 5], [None] * 6])]
)
def test_flights_are_surer_than_last_years_name(name: str, above: list[list[Any]]) -> None:
    lines = [["Site", *flight, *numbers] for flight, numbers in zip(FLIGHTS, AMOUNTS, strict=True)]
    table = understand(Grid(name, [*above, ["Site", "Start", "End", *MONTHS], *lines])).tables[0]
    assert {period.start and period.start.year for period in table.periods} == {2024}


def test_one_line_in_ten_may_be_typed_wrong() -> None:
    days = [*FLIGHTS * 4, [date(2023, 1, 5), date(2023, 3, 20)]]
    assert years(["Start", "End"], days, [*AMOUNTS * 4, AMOUNTS[0]], MONTHS) == {2024}
    assert years(["Start", "End"], days[-4:], [*AMOUNTS, AMOUNTS[0]], MONTHS) == {None}
