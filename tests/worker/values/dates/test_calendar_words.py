"""Words around dates and periods."""

from __future__ import annotations

import pytest

from worker.values.dates.calendar_words import are_weekdays, measure_of, month_of, stands_apart, weekday_of


@pytest.mark.parametrize("word", ["total", "q", "format", "", "week"])
def test_is_no_month(word):
    assert month_of(word) is None


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("may", 5),
        ("янв", 1),
        ("листопад", 11),
        ("listopad", 11),
        ("fev", 2),
        ("marz", 3),
        ("agu", 8),
        ("十二月", 12),
        ("ogos", 8),
        ("disember", 12),
    ],
)
def test_months(word, number):
    assert month_of(word) == number


def test_weekdays_start_on_monday():
    assert [weekday_of(word) for word in ("mon", "вс", "sonntag")] == [1, 7, 7]


@pytest.mark.parametrize("text", ["", "Format", "Channel", "Jan", "Comment"])
def test_says_no_measure(text):
    assert measure_of(text) is None


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Budget (EUR)", "planned_budget"),
        ("Budget by week", "planned_budget"),
        ("Net Cost", "net_cost"),
        ("EUR gross", "gross_cost"),
        ("Показы", "planned_impressions"),
        ("Klicks", "clicks"),
        ("número de spots", "spots"),
        ("예산(원)", "planned_budget"),
        ("曝光量", "planned_impressions"),
        ("GRP's", "grp"),
        ("Menge", "planned_units"),
        ("Menge EUR", "planned_units"),
        ("Anzahl Klicks", "clicks"),
        ("Кол-во показов", "planned_impressions"),
    ],
)
def test_what_the_cells_hold(text, field):
    assert measure_of(text) == field


@pytest.mark.parametrize(
    ("text", "apart"), [("Jan", False), ("Budget", False), ("YTD", True), ("vs Feb", True), ("同比", True)]
)
def test_comparisons(text, apart):
    assert stands_apart(text) is apart


@pytest.mark.parametrize(
    ("texts", "are"),
    [
        ([], False),
        (["Mar"], False),
        (["Mar", "Abr"], False),
        (["T2", "T3", "T4"], False),
        (["T1", "T2", "CN"], False),
        (["CN"], False),
        (["lun", "mar", "mié"], True),
        (["Mo", "Di", "Mo", ""], False),
        (["T2", "T3", "T7", "CN", "T2"], True),
    ],
)
def test_weekdays_of_a_row(texts, are):
    assert are_weekdays(texts) is are
