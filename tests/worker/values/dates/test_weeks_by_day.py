"""Weeks that are called by one of their days."""

from __future__ import annotations

import pytest

from worker.values.dates.parsing import parse_range, span_within
from worker.values.dates.weeks_by_day import named_week


@pytest.mark.parametrize(
    "text",
    ["", "6 July 2026", "Week 17-20", "Week 2 July", "6 weeks", "WC", "Total W/C", "Semaine du client"],
)
def test_no_day_calls_a_week(text: str) -> None:
    named = named_week(text)
    assert named is None or parse_range(named.day, None, 2026) is None


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("W/C 6 July 2026", ("2026-07-06", "2026-07-12")),
        ("wc 6 Jul", ("2026-07-06", "2026-07-12")),
        ("Week commencing 6 July 2026", ("2026-07-06", "2026-07-12")),
        ("Week of July 6, 2026", ("2026-07-06", "2026-07-12")),
        ("Week ending 12 July 2026", ("2026-07-06", "2026-07-12")),
        ("W/E 12 July", ("2026-07-06", "2026-07-12")),
        ("Semaine du 6 juillet 2026", ("2026-07-06", "2026-07-12")),
        ("Woche ab 6. Juli 2026", ("2026-07-06", "2026-07-12")),
        ("Неделя с 6 июля", ("2026-07-06", "2026-07-12")),
        ("6 Temmuz haftası", ("2026-07-06", "2026-07-12")),
        ("7月6日の週", ("2026-07-06", "2026-07-12")),
        ("Medway Sound - W/C 6 July", ("2026-07-06", "2026-07-12")),
    ],
)
def test_a_day_calls_a_week(text: str, days: tuple[str, str]) -> None:
    span = parse_range(text, None, 2026) or span_within(text, None, 2026)
    assert span is not None
    assert tuple(map(str, span)) == days
