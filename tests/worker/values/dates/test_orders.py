"""The order of day, month and year in a column: what nothing decides stays open."""

from __future__ import annotations

from datetime import datetime

import pytest

from worker.values.dates.orders import column_order, is_undecided, order_within, with_weeks, with_years


@pytest.mark.parametrize(
    ("values", "order"),
    [
        ([], None),
        (["03/04/2026", "05/06/2026"], None),
        (["13/04/2026", "04/13/2026"], None),
        ([datetime(2026, 1, 5), 5, None, "TBD"], None),
        (["03/04/2026", "13/04/2026"], "dmy"),
        (["03/04/2026", "04/13/2026"], "mdy"),
        (["03.04.2026"], "dmy"),
        (["2026-01-05"], "ymd"),
        (["2026-01-05", "13/04/2026"], "dmy"),
        (["1/5", "1/19"], "mdy"),
        (["1/5/26 - 2/6/26"], None),
        (["1/1/26 - 3/31/26"], "mdy"),
        (["01/03/2026 au 31/03/2026"], "dmy"),
    ],
)
def test_the_order_of_a_column(values, order):
    assert column_order(values) == order


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["Wave 1", "Wave 2: from 03/04/2026"], None),
        (["Wave 1: 13/04/2026", "Wave 2: 04/13/2026"], None),
        (["Wave 1: 03/04/2026 to 05/06/2026", "Wave 2 of the second half: 13/07/2026"], "dmy"),
        (["Wave 1: 2026-04-03", "Wave 2: 04/13/2026"], "mdy"),
    ],
)
def test_the_order_of_dates_amid_words(texts, order):
    assert order_within(texts) == order


@pytest.mark.parametrize(
    ("values", "order"),
    [
        (["3.1-3.15", "3.1-3.7"], "mdy"),
        (["3.1-3.7", "3.8-3.10"], "dmy"),
        (["05.01.2026", "01/13/2026"], None),
        (["05.01-11.01", "19.01-25.01"], "dmy"),
    ],
)
def test_a_span_with_dots_that_can_only_be_month_first_decides_its_column(values, order):
    assert column_order(values) == order


@pytest.mark.parametrize(
    ("values", "order"),
    [
        (["5/1", "8/1"], None),
        (["Mon, 5/1", "Mon, 12/1"], None),
        (["03/04/2026 - 09/04/2026"], None),
        (["5/1 - 11/1"], None),
        (["1/2 - 3/4", "3/4 - 5/6"], None),
        (["Mon, 1/5", "Sat, 2/14"], "mdy"),
        (["1/5(月)", "2/14(土)"], "mdy"),
        (["دوشنبه 1/5", "شنبه 2/14"], "mdy"),
        (["lun, 5/1", "sáb, 14/2"], "dmy"),
        (["1. 5.", "2. 14."], "mdy"),
        (["1.5", "2.14"], "mdy"),
        (["1.5", "14.2"], "dmy"),
        (["1/5至1/8", "2/14至2/17"], "mdy"),
        (["26. 1. 5.", "26. 2. 14."], "ymd"),
        (["26.01.25", "26.02.25"], "dmy"),
        (["5/1 - 11/1", "2/2 - 8/2"], "dmy"),
        (["1/5 - 1/11", "2/2 - 2/8"], "mdy"),
        (["01/06/2026 - 07/06/2026", "08/06/2026 - 12/06/2026"], "dmy"),
    ],
)  # fmt: skip
def test_the_order_where_no_year_is_written_or_all_are_spans(values, order):
    assert column_order(values) == order


@pytest.mark.parametrize(
    "text", ["03/03/2026", "13/04/2026", "3.4.", "3.4.2026", "5 Jan", "5/5", "5/14", "300/250"]
)
def test_is_one_day_in_either_order(text):
    assert not is_undecided(text)


@pytest.mark.parametrize("text", ["03/04/2026", "5/1", "Mon 5/1", "5/1 - 11/1"])
def test_is_two_days_by_its_order(text):
    assert is_undecided(text)


@pytest.mark.parametrize(
    "texts", [["T8", "T10"], ["W8", "W17"], ["T8", "Q1"], ["S1", "S2"], [None, 5, "TBD"]]
)
def test_letters_that_number_what_they_do(texts):
    assert list(with_weeks(texts)) == texts


def test_a_letter_numbers_weeks_where_there_are_more_than_months():
    assert list(with_weeks(["T8", "T17 2026", None, "TBD", "T20"])) == ["W8", "T17 2026", None, "TBD", "T20"]


@pytest.mark.parametrize(
    ("texts", "year"),
    [
        (["Jan 26"], 2026),
        (["Jan 26", "Feb 9"], 2026),
        (["Jan 26", "Feb 23"], None),
        (["5 Jan 26", "9 Feb 26"], 2026),
        (["Jan 12", "Feb 12"], 2026),
        (["Wave 26", "Wave 27"], 2026),
    ],
)
def test_numbers_behind_months_that_are_days(texts, year):
    assert list(with_years(texts, texts, year)) == texts


@pytest.mark.parametrize(
    ("texts", "year", "expected"),
    [
        (["Nov 26", "Jan 27"], 2026, ["Nov '26", "Jan '27"]),
        (["янв. 26", "фев. 26"], None, ["янв '26", "фев '26"]),
        (["Mär 26", None, "TBD", "Apr 26"], 2026, ["Mär '26", None, "TBD", "Apr '26"]),
    ],
)
def test_numbers_behind_months_that_are_years(texts, year, expected):
    assert list(with_years(texts, texts, year)) == expected
