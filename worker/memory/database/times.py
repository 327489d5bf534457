"""Times as the memory stores them: UTC in ISO 8601, to the millisecond, so that texts sort as their times do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


def text_of(moment: datetime) -> str:
    """The stored form of *moment*."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")
