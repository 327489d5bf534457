"""Stored times sort as texts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from worker.memory.database import times

NOON = datetime(2026, 5, 3, 12, 0, 0, 1000, tzinfo=UTC)
TOKYO = timezone(timedelta(hours=9))


@pytest.mark.parametrize("moment", [NOON, NOON.astimezone(TOKYO)])
def test_a_moment_has_one_text_wherever_it_is_told(moment: datetime) -> None:
    assert times.text_of(moment) == "2026-05-03T12:00:00.001+00:00"


def test_texts_sort_as_their_times_do() -> None:
    moments = [NOON + timedelta(milliseconds=step) for step in (0, 1, 999, 60_000)]
    assert sorted(map(times.text_of, reversed(moments))) == [times.text_of(moment) for moment in moments]


def test_the_clock_of_the_system_is_in_utc() -> None:
    assert times.system_clock().utcoffset() == timedelta(0)
