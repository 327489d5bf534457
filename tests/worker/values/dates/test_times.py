"""Which sort of time a text is."""

from __future__ import annotations

import pytest

from worker.values.dates.times import is_date, names_day, time_of


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("", None), ("Meta", None), ("12.5", None), ("Mars 24 bars", None), ("300x250", None), ("May 5 units", None),
        ("201296", None), ("20129", None), ("190486", None), ("201300", None), ("202401", "period"), ("2024q1", "period"), ("2024 1", "period"),
        ("2026-01-05", "day"), ("05/01/26", "day"), ("5.1.2026", "day"), ("5. 1. 2026", "day"), ("05.01.2026.", "day"), ("2026. 1. 5.", "day"), ("2026-01-05T10:00:00", "day"), ("5 Ocak 2026", "day"),
        ("5 января 2026 г.", "day"), ("2026年1月5日", "day"), ("ngày 5 tháng 1 năm 2026", "day"), ("January 5, 2026", "day"),
        ("18:30", "clock"), ("6:30 pm", "clock"),
        ("5-11 Jan 2026", "span"), ("July 1, 2000 to July 1, 2001", "span"),
        ("March", "period"), ("янв", "period"), ("Q3", "period"), ("KW 12", "period"), ("3月", "period"), ("01.03", "period"),
        ("2023/24", "period"), ("5 Jan", "period"), ("Jan 2026", "period"),
    ],
)  # fmt: skip
def test_a_time(text: str, time: str | None) -> None:
    assert time_of(text) == time


@pytest.mark.parametrize(
    "text",
    ["", "March", "KW 12", "Q1 2026", "12.5", "10/12", "12.2026", "2023/24", "12345678", "18:30", "100-200"],
)
def test_no_date(text: str) -> None:
    assert not is_date(text)


@pytest.mark.parametrize(
    "text",
    [
        "5 Jan",
        "Jan 2026",
        "3月",
        "2025.03",
        "20250301",
        "05/2026",
        "Mar-25",
        "01.02-05.02",
        "4.1〜4.30",
        "01/02/2026 - 05/02/2026",
        "1.2.26 evening",
    ],
)
def test_a_date(text: str) -> None:
    assert is_date(text)


@pytest.mark.parametrize("text", ["", "Media plan 2026", "Mai", "30 sec", "12.5", "x" * 61 + " 1 May 2026"])
def test_a_text_that_names_no_day(text: str) -> None:
    assert not names_day(text)


@pytest.mark.parametrize(
    "text", ["Keyword report (Jun 14, 2016)", "Bericht, 01.03.2026", "Планы на март 2026", "3月1日〜"]
)
def test_a_text_that_names_a_day(text: str) -> None:
    assert names_day(text)
