from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from worker.cleaning.build import MappedTable, RawData, build_raw_data
from worker.knowledge.templates import load_template
from worker.shapes.grid import Grid
from worker.shapes.layout import Column, Period, SheetLayout, Table

Build = Callable[..., RawData]


def values(raw: RawData, name: str) -> list[Any]:
    return [None if v != v else v for v in raw.frame[name].tolist()]


def days(raw: RawData, name: str = "start_date") -> list[str | None]:
    return [None if str(d) == "NaT" else str(d)[:10] for d in raw.frame[name]]


def test_without_periods_a_line_is_a_row(build: Build) -> None:
    raw = build(
        [("Site", "publisher"), ("Cost", "net_cost"), ("CPM", "cpm")], [["A", 100, 5], ["B", None, 7]]
    )
    assert values(raw, "net_cost") == [100, None]
    assert values(raw, "cpm") == [5, 7]
    assert raw.frame["source_row"].tolist() == [2, 3]
    assert raw.frame["source_column"].tolist() == ["A:C", "A:C"]


def test_blank_and_zero_periods_are_no_rows(build: Build, months: Any) -> None:
    raw = build([("Site", "publisher"), ("Cost", "net_cost")], [["A", 30, 10, 0, None, 20]], months(2026, 4))
    assert days(raw) == ["2026-01-01", "2026-04-01"]
    assert days(raw, "end_date") == ["2026-01-31", "2026-04-30"]
    assert days(raw, "date") == days(raw)
    assert raw.frame["source_column"].tolist() == ["C", "F"]


def test_periods_of_an_open_measure_give_a_line_its_days_and_no_amounts(build: Build, months: Any) -> None:
    rows = [["A", 10, 20, None], ["B", None, None, 5], ["C", None, None, None]]
    raw = build([("Site", "publisher")], rows, months(2026, 3))
    assert days(raw) == ["2026-01-01", "2026-03-01", None]
    assert days(raw, "end_date") == ["2026-02-28", "2026-03-31", None]
    assert "net_cost" not in raw.frame.columns


def test_periods_of_an_open_measure_give_the_day_that_no_column_has(build: Build, months: Any) -> None:
    rows = [["A", date(2026, 2, 9), 10, 20], ["B", date(2026, 2, 28), None, 5]]
    raw = build([("Site", "publisher"), ("To", "end_date")], rows, months(2026, 2))
    assert days(raw) == ["2026-01-01", "2026-02-01"]
    assert days(raw, "end_date") == ["2026-02-09", "2026-02-28"]


def test_a_week_in_two_months_is_split_by_days(build: Build, weeks: Any) -> None:
    """29 June to 5 July: two days and five."""
    raw = build([("Cost", "net_cost")], [[100, 100]], weeks(date(2026, 6, 29), 1))
    assert days(raw) == ["2026-06-29", "2026-07-01"]
    assert days(raw, "end_date") == ["2026-06-30", "2026-07-05"]
    assert values(raw, "net_cost") == [28.57, 71.43]


def test_a_week_stays_whole_when_told_so(build: Build, weeks: Any) -> None:
    raw = build(
        [("Cost", "net_cost")], [[100, 100]], weeks(date(2026, 6, 29), 1), options={"split_weeks": False}
    )
    assert values(raw, "net_cost") == [100]


def test_a_spot_that_can_not_be_split_stands_on_one_side(build: Build, weeks: Any) -> None:
    raw = build([("Spots", "spots"), ("Cost", "net_cost")], [[1, 500, 1]], weeks(date(2026, 6, 29), 1))
    assert values(raw, "spots") == [1]
    assert values(raw, "net_cost") == [500]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, 9), min_size=3, max_size=3).filter(any))
def test_a_week_keeps_its_money_whatever_becomes_of_its_spots(
    build: Build, weeks: Any, spots: list[int]
) -> None:
    """22 June to 12 July, the second week in two months, at 100 a spot."""
    columns = [("Spots", "spots"), ("Cost", "net_cost")]
    raw = build(columns, [[sum(spots), sum(spots) * 100, *spots]], weeks(date(2026, 6, 22), 3))
    held = dict.fromkeys("CDE", 0.0)
    for column, cost in zip(raw.frame["source_column"], values(raw, "net_cost"), strict=True):
        held[column] += cost
    assert [held[c] for c in "CDE"] == pytest.approx([count * 100 for count in spots], abs=0.02)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([[4000, 4 / 7, 1, 5 / 7], [1250, None, 1, None]], [1000, 1750, 1250, 1250]),
        ([[900, 0.2, 0.3, 0.5], [100, 0.5, 0.5, None]], [180, 270, 450, 50, 50]),
        ([[900, 20, 30, 50], [400, 50, 50, None]], [180, 270, 450, 200, 200]),
        ([[900, 1, 1, 1], [100, None, None, 1]], [300, 300, 300, 100]),
    ],
)
def test_shares_weigh_the_cost_and_are_no_amounts(
    build: Build, weeks: Any, rows: list[list[float]], expected: list[float]
) -> None:
    raw = build([("Cost", "net_cost")], rows, weeks(date(2026, 3, 2), 3))
    assert values(raw, "net_cost") == pytest.approx(expected, abs=0.01)
    assert [f.code for f in raw.findings if "period" in f.code] == ["period-shares"]


def test_numbers_beside_no_cost_are_no_shares(build: Build, weeks: Any) -> None:
    raw = build([("Site", "publisher")], [["A", 0.5, 1], ["B", 1, 1]], weeks(date(2026, 3, 2), 2))
    assert "period-shares" not in {f.code for f in raw.findings}


@pytest.mark.parametrize(
    ("totals", "measure"),
    [
        ([("Cost", "net_cost", 30)], "net_cost"),
        ([("Gross", "gross_cost", 45), ("Net", "net_cost", 30)], "net_cost"),
        ([("Impr", "planned_impressions", 30), ("Net", "net_cost", 99)], "planned_impressions"),
        ([("Spots", "spots", 30), ("Net", "net_cost", 9000)], "spots"),
        ([("Net", "net_cost", 31)], "net_cost"),
    ],
)
def test_periods_are_the_measure_that_they_add_up_to(
    build: Build, months: Any, totals: list[tuple[str, str, float]], measure: str
) -> None:
    raw = build([(h, f) for h, f, _ in totals], [[*(t for _, _, t in totals), 10, 20]], months(2026, 2))
    assert values(raw, measure) == [10, 20]
    assert "period-measure-assumed" not in {f.code for f in raw.findings}


def test_what_the_layout_says_of_periods_wins(build: Build) -> None:
    periods = [
        Period(0, "Jan", "month", date(2026, 1, 1), date(2026, 1, 31), "planned_budget"),
        Period(0, "Jan", "month", date(2026, 1, 1), date(2026, 1, 31), "planned_impressions"),
        Period(0, "Feb", "month", date(2026, 2, 1), date(2026, 2, 28), "planned_budget"),
        Period(0, "Feb", "month", date(2026, 2, 1), date(2026, 2, 28), "planned_impressions"),
    ]
    raw = build([("Site", "publisher")], [["A", 10, 1000, 20, 2000], ["B", None, 5000, None, None]], periods)
    assert values(raw, "planned_budget") == [10, 20, None]
    assert values(raw, "planned_impressions") == [1000, 2000, 5000]
    assert raw.frame["source_column"].tolist() == ["B,C", "D,E", "B,C"]


def test_other_amounts_are_spread_and_rates_repeated(build: Build, months: Any) -> None:
    columns = [("Net", "net_cost"), ("Impr", "planned_impressions"), ("Fee", "agency_fee"), ("CPM", "cpm"), ("CTR", "ctr"), ("Freq", "frequency"), ("Reach", "reach")]  # fmt: skip
    raw = build(columns, [[40, 1001, 1, 5, 0.01, 3, 700, 10, 30]], months(2026, 2))
    assert values(raw, "net_cost") == [10, 30]
    assert values(raw, "planned_impressions") == [250, 751]
    assert values(raw, "agency_fee") == [0.25, 0.75]
    assert values(raw, "cpm") == [5, 5]
    assert values(raw, "frequency") == [3, 3]
    assert values(raw, "reach") == [700, None]


def test_a_line_without_period_amounts_keeps_its_row_and_its_total(build: Build, months: Any) -> None:
    columns = [("Site", "publisher"), ("Start", "start_date"), ("Net", "net_cost")]
    raw = build(columns, [["A", date(2026, 5, 4), 30, 10, 20], ["B", date(2026, 5, 5), 50]], months(2026, 2))
    assert values(raw, "net_cost") == [10, 20, 50]
    assert days(raw) == ["2026-01-01", "2026-02-01", "2026-05-05"]


@pytest.mark.parametrize(
    ("flight", "expected"),
    [
        (("2025-03-01", "2025-04-30"), [("2026-01-01", "2026-01-31"), ("2026-02-01", "2026-02-28")]),
        (("2026-01-05", "2026-01-20"), [("2026-01-05", "2026-01-20"), ("2026-02-01", "2026-02-28")]),
        (("2026-01-05", "2026-02-14"), [("2026-01-05", "2026-01-31"), ("2026-02-01", "2026-02-14")]),
    ],
    ids=["of another year", "over the first alone", "over both"],
)
def test_a_period_lies_in_the_flight_that_it_meets(
    build: Build, months: Any, flight: tuple[str, str], expected: list[tuple[str, str]]
) -> None:
    columns = [("Site", "publisher"), ("Start", "start_date"), ("End", "end_date"), ("Net", "net_cost")]
    raw = build(columns, [["A", *map(date.fromisoformat, flight), 30, 10, 20]], months(2026, 2))
    assert list(zip(days(raw), days(raw, "end_date"), strict=True)) == expected


def test_marks_spread_the_line_by_days(build: Build) -> None:
    periods = [
        Period(0, "1", "week", date(2026, 5, 4), date(2026, 5, 10), marks=True),
        Period(0, "2", "week", date(2026, 5, 11), date(2026, 5, 17), marks=True),
        Period(0, "3", "week", date(2026, 5, 18), date(2026, 5, 24), marks=True),
    ]
    raw = build([("Net", "net_cost"), ("Spots", "spots")], [[100, 10, "x", None, "x"], [50, 5]], periods)
    assert days(raw) == ["2026-05-04", "2026-05-18", None]
    assert values(raw, "net_cost") == [50, 50, 50]
    assert values(raw, "spots") == [5, 5, 5]


def test_fills_are_marks_unless_the_whole_line_has_them(build: Build) -> None:
    periods = [Period(0, str(i), "day", date(2026, 5, i), date(2026, 5, i), marks=True) for i in (1, 2, 3)]
    fills = {(2, 1): "EEEEEE", (2, 2): "EEEEEE", (2, 3): "4472C4", (2, 4): "4472C4"}
    raw = build([("Net", "net_cost")], [[99]], periods, fills=fills)
    assert days(raw) == ["2026-05-02", "2026-05-03"]
    assert values(raw, "net_cost") == [49.5, 49.5]


def test_months_that_add_up_their_weeks_count_once(build: Build, weeks: Any, months: Any) -> None:
    periods = [*weeks(date(2026, 1, 5), 3), *months(2026, 1)]
    raw = build([("Net", "net_cost")], [[60, 10, 20, 30, 60]], periods)
    assert values(raw, "net_cost") == [10, 20, 30]
    assert "period-is-a-sum" in {f.code for f in raw.findings}


def test_hours_are_rows_of_the_line_s_day(build: Build) -> None:
    periods = [Period(0, str(h), "hour", hour=h) for h in range(3)]
    raw = build([("Date", "date"), ("Net", "net_cost")], [[date(2026, 3, 1), 5, 2, None, 3]], periods)
    assert days(raw, "date") == ["2026-03-01", "2026-03-01"]
    assert values(raw, "net_cost") == [2, 3]


AMOUNTS = st.one_of(st.none(), st.floats(-1e6, 1e6, allow_nan=False), st.integers(0, 10**6))
OTHERS = st.just(0) | st.integers(10**7, 2 * 10**7)
"""Never what six amounts add up to: that would be their sum, and they impressions."""


@settings(max_examples=40, deadline=None)
@example(table=[[None, None, None, 0.03125, 0.015625, 1.0]], others=[1, *[0] * 7], monday=date(2026, 6, 15))
@given(
    table=st.lists(st.lists(AMOUNTS, min_size=6, max_size=6), min_size=1, max_size=8),
    others=st.lists(OTHERS, min_size=8, max_size=8),
    monday=st.sampled_from([date(2026, 6, 15), date(2025, 12, 15), date(2024, 2, 12)]),
)
def test_no_amount_is_lost_or_counted_twice(
    table: list[list[float | None]], others: list[int], monday: date
) -> None:
    periods = tuple(
        Period(2 + i, f"W{i}", "week", monday + timedelta(7 * i), monday + timedelta(7 * i + 6), "net_cost")
        for i in range(6)
    )
    cells = [["Impr", *range(6)], *([other, *row] for other, row in zip(others, table, strict=False))]
    sheet = Table((1,), 2, len(cells), 1, 7, (Column(1, "Impr"),), periods)
    mapped = MappedTable(Grid("P", cells), SheetLayout("P", (), (sheet,)), sheet, {1: "planned_impressions"})
    raw = build_raw_data([mapped], load_template())
    cost = sum(float(v) for row in table for v in row if v)
    sums = {
        name: float(np.nansum(raw.frame[name]))
        for name in raw.frame
        if name in ("net_cost", "planned_impressions")
    }
    assert sums.get("net_cost", 0.0) == pytest.approx(cost, rel=1e-12, abs=1e-9)
    assert sums.get("planned_impressions", 0.0) == sum(others[: len(table)])
    assert all(t.ok is not False for t in raw.totals)
