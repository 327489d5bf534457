"""The length of a spot."""

from __future__ import annotations

import pytest

from worker.values.durations import seconds_in


@pytest.mark.parametrize(
    "text", ["", "30", "30 m", "30 days", "Q1", "1:75", "30 s spot", "s 30", "30 s 1 min", "1/2"]
)
def test_no_length(text: str) -> None:
    assert seconds_in(text) is None


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        (":30", 30.0), (":60", 60.0), ("0:30", 30.0), ("1:15", 75.0), ("00:00:30", 30.0),
        ('30"', 30.0), ("30''", 30.0), ("30″", 30.0), ("0'30\"", 30.0), ("1'30", 90.0), ("5'", 300.0),
        ("30 сек", 30.0), ("30 сек.", 30.0), ("30s", 30.0), ("30-sec", 30.0), ("12,5 s", 12.5), ("30秒", 30.0), ("30초", 30.0),
        ("1 min", 60.0), ("1 мин 30 сек", 90.0), ("20 giây", 20.0), ("15 sn.", 15.0), ("20 Sekunden", 20.0),
    ],
)  # fmt: skip
def test_a_length(text: str, seconds: float) -> None:
    assert seconds_in(text) == seconds
