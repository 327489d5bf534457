"""Dates and spans: what can't be, or can be read two ways, stays unread."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.values.dates.parsing import (
    day_before_word,
    from_number,
    parse_date,
    parse_range,
    span_within,
)


@pytest.mark.parametrize(
    "value",
    [
        None, "", "TBD", "n.a", "-", "14", "300x250", "18-24", "25%", "1,200", "v2", 46027, 12.5, True, time(8),
        "31.09.24", "30.02.2026", "2026-13-01", "00.01.2026", "31/04/2026", "29 Feb 2026", "0..08",
        "5 Jan", "12.01", "until 5 Jan 2026", "Jan 2026", "2026", "5 Brumaire 2026",
        "see the schedule of 5 January 2026 as agreed with the client and the agency in London",
    ],
)  # fmt: skip
def test_is_no_day(value):
    assert parse_date(value) is None


@pytest.mark.parametrize("text", ["03/04/2026", "3-4-26", "03/04/26"])
def test_a_date_that_reads_two_ways_waits_for_the_order_of_its_column(text):
    assert parse_date(text) is None
    assert parse_date(text, "dmy") == date(2026, 4, 3)
    assert parse_date(text, "mdy") == date(2026, 3, 4)


def test_the_order_of_the_column_is_not_bent_for_one_value():
    assert parse_date("13/04/2026", "mdy") is None


@pytest.mark.parametrize(
    "text",
    [
        "01/06/2026 – 28/06/2026 (4 settimane)",
        "01.06.2026 - 28.06.2026 (Yaz indirimleri)",
        "1-28 June 2026 (4 weeks)",
        "01.06.2026-28.06.2026 (4 недели)",
    ],
)
def test_a_remark_in_brackets_behind_a_span_is_no_part_of_it(text):
    assert parse_range(text, "dmy") == (date(2026, 6, 1), date(2026, 6, 28))


@pytest.mark.parametrize(
    "text",
    ["01.06.2026-28.06.2026, 3 Motive", "01.06.2026-28.06.2026 5 weeks", "1-28 June 2026 - 3 spots"],
)
def test_a_number_behind_a_span_that_is_not_its_length_is_something_else(text):
    assert parse_range(text, "dmy") is None


@pytest.mark.parametrize(
    "text",
    [
        "01.06.2026-28.06.2026, 4 Wochen",
        "01.06.2026 - 28.06.2026 / 28 Tage",
        "1 June - 28 June 2026, 1 month",
        "2026年6月1日~2026年6月28日 28日間",
        "1 juin au 28 juin 2026 - 4 semaines",
        "01.06.2026-28.06.2026, 4 нед.",
    ],
)
def test_a_span_may_have_its_length_behind_it(text):
    assert parse_range(text, "dmy") == span_within(text, "dmy") == (date(2026, 6, 1), date(2026, 6, 28))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Oct 5-26", None),
        ("Oct 5/12", None),
        ("Oct 5/26", date(2026, 10, 5)),
        ("Oct-5-26", date(2026, 10, 5)),
        ("okt 5/27", date(2027, 10, 5)),
    ],
)
def test_a_short_year_behind_a_month_and_a_day(text, day):
    assert parse_date(text, None, 2026) == day


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("26-30 Oct 2026", date(2026, 10, 26), date(2026, 10, 30)),
        ("26.-01.11.2026", date(2026, 10, 26), date(2026, 11, 1)),
        ("28-3 Jan 2027", date(2026, 12, 28), date(2027, 1, 3)),
        ("26 okt-01 noy 2026", date(2026, 10, 26), date(2026, 11, 1)),
        ("26 ოქტ - 1 ნოე 2026", date(2026, 10, 26), date(2026, 11, 1)),
    ],
)
def test_a_span_over_the_turn_of_a_month(text, first, last):
    assert parse_range(text) == (first, last)


def test_a_year_in_brackets_is_part_of_its_span():
    assert parse_range("1.6.-28.6. (2025)", "dmy", 2026) in (None, (date(2025, 6, 1), date(2025, 6, 28)))


@pytest.mark.parametrize(
    "text",
    [
        "5 Jan 2026", "Jan 5, 2026", "5th January 2026", "Mon 5 Jan 2026", "Monday, January 5th, 2026", "05-Jan-26",
        "2026-01-05", "2026-01-05T00:00:00Z", "2026-01-05 12:30", "05.01.2026", "5.1.26", "05.01.2026 00:00", "20260105",
        "2026/1/5", "5. Januar 2026", "5. Jänner 2026", "5 janvier 2026", "lundi 5 janvier 2026", "5 de enero de 2026",
        "5 gennaio 2026", "5 de janeiro de 2026", "5 januari 2026", "5 января 2026 г.", "5 янв. 2026", "5 січня 2026 р.",
        "5 stycznia 2026 r.", "5 Ocak 2026", "ngày 5 tháng 1 năm 2026", "2026年1月5日", "2026년 1월 5일", "5 يناير 2026",
        "٥ يناير ٢٠٢٦", "5. ledna 2026", "5. tammikuuta 2026", "5 Ιανουαρίου 2026", "5 ianuarie 2026", "2026. január 5.",
        "5\u00a0Jan\u00a02026",
    ],
)  # fmt: skip
def test_the_fifth_of_january_in_words_and_numbers(text):
    assert parse_date(text) == date(2026, 1, 5)


@pytest.mark.parametrize(
    ("value", "order", "year", "expected"),
    [
        (datetime(2026, 1, 5, 12), None, None, date(2026, 1, 5)),
        (date(2026, 1, 5), "mdy", 2020, date(2026, 1, 5)),
        ("5 Jan", None, 2026, date(2026, 1, 5)),
        ("29 Feb", None, 2028, date(2028, 2, 29)),
        ("12.01", None, 2026, date(2026, 1, 12)),
        ("12/01", "mdy", 2026, date(2026, 12, 1)),
        ("26-01-05", "ymd", None, date(2026, 1, 5)),
        ("12/31/2026", None, None, date(2026, 12, 31)),
        ("31.12.98", None, None, date(1998, 12, 31)),
        ("1er mars 2026", None, None, date(2026, 3, 1)),
        ("mar 5 ene 2027", None, None, date(2027, 1, 5)),
    ],
)
def test_one_day(value, order, year, expected):
    assert parse_date(value, order, year) == expected


@pytest.mark.parametrize(
    "text",
    [
        "18-24",
        "2026",
        "TBD",
        "31.09.24-05.10.24",
        "11.01.2026-05.01.2026",
        "03/04-04/05/2026",
        "S1 2026",
        "5-11",
    ],
)
def test_is_no_span(text):
    assert parse_range(text) is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("05.01-11.01", "01-05", "01-11"),
        ("5-11 Jan", "01-05", "01-11"),
        ("Jan 5-11, 2026", "01-05", "01-11"),
        ("5.-11.1.2026", "01-05", "01-11"),
        ("05.01.-11.01.2026", "01-05", "01-11"),
        ("2026-01-05 - 2026-01-11", "01-05", "01-11"),
        ("2026-01-05/2026-01-11", "01-05", "01-11"),
        ("from 5 January to 11 January 2026", "01-05", "01-11"),
        ("с 5 по 11 января 2026 г.", "01-05", "01-11"),
        ("від 5 до 11 січня", "01-05", "01-11"),
        ("du 5 au 11 janvier 2026", "01-05", "01-11"),
        ("del 5 al 11 de enero de 2026", "01-05", "01-11"),
        ("5 a 11 de janeiro de 2026", "01-05", "01-11"),
        ("dal 5 all'11 gennaio 2026", "01-05", "01-11"),
        ("vom 5. bis 11. Januar 2026", "01-05", "01-11"),
        ("od 5 do 11 stycznia 2026", "01-05", "01-11"),
        ("5 t/m 11 januari 2026", "01-05", "01-11"),
        ("1月5日至1月11日", "01-05", "01-11"),
        ("2026年1月5日~1月11日", "01-05", "01-11"),
        ("1월 5일~11일", "01-05", "01-11"),
        ("22.07-05.08.2026", "07-22", "08-05"),
        ("05/01/2026 - 31/01/2026", "01-05", "01-31"),
        ("Jan-Mar 2026", "01-01", "03-31"),
        ("Jan 2026", "01-01", "01-31"),
        ("Feb-26", "02-01", "02-28"),
        ("Feb'26", "02-01", "02-28"),
        ("02/2026", "02-01", "02-28"),
        ("2026-02", "02-01", "02-28"),
        ("февраль 2026", "02-01", "02-28"),
        ("tháng 2/2026", "02-01", "02-28"),
        ("2026年2月", "02-01", "02-28"),
        ("Q1 2026", "01-01", "03-31"),
        ("1Q26", "01-01", "03-31"),
        ("I кв. 2026", "01-01", "03-31"),
        ("1º trim. 2026", "01-01", "03-31"),
        ("2026年第一季度", "01-01", "03-31"),
        ("H2 2026", "07-01", "12-31"),
        ("W12 2026", "03-16", "03-22"),
        ("2026-W12", "03-16", "03-22"),
        ("KW 12/2026", "03-16", "03-22"),
        ("2026 год", "01-01", "12-31"),
        ("5 Jan 2026", "01-05", "01-05"),
    ],
)
def test_a_span_of_2026(text, first, last):
    expected = (date.fromisoformat(f"2026-{first}"), date.fromisoformat(f"2026-{last}"))
    assert parse_range(text, year=2026) == expected


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("29 Dec - 4 Jan", 2025),
        ("29.12-04.01.2026", None),
        ("29.12.2025-04.01", None),
        ("29.12.25-04.01.26", 1999),
    ],
)
def test_a_span_over_new_year(text, year):
    assert parse_range(text, year=year) == (date(2025, 12, 29), date(2026, 1, 4))


def test_a_span_without_a_year_waits_for_one():
    assert parse_range("5-11 Jan") is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1200, None), (True, None), ("46027", None), (20260732, None), (20260723.5, None), (18120624, None),
        (46027.0, date(2026, 1, 5)), (20260723, date(2026, 7, 23)), (20260723.0, date(2026, 7, 23)),
    ],
)  # fmt: skip
def test_numbers_are_days_on_request(value, expected):
    assert from_number(value) == expected


@given(st.dates(min_value=date(1970, 1, 1), max_value=date(2069, 12, 31)))
def test_every_day_is_read_as_it_was_written(day):
    assert parse_date(day.isoformat()) == day
    assert parse_date(f"{day:%d.%m.%y}") == day
    assert parse_date(f"{day:%m/%d/%Y}", "mdy") == day
    assert parse_date(f"{day:%d %B %Y}") == day
    assert parse_range(f"{day:%d.%m.%Y}-{day:%d.%m.%Y}") == (day, day)


@given(st.text(max_size=40))
def test_no_text_breaks_it(text):
    parse_date(text)
    parse_range(text, "dmy", 2026)


@pytest.mark.parametrize("text", ["4 weeks", "4 Wochen", "2 mois", "4 недели", "KW 60-62", "KW 40-43-44"])
def test_a_count_of_weeks_or_a_week_that_is_not_names_no_days(text):
    assert parse_range(text, year=2026) is None


@pytest.mark.parametrize(
    ("text", "year", "first", "last"),
    [
        ("KW 40-43", 2026, date(2026, 9, 28), date(2026, 10, 25)),
        ("KW 41/42", 2026, date(2026, 10, 5), date(2026, 10, 18)),
        ("KW40 & 41", 2026, date(2026, 9, 28), date(2026, 10, 11)),
        ("S40 à S43 2026", None, date(2026, 9, 28), date(2026, 10, 25)),
        ("нед. 40-43/2026", None, date(2026, 9, 28), date(2026, 10, 25)),
        ("KW 51-02", 2026, date(2026, 12, 14), date(2027, 1, 17)),
        ("W51 - W2 2027", None, date(2026, 12, 14), date(2027, 1, 17)),
        ("Q1/2 2026", None, date(2026, 1, 1), date(2026, 6, 30)),
        ("W12/26", 2026, date(2026, 3, 16), date(2026, 3, 22)),
    ],
)
def test_weeks_and_quarters_span_from_one_to_another(text, year, first, last):
    assert parse_range(text, year=year) == (first, last)


def test_what_could_be_a_year_or_a_week_is_a_year_while_none_is_known():
    assert parse_range("W12/26") == (date(2026, 3, 16), date(2026, 3, 22))
    assert parse_range("KW 40-43") is None


@pytest.mark.parametrize("text", ["02.03.2026\n08.03.2026", "02.03.2026 08.03.2026", "2 Mar 2026 8 Mar 2026"])
def test_two_days_without_a_sign_between_are_a_span(text):
    assert parse_range(text) == (date(2026, 3, 2), date(2026, 3, 8))


@pytest.mark.parametrize("text", ["1.2.3.4", "10.10.10.10", "2026 2027", "12 13", "1.25"])
def test_numbers_side_by_side_are_no_span(text):
    assert parse_range(text, year=2026) is None


@pytest.mark.parametrize(
    "text",
    ["1 month 2026", "2 months 2026", "1 month, 2026", "1 week 2026", "1 месяц 2026", "1 Monat 2026", "4주 2026", "4周 2026"],
)  # fmt: skip
def test_a_length_of_time_is_no_month_and_no_week(text):
    assert parse_range(text) is None
    assert parse_range(text, None, 2026) is None


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("1st month 2026", date(2026, 1, 1)),
        ("Month 1 2026", date(2026, 1, 1)),
        ("1-й месяц 2026", date(2026, 1, 1)),
        ("1. ay 2026", date(2026, 1, 1)),
        ("1월 2026", date(2026, 1, 1)),
        ("2026年1月", date(2026, 1, 1)),
        ("3rd week 2026", date(2026, 1, 12)),
        ("第3周 2026", date(2026, 1, 12)),
        ("3주차 2026", date(2026, 1, 12)),
        ("40 KW 2026", date(2026, 9, 28)),
        ("1 квартал 2026", date(2026, 1, 1)),
    ],
)
def test_a_number_with_a_sign_of_order_is_a_month_or_week(text, first):
    span = parse_range(text)
    assert span is not None
    assert span[0] == first


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Women 18-24", None),
        ("Daisy, June 2026", None),
        ("Daisy, 1 June 2026", None),
        ("1 June - 28 June 2026 or 1 July - 28 July 2026", None),
        ("Daisy, 1 June - 28 June 2026", (date(2026, 6, 1), date(2026, 6, 28))),
        ("(01.06.2026-28.06.2026) Daisy", (date(2026, 6, 1), date(2026, 6, 28))),
        ("1 June 2026 - 28 June 2026 (2 x 14 days)", (date(2026, 6, 1), date(2026, 6, 28))),
        ("Wave 2: 21/09/2026 to 04/10/2026", (date(2026, 9, 21), date(2026, 10, 4))),
        ("Phase 2 - 1-28 June 2026", (date(2026, 6, 1), date(2026, 6, 28))),
        ("Daisy 28.12.2026 – 10.01.2027, v2", (date(2026, 12, 28), date(2027, 1, 10))),
    ],
)
def test_the_one_span_of_days_amid_other_words(text, expected):
    assert span_within(text) == expected


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("5/3月", (date(2026, 3, 5), date(2026, 3, 5))),
        ("1月5-3月8日", (date(2026, 1, 5), date(2026, 3, 8))),
        ("3-5月", (date(2026, 3, 1), date(2026, 5, 31))),
        ("2026年1~3月", (date(2026, 1, 1), date(2026, 3, 31))),
        ("2026년 10~12월", (date(2026, 10, 1), date(2026, 12, 31))),
    ],
)
def test_a_mark_of_months_counts_for_both_ends(text, days):
    assert parse_range(text, None, 2026) == days


@pytest.mark.parametrize(
    "text", ["", "TBC 12 Sep", "12 Sep or 13 Sep", "12 spots a day", "5 Meta", "12 Sep is too late"]
)
def test_no_day_before_a_word(text: str) -> None:
    assert day_before_word(text, "dmy", 2026) is None


@pytest.mark.parametrize("text", ["9月10日発売", "10.09.2026 (ET)", "10/09 online", "10 Sep live"])
def test_a_day_before_a_word(text: str) -> None:
    assert day_before_word(text, "dmy", 2026) == date(2026, 9, 10)
