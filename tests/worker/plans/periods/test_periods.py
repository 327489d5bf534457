"""Which columns are times: a header alone proves nothing, a sequence does."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from tests.worker.plans.periods.header_periods import MONDAYS, MONTHS, QUARTERS, letters, read, starts
from worker.plans.periods.header_times import looks_like_period
from worker.plans.periods.periods import read_periods
from worker.plans.periods.rows import find_slots
from worker.plans.rows.header_cells import header_cells
from worker.shapes.grid import Grid, Merge


@pytest.mark.parametrize(
    "header",
    [
        ["Channel", "Format", "Budget"],
        ["Channel", "May", "Budget"],
        ["Channel", "14", "Budget"],
        ["Channel", "Period", "Flight", "Start", "End"],
        ["Spots of", 10, 20, 30],
        ["Spots of", 5, 10, 15, 20, 30],
        ["Line", 1, 2, 3],
        ["Age", "18-24", "25-34", "35-44", "45-54"],
        ["Line", "Reach 1+", "Reach 2+", "Reach 3+"],
        ["Line", "Views 25%", "Views 50%", "Views 75%"],
        ["Line", "25%", "50%", "75%", "100%"],
        ["Line", "Result", "Resultado ant. (marzo 2026)", "%"],
        ["Line", "CPM Jan", "CPM Feb"],
        ["Line", "YTD", "Q1 total", "Total 2026"],
        ["Line", "April 2026", "March 2026"],
        ["Line", "300x250", "728x90"],
        ["Top 1", "Top 2", "Top 3"],
        ["Line", "H1", "H2"],
        ["Line", "7 Day Sales", "7 Day Orders", "7 Day Units"],
        ["Line", "7 Day Sales", "14 Day Sales", "30 Day Sales"],
        ["Line", "15 sec", "20 sec", "30 sec"],
        [None, None],
    ],
)
def test_no_periods(header):
    assert read(header, year=2026) == ()


def test_one_time_merged_over_all_columns_is_a_title():
    assert read(["January 2026"], ["Channel", "Format", "Budget"], merges=[(1, 1, 3)]) == ()


def test_texts_under_two_months_are_no_amounts():
    assert read(["Line", "May", "June"], body=[["a", "Summer", "Peter"]], year=2026) == ()


@pytest.mark.parametrize(
    ("rest", "expected"),
    [([100, 200, 300, 400], "CDEF"), (["Spring sale", "Image film", "Spring sale", "Tasting"], "ACDEF")],
)
def test_a_name_that_looks_like_a_month_beside_months_with_numbers(rest, expected):
    """'Marca' is a brand, and the Polish for 'of March'; in a flowchart the weeks hold names as well."""
    assert letters(read(["Marca", "Meio", *MONTHS[:4]], body=[["Alba", "TV", *rest]], year=2026)) == expected


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (["Ch", *MONTHS[:3], "Total", "Agency margin"], "BCD"),
        (["Ch", "Jan", "Feb", "Q1", "Итого", "Mar"], "BCF"),
        (["Ch", *MONTHS[:3], "Q1", *MONTHS[3:6], "Q2", "H1", 2026], "BCDFGH"),
        (["Ch", "Jan", "Feb", "Format", "Budget", "Mar"], "BCF"),
        (["Ch", *QUARTERS, "2026"], "BCDE"),
        (["Ch", "W1", "W2", "W3", "W4", "Jan", "W5", "W6", "Feb"], "BCDEGH"),
        (["Ch", "Jan", "Feb", "Q2", "Q3"], "BCDE"),
        (["Ch", "May 2026", "Fee"], "B"),
        (["Ch", "Spend March 2026", "Spend April 2026", "Change"], "BC"),
        (["Ch", 2024, 2025, 2026], "BCD"),
        (["Ch", "2024.0", "2025.0"], "BC"),
    ],
)
def test_period_columns(header, expected):
    assert letters(read(header, year=2026)) == expected


@pytest.mark.parametrize(
    "header",
    [
        ["Jan", "Feb", "Mar"], ["JANUARY", "FEBRUARY", "MARCH"], ["Jan.", "Feb.", "Mrz."], ["Janv.", "Févr.", "Mars"],
        ["enero", "febrero", "marzo"], ["gen", "feb", "mar"], ["Jan", "Fev", "Mar"], ["jan", "feb", "mrt"],
        ["Январь", "Февраль", "Март"], ["янв", "фев", "мар"], ["січень", "лютий", "березень"], ["sty", "lut", "mar"],
        ["Ocak", "Şubat", "Mart"], ["OCAK", "ŞUBAT", "MART"], ["Tháng 1", "Tháng 2", "Tháng 3"], ["1月", "2月", "3月"],
        ["一月", "二月", "三月"], ["1월", "2월", "3월"], ["يناير", "فبراير", "مارس"], ["leden", "únor", "březen"],
        ["tammikuu", "helmikuu", "maaliskuu"], ["Ιαν", "Φεβ", "Μάρ"], ["ian.", "feb.", "mar."], ["Jan-26", "Feb-26", "Mar-26"],
        ["2026-01", "2026-02", "2026-03"], ["01/2026", "02/2026", "03/2026"], ["01.2026", "02.2026", "03.2026"],
        ["Jan'26", "Feb'26", "Mar'26"], ["Jan 26", "Feb 26", "Mar 26"], ["Jan\n2026", "Feb\n2026", "Mar\n2026"], ["январь 2026 г.", "февраль 2026 г.", "март 2026 г."],
    ],
)  # fmt: skip
def test_months_of_many_languages(header):
    periods = read(["x", *header], year=2026)
    assert [(p.unit, p.start, p.end) for p in periods] == [
        ("month", date(2026, 1, 1), date(2026, 1, 31)),
        ("month", date(2026, 2, 1), date(2026, 2, 28)),
        ("month", date(2026, 3, 1), date(2026, 3, 31)),
    ]


@pytest.mark.parametrize(
    "header",
    [
        ["W2", "W3", "W4"], ["Wk 2", "Wk 3", "Wk 4"], ["KW 2", "KW 3", "KW 4"], ["KW02", "KW03", "KW04"],
        ["Week 2", "Week 3", "Week 4"], ["S2", "S3", "S4"], ["Sem 2", "Sem 3", "Sem 4"], ["неделя 2", "неделя 3", "неделя 4"],
        ["2 нед", "3 нед", "4 нед"], ["第2週", "第3週", "第4週"], ["2주", "3주", "4주"], ["05.01-11.01", "12.01-18.01", "19.01-25.01"],
        ["5-11 Jan", "12-18 Jan", "19-25 Jan"], ["05.01", "12.01", "19.01"], [5.01, 12.01, 19.01], ["1/5", "1/12", "1/19"],
        ["5/1", "12/1", "19/1"], ["w/c 5 Jan", "w/c 12 Jan", "w/c 19 Jan"], ["5 Jan", "12 Jan", "19 Jan"], MONDAYS[:3],
        ["Week ending 11 Jan", "Week ending 18 Jan", "Week ending 25 Jan"], ["W2 (05.01-11.01)", "W3 (12.01-18.01)", "W4 (19.01-25.01)"],
["2026-W02", "2026-W03", "2026-W04"], ["Mon 5 Jan", "Mon 12 Jan", "Mon 19 Jan"], ["Jan-05", "Jan-12", "Jan-19"], ["Jan 5", "Jan 12", "Jan 19"],
    ],
)  # fmt: skip
def test_weeks(header):
    periods = read(["x", *header], year=2026)
    assert [(p.unit, p.start, p.end) for p in periods] == [
        ("week", date(2026, 1, day), date(2026, 1, day + 6)) for day in (5, 12, 19)
    ]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (["Line", "KW 10-13", "KW 14-17"], [(date(2026, 3, 2), date(2026, 3, 29)), (date(2026, 3, 30), date(2026, 4, 26))]),
        (["Line", "10-13. KW", "14-17. KW"], [(date(2026, 3, 2), date(2026, 3, 29)), (date(2026, 3, 30), date(2026, 4, 26))]),
        (["Line", "W10-26", "W11-26"], [(date(2026, 3, 2), date(2026, 3, 8)), (date(2026, 3, 9), date(2026, 3, 15))]),
    ],
)  # fmt: skip
def test_several_weeks_a_column(header, expected):
    assert [(period.start, period.end) for period in read(header, year=2026)] == expected


def test_one_typed_year_amid_others_moves_alone():
    days = [datetime(2026, 10, 5), datetime(2026, 10, 12), datetime(2025, 10, 19), datetime(2026, 10, 26)]
    assert starts(read(["Line", *days])) == ["261005", "261012", "261019", "261026"]


def test_a_number_behind_a_month_is_a_year_where_it_counts_with_the_years():
    assert starts(read(["x", "Nov-25", "Dec-25", "Jan-26"])) == ["251101", "251201", "260101"]
    assert starts(read(["x", "Jan-19", "Jan-26", "Feb-02"], year=2026)) == ["260119", "260126", "260202"]


@pytest.mark.parametrize(
    "header",
    [QUARTERS, ["1Q26", "2Q26", "3Q26", "4Q26"], ["I кв.", "II кв.", "III кв.", "IV кв."], ["T1", "T2", "T3", "T4"],
     ["1º tri", "2º tri", "3º tri", "4º tri"], ["第一季度", "第二季度", "第三季度", "第四季度"], ["1분기", "2분기", "3분기", "4분기"]],
)  # fmt: skip
def test_quarters(header):
    periods = read(["x", *header], year=2026)
    assert [p.unit for p in periods] == ["quarter"] * 4
    assert starts(periods) == ["260101", "260401", "260701", "261001"]


def test_letters_that_go_beyond_four_are_months():
    assert [p.unit for p in read(["x", *[f"T{n}" for n in range(1, 13)]])] == ["month"] * 12


def test_days_of_the_titles_month():
    periods = read(["Time", *range(1, 32), "Seconds"], above=[["Schedule, March 2026"]])
    assert len(periods) == 31
    assert (periods[30].unit, periods[30].start, periods[30].end) == (
        "day",
        date(2026, 3, 31),
        date(2026, 3, 31),
    )


def test_days_without_a_month_stay_without_dates():
    assert starts(read(["Time", *range(1, 32)], year=2026)) == [None] * 31


def test_hours():
    periods = read(["Site", *range(24), "Sum"])
    assert [p.hour for p in periods] == list(range(24))
    assert {p.unit for p in periods} == {"hour"}


def test_hours_as_clock_times():
    assert [p.hour for p in read(["Site", *[f"{h:02}:00-{h + 1:02}:00" for h in range(6, 12)]])] == list(
        range(6, 12)
    )


def test_days_of_several_months_are_no_hours():
    days = [date(2026, 1, 1) + timedelta(days=at) for at in range(60)]
    for form in ("%m-%d", "%d-%m"):
        periods = read(["Site", *[f"{day:{form}}" for day in days]], year=2026)
        assert [p.start for p in periods] == days, form


def test_hours_as_spans():
    assert [p.hour for p in read(["Site", *[f"{h}-{h + 1}" for h in range(6, 12)]])] == list(range(6, 12))


def test_numbers_that_count_on_over_months_are_calendar_weeks():
    top = ["Ch", "January", None, None, None, None, "February", None, None, None]
    periods = read(top, [None, *range(1, 10)], merges=[(1, 2, 6), (1, 7, 10)], year=2026)
    assert [p.unit for p in periods] == ["week"] * 9
    assert starts(periods)[:2] == ["251229", "260105"]


def test_numbers_seven_apart_under_months_are_mondays():
    top = ["Ch", "January 2026", None, None, None, "February 2026", None, None, None]
    periods = read(top, [None, 5, 12, 19, 26, 2, 9, 16, 23], merges=[(1, 2, 5), (1, 6, 9)])
    assert starts(periods)[3:5] == ["260126", "260202"]
    assert periods[3].end == date(2026, 2, 1)


def test_months_with_years_above_their_weeks():
    top = ["Ch", "Dec-25", None, "Jan-26", None]
    periods = read(top, [None, "W51", "W52", "W2", "W3"], merges=[(1, 2, 3), (1, 4, 5)])
    assert starts(periods) == ["251215", "251222", "260105", "260112"]


def test_weeks_counted_anew_in_each_month():
    top = ["Ch", "Jan", None, None, None, "Feb", None, None, None, "Total"]
    low = [None, "W1", "W2", "W3", "W4", "W1", "W2", "W3", "W4"]
    periods = read(top, low, merges=[(1, 2, 5), (1, 6, 9)], year=2026)
    assert starts(periods)[::4] == ["260105", "260202"]


def test_months_over_unnamed_columns_are_cut_into_weeks():
    top = ["Ch", "January", None, None, None, "February", None, None, None]
    periods = read(top, ["x"], merges=[(1, 2, 5), (1, 6, 9)], year=2026)
    assert [p.unit for p in periods] == ["week"] * 8
    assert starts(periods)[:2] == ["260105", "260112"]


def test_months_whose_merges_were_lost_are_cut_into_weeks():
    periods = read(["Ch", "Jan", None, None, None, "Feb", None, None, None, "Total"], year=2026)
    assert letters(periods) == "BCDEFGHI"


def test_months_with_few_blanks_between_keep_their_columns():
    assert letters(read(["Ch", "Jan", None, "Feb", None, "Mar"])) == "BDF"


def test_headings_reach_over_their_columns_beside_keys_merged_downwards():
    top = ["Ch", "Jan", None, "Feb", None, "Fee"]
    low = [None, 5, 12, 2, 9]
    grid = Grid("Plan 2026", [top, [*low, None], ["a", *[1] * 5]], (Merge(1, 1, 2, 1), Merge(1, 6, 2, 6)))
    assert starts(read_periods(grid, (1, 2), 3, 3, range(1, 7))) == ["260105", "260112", "260202", "260209"]


def test_months_weeks_and_dates_in_three_rows():
    top = ["Ch", "January", None, None, "February", None, None, "Margin"]
    middle = [None, *range(3, 9)]
    days = [None, *[datetime(2026, 1, 12) + timedelta(weeks=week) for week in range(6)]]
    periods = read(top, middle, days, merges=[(1, 2, 4), (1, 5, 7)])
    assert (letters(periods), starts(periods)[5], periods[5].unit) == ("BCDEFG", "260216", "week")


def test_plan_and_fact_under_each_month():
    periods = read(["Ch", "Jan plan", "Jan fact", "Feb plan", "Feb fact"])
    assert measures(periods) == [None, "spend", None, "spend"]


@pytest.mark.parametrize(
    ("heading", "measure"),
    [("2026", None), ("2026 NET MEDIA COST", "net_cost"), ("Impressions 2026", "planned_impressions")],
)
def test_a_year_in_a_heading_hides_no_measure(heading, measure):
    periods = read(["Line", heading, None, None], ["Line", "Jul", "Aug", "Sep"], merges=[(1, 2, 4)])
    assert {period.measure for period in periods} == {measure}


def test_a_heading_without_a_merge_reaches_over_its_columns():
    periods = read(["Ch", "2025", None, "2026", None], [None, "Nov", "Dec", "Jan", "Feb"])
    assert starts(periods) == ["251101", "251201", "260101", "260201"]


@pytest.mark.parametrize("header", [MONDAYS[:4], [datetime(2026, m, 1) for m in range(1, 5)]])
def test_date_cells(header):
    assert starts(read(["x", *header])) == [f"{day:%y%m%d}" for day in header]


def test_a_format_without_days_means_months():
    header = ["x", datetime(2026, 1, 1), datetime(2026, 3, 1)]
    assert [p.end for p in read(header, formats={(1, 2): "mmm-yy", (1, 3): "mmm-yy"})] == [
        date(2026, 1, 31),
        date(2026, 3, 31),
    ]


# ---------------------------------------------------------------- what the cells hold


def measures(periods):
    return [period.measure for period in periods]


def test_two_measures_under_each_month():
    top = ["Ch", "Jan", None, "Feb", None, "Total", None]
    low = [None, *["Budget", "Impressions"] * 3]
    periods = read(top, low, merges=[(1, 2, 3), (1, 4, 5), (1, 6, 7)], year=2026)
    assert letters(periods) == "BCDE"
    assert measures(periods) == ["planned_budget", "planned_impressions"] * 2


def test_a_total_under_a_month_is_no_period():
    top = ["Ch", "Jan", None, None, "Feb", None, None]
    low = [None, "W2", "W3", "Total", "W6", "W7", "Total"]
    assert letters(read(top, low, merges=[(1, 2, 4), (1, 5, 7)])) == "BCEF"


@pytest.mark.parametrize(
    ("above", "measure"),
    [
        ("Spots by week", "spots"),
        ("GRP", "grp"),
        ("Media", None),
        ("Total", None),
        ("Preis", None),
        ("Betrag (EUR)", "planned_budget"),
        ("Beløb", "net_cost"),
        ("费用", "net_cost"),
    ],
)
def test_a_heading_over_the_whole_run(above, measure):
    periods = read(["Ch", above, None, None], [None, "W1", "W2", "W3"], merges=[(1, 2, 4)])
    assert measures(periods) == [measure] * 3


def test_the_measure_in_the_header_itself():
    periods = read(["Ch", "Jan Budget", "Jan Clicks", "Feb Budget", "Feb Clicks"])
    assert measures(periods) == ["planned_budget", "clicks"] * 2


def test_plan_beside_fact():
    top = ["Ch", "Plan", None, "Fact", None]
    periods = read(top, [None, "Jan", "Feb", "Jan", "Feb"], merges=[(1, 2, 3), (1, 4, 5)])
    assert measures(periods) == [None, None, "spend", "spend"]


@pytest.mark.parametrize(
    ("body", "fills", "marks"),
    [
        ([["a", 100, None]], {}, False),
        ([["a", 1, 1]], {}, False),
        ([["a", None, None]], {}, False),
        ([["a", "-", "-"]], {}, False),
        ([["a", None, None]], {(2, 1): "EEEEEE", (2, 2): "EEEEEE", (2, 3): "EEEEEE"}, False),
        ([["a", 5, None]], {(2, 2): "FF0000"}, False),
        ([["a", "x", None]], {}, True),
        ([["a", "●", "●"]], {}, True),
        ([["a", None, None]], {(2, 2): "FF0000"}, True),
        ([["a", 1, None]], {(2, 2): "FF0000"}, True),
    ],
)
def test_marks(body, fills, marks):
    assert [p.marks for p in read(["Ch", "Jan", "Feb"], body=body, fills=fills)] == [marks] * 2


# ---------------------------------------------------------------- for who looks at single cells


@pytest.mark.parametrize("value", [None, "", "Channel", "Total", 5, 2026, 0.5, "14", "25%", "H1", "Budget 5"])
def test_names_no_time(value):
    assert not looks_like_period(value)


@pytest.mark.parametrize(
    "value", ["Jan", "W12", "5-11 Jan", "Q1", "08:00", "Янв. 2026", "3月", MONDAYS[0], "2026"]
)
def test_names_a_time(value):
    assert looks_like_period(value)


@pytest.mark.parametrize(
    ("values", "length"),
    [
        ([], 0),
        (["Channel", "Budget"], 0),
        ([1, 2, 3], 0),
        (["x", *range(1, 32)], 31),
        (["x", *range(24)], 24),
        (["x", *MONTHS], 12),
    ],
)
def test_a_run_of_times(values, length):
    grid = Grid("Plan", [values])
    cells = header_cells(grid, (1,), range(1, len(values) + 1))
    assert len(find_slots(grid, cells)) == length


@pytest.mark.parametrize("far", [date(9999, 12, 31), date(1900, 1, 1), datetime(9999, 12, 27), "31.12.9999"])
def test_a_day_that_no_plan_reaches_is_no_period(far):
    """Found by fuzzing: 9999, as databases write 'open', plus a week is no date any more."""
    periods = read(["line", *MONDAYS, far])
    assert [period.start for period in periods[:6]] == [monday.date() for monday in MONDAYS]
    assert all(period.start is None for period in periods[6:])


@pytest.mark.parametrize(
    ("names", "lines", "columns"),
    [
        # A third that adds up, one whose lines contradict, one that never falls below: amounts of their own.
        (["Plan", "Extra", "Mehr"], [[100, 90, 190], [50, 60, 110], [7, 2, 9]], "BCDEFG"),
        (["Plan", "Real", "Abs"], [[100, 90, -10], [50, 60, 11], [7, 2, -5]], "BCDEFG"),
        (["Plan", "Real", "Abs"], [[100, 90, 10], [70, 60, 10], [7, 2, 5]], "BCDEFG"),
        (["Plan", "Real", "Abs"], [[100, 90, -10], [50, 60, 10], [7, 2, -5]], "BCEF"),
        (["Abs", "Plan", "Real"], [[10, 100, 90], [-10, 50, 60], [5, 7, 2]], "CDFG"),
        (["Plan", "Real", "Var"], [[100, 90, 1], [50, 60, 2], [7, 2, 3]], "BCEF"),
    ],
)
def test_what_is_planned_less_what_was_paid_is_no_period(
    names: list[str], lines: list[list[float]], columns: str
) -> None:
    header = (["Line", "Jan 2026", None, None, "Feb 2026", None, None], [None, *names, *names])
    body = [["line", *line, *line] for line in lines]
    assert letters(read(*header, merges=[(1, 2, 4), (1, 5, 7)], body=body)) == columns


@pytest.mark.parametrize(
    ("header", "years", "first"),
    [
        ("Year", (2025, 2026), None),
        ("Built", (2025, 2025), date(2026, 1, 1)),
        ("Year", (2025, "all"), date(2026, 1, 1)),
        ("Year", (2025, 2025), date(2025, 1, 1)),
        ("Jahr", ("2025", "2025"), date(2025, 1, 1)),
    ],
)
def test_months_are_of_the_one_year_that_a_column_beside_them_has(header, years, first):
    body = [[year, 10, 20, 30] for year in years]
    assert read([header, *MONTHS[:3]], body=body, year=2026)[0].start == first


def test_months_with_years_of_their_own_need_none_beside_them():
    body = [[2020, 10, 20], [2021, 10, 20]]
    assert read(["Year", "Jan 2026", "Feb 2026"], body=body)[0].start == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("beside", "measure"),
    [(None, "net_cost"), ("Prime", "net_cost"), (40726.1, None), ("1,250.50", None), ("40 726,10", None)],
)
def test_a_title_over_a_column_with_numbers_is_that_columns_name(beside, measure):
    """Numbers are texts in a file of text, and where a planner typed them so."""
    times = ["CW 27", "CW 28", "CW 29"]
    header = ["Line", "Net cost", "July 2027", None, None]
    periods = read(header, [None, None, *times], body=[["a", beside, 1, 1, 1], ["b", beside, 1, 1, 1]])
    assert {period.measure for period in periods} == {measure}
