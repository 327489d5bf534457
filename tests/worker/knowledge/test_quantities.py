"""Units of size and words for each day, in headers of many languages."""

from __future__ import annotations

import pytest

from worker.knowledge.quantities import days_of_each, is_of_each_day, is_size


@pytest.mark.parametrize(
    "header",
    [
        "Programmatic", "Impresiones (miles)", "Sqm Digital", "Minimum", "cm campaign", "Team", "Plan m",
        "Показы, млн", "Media", "TV (Mio.)", "Gram",
    ],
)  # fmt: skip
def test_other_words_are_no_size(header):
    assert not is_size(header)


@pytest.mark.parametrize(
    "header",
    [
        "H (ft)", "Ht (cm)", "Sq.cm", "Col/W (cm)", "Height in mm", "Col x mm", "M²", "Fläche qm", "Площадь, кв. м", "T (m)",
        "面积(㎡)", "高(米)", "สูง (ซม.)", 'גובה (ס"מ)', "المساحة (م2)", "Rate / sq.cm", "Distance km",
    ],
)  # fmt: skip
def test_a_unit_of_size_is_read_at_the_end_and_in_brackets(header):
    assert is_size(header)


@pytest.mark.parametrize(
    "header",
    ["Days", "No. of days", "Daypart", "1月1日(日)", "Tage", "Start/Ende", "日期", "Stunden", "Holiday"],
)
def test_days_alone_are_not_of_each_day(header):
    assert not is_of_each_day(header)


@pytest.mark.parametrize(
    "header",
    [
        "Spots per day", "Plays/hr", "Daily plays", "Ausstrahlungen/Std.", "Einbl./Tag", "Passages par jour", "Выходов в час", "Показов в сутки",
        "次/天", "1日放映回数", "일 송출횟수", "Emit./dan", "Toistot/pv", "ครั้ง/วัน", "שידורים ליום",
    ],
)  # fmt: skip
def test_what_is_of_each_day_or_hour_is_known(header):
    assert is_of_each_day(header)


@pytest.mark.parametrize(
    "header",
    [
        "Budget",
        "Month",
        "Budget March",
        "Weeks",
        "Monat",
        "Budget 3 months",
        "Total months",
        "Fortnight",
        "月",
        "Mês",
    ],
)
def test_other_amounts_are_of_no_period(header):
    assert days_of_each(header) is None


@pytest.mark.parametrize(
    ("header", "days"),
    [
        ("Daily budget", 1), ("Budget/jour", 1), ("日预算每天", 1), ("Monthly_Budget_USD", 31),
        ("Weekly budget", 7), ("Wochenbudget", 7), ("Kosten / KW", 7), ("Budget par semaine", 7), ("Бюджет в неделю", 7), ("週予算", 7),
        ("Budget/month", 31), ("Cost per month", 31), ("Monatsbudget €", 31), ("Budget mensuel", 31), ("Inversión mensual", 31),
        ("Aylık bütçe", 31), ("月額予算", 31), ("月预算", 31), ("Maandbudget", 31), ("Budżet miesięczny", 31),
    ],
)  # fmt: skip
def test_what_is_of_each_period_is_known(header, days):
    assert days_of_each(header) == days
