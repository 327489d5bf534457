"""Which days' backups stay."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from worker.memory.backup import rotation


def days(*offsets: int) -> set[date]:
    return {date(2026, 5, 31) - timedelta(days=offset) for offset in offsets}


@pytest.mark.parametrize(
    ("there", "days"),
    [
        (days(), days()),
        (days(0), days(0)),
        (days(*range(7)), days(*range(7))),
        (days(*range(60)), days(0, 1, 2, 3, 4, 5, 6, 7, 14, 21)),  # 31 May 2026 is a Sunday
        (days(0, 30, 60, 90, 120), days(0, 30, 60, 90, 120)),
        (days(-400, 0, 1), days(-400, 0, 1)),
    ],
)
def test_seven_days_and_four_weeks_stay(there: set[date], days: set[date]) -> None:
    assert rotation.days_to_keep(there) == days
