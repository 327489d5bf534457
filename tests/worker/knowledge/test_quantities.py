"""Units of size and words for each day, in headers of many languages."""

from __future__ import annotations

import pytest

from worker.knowledge.quantities import is_of_each_day, is_size


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
