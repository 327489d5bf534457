"""A memory that ages as told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from worker.document.manager import LLMMemoryManager
from worker.shapes.mapping import Decision

START = datetime(2026, 1, 5, 9, tzinfo=UTC)


class Calendar:
    """Stands still until it is told to go on."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def later(self, days: float) -> None:
        self.now += timedelta(days=days)


@pytest.fixture
def calendar() -> Calendar:
    return Calendar()


@pytest.fixture
def aging(folder: Path, calendar: Calendar) -> LLMMemoryManager:
    return LLMMemoryManager(folder, clock=calendar)


def confirm(memory: LLMMemoryManager, header: str, times: int = 1, verdict: str = "confirm") -> None:
    for _ in range(times):
        memory.store.decide([Decision(header, "net_cost", verdict)], "anna")
