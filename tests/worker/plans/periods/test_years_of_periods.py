"""The year and the end of periods, from titles, flights, bands and the sequence itself."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.worker.plans.periods.header_periods import MONDAYS, MONTHS, flight, letters, read, starts


def test_no_year_is_known():
    assert starts(read(["x", "Jan", "Feb"])) == [None, None]


@pytest.mark.parametrize(
    "given",
    [
        {"sheet": "Plan 2025"},
        {"above": [["Media plan 2025"]]},
        {"above": [["Media plan 2025/26"]]},
        {"above": [[None, 2025]]},
        {"brief": flight("2025-10-01", "2026-02-28")},
        {"year": 2025},
        {"above": [["Media plan 2025"]], "year": 1999},
        {"above": [["as of 12.06.2024"]], "sheet": "Season 2025"},
    ],
)
def test_a_flight_over_new_year(given):
    periods = read(["x", "Oct", "Nov", "Dec", "Jan", "Feb"], **given)
    assert starts(periods) == ["251001", "251101", "251201", "260101", "260201"]


def test_two_years_in_the_title_are_no_answer():
    assert starts(read(["x", "Jan", "Feb"], above=[["Plan 2026, as in 2024"]])) == [None, None]


@pytest.mark.parametrize(
    "given",
    [
        {"sheet": "2026"},
        {"brief": flight("2026-01-01", "2026-02-28")},
        {"brief": flight("2025-12-29", "2026-02-28")},
    ],
)
def test_the_week_of_new_year_begins_in_the_year_before(given):
    periods = read(["x", "29.12-04.01", "05.01-11.01", "12.01-18.01"], **given)
    assert starts(periods) == ["251229", "260105", "260112"]


def test_weeks_over_new_year():
    assert starts(read(["x", "W51", "W52", "W1", "W2"], year=2025)) == [
        "251215",
        "251222",
        "251229",
        "260105",
    ]


def test_weeks_counted_from_the_flights_first_day():
    periods = read(["x", "Week 1", "Week 2"], brief=flight("2026-07-01", "2026-07-31"))
    assert starts(periods) == ["260629", "260706"]


def test_a_second_block_of_the_same_months_is_the_same_year():
    top = ["x", "Budget", None, None, "Clicks", None, None]
    periods = read(top, [None, *MONTHS[9:], *MONTHS[9:]], merges=[(1, 2, 4), (1, 5, 7)], year=2026)
    assert starts(periods) == ["261001", "261101", "261201"] * 2


@pytest.mark.parametrize(
    ("header", "given"),
    [
        ([["x", "29.12", "05.01", "12.01"]], {"above": [["Plan 2026"]]}),
        ([["x", "2026", None, None], [None, "12/29", "1/5", "1/12"]], {"merges": [(1, 2, 4)]}),
        ([["x", "JANUARY 2026", None, None], [None, "12/29", "1/5", "1/12"]], {"merges": [(1, 2, 4)]}),
        ([["x", "January 2026", None, None], [None, 29, 5, 12]], {"merges": [(1, 2, 4)]}),
        ([["x", datetime(2026, 12, 29), datetime(2026, 1, 5), datetime(2026, 1, 12)]], {}),
    ],
)
def test_the_first_week_of_a_month_begins_in_the_month_before(header, given):
    assert starts(read(*header, **given)) == ["251229", "260105", "260112"]


def test_a_band_that_begins_in_the_month_before_books_its_weeks_as_a_whole():
    top = ["x", "JANUARY 2026", None, None, None, "FEBRUARY 2026", None]
    weeks = [None, "12/29", "1/5", "1/12", "1/19", "1/26", "2/2"]
    broadcast = read(top, weeks, merges=[(1, 2, 5), (1, 6, 7)])
    assert all(period.is_whole for period in broadcast)
    calendar = read(top, [None, "1/5", "1/12", "1/19", "1/26", "2/2", "2/9"], merges=[(1, 2, 5), (1, 6, 7)])
    assert not any(period.is_whole for period in calendar)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ((11, 12, 1, 2), ["261101", "261201", "270101", "270201"]),
        ((1, 2, 11, 12), ["260101", "260201", "261101", "261201"]),
    ],
)
def test_typed_months_rise_over_new_year(cells, expected):
    header = ["x", *(datetime(2026, month, 1) for month in cells)]
    formats = {(1, column): "mmm" for column in range(2, 6)}
    assert starts(read(header, formats=formats)) == expected


def test_years_in_words_are_never_bent():
    assert starts(read(["x", "Nov 2026", "Dec 2026", "Jan 2026"])) == ["261101", "261201", "260101"]


def test_a_flight_says_the_year_of_months_that_stand_from_january_on():
    periods = read(["x", *MONTHS], brief=flight("2025-11-01", "2026-04-30"))
    assert starts(periods)[:4] == ["260101", "260201", "260301", "260401"]
    assert starts(periods)[10:] == ["251101", "251201"]


def spans(periods):
    return [f"{period.start:%m%d}-{period.end:%m%d}" for period in periods]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (
            [["x", *MONDAYS[:3]], [None, *(day + timedelta(days=4) for day in MONDAYS[:3])]],
            ["0105-0109", "0112-0116", "0119-0123"],
        ),
        (
            [["von", "25.05.2026", "01.06.2026"], ["bis", "31.05.2026", "02.06.2026"]],
            ["0525-0531", "0601-0602"],
        ),
        ([["x", "03/16/2026", "03/23/2026"], [None, "03/22", "03/29"]], ["0316-0322", "0323-0329"]),
        ([["x", "02.03.2026\n08.03.2026", "09.03.2026\n15.03.2026"]], ["0302-0308", "0309-0315"]),
        ([["x", "3.1-3.5", "3.8-3.12"]], ["0301-0305", "0308-0312"]),
        ([["x", "3.1-3.15", "3.16-3.31"]], ["0301-0315", "0316-0331"]),
    ],
)
def test_the_end_of_each_period_is_given(header, expected):
    assert spans(read(*header, year=2026)) == expected


def test_days_side_by_side_do_not_reach_over_the_column_beside_them():
    ends = [day + timedelta(days=6) for day in MONDAYS]
    periods = read([None, *MONDAYS, None], ["Site", *ends, "Cost"])
    assert letters(periods) == "BCDEFG"


def test_a_flight_that_reads_two_ways_still_says_its_year():
    periods = read(["x", "03/08-09/08", "17/08-23/08"], above=[["Period", "03/08/2026 - 04/10/2026"]])
    assert starts(periods) == ["260803", "260817"]


@pytest.mark.parametrize("band", ["FY 2025/26", "Fiscal year 2025", "2025-2026"])
def test_a_band_says_the_year_of_its_first_month(band):
    periods = read(["x", band, None, None], [None, "Nov", "Dec", "Jan"], merges=[(1, 2, 4)])
    assert starts(periods) == ["251101", "251201", "260101"]


@pytest.mark.parametrize(
    "deadlines",
    [
        [day - timedelta(days=3) for day in MONDAYS],
        [day + timedelta(days=9) for day in MONDAYS],
        MONDAYS,
    ],
)
def test_other_days_below_are_no_ends(deadlines):
    periods = read(["x", *MONDAYS], [None, *deadlines])
    assert [p.end - p.start for p in periods if p.end and p.start] == [timedelta(days=6)] * 6
