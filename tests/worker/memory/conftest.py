from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.worker.memory.postgres import new_team, postgres, team_url
from worker.document.manager import LLMMemoryManager
from worker.memory import MemoryStore
from worker.settings import Settings
from worker.shapes.mapping import Decision, Scope

__all__ = ["postgres", "team_url"]
Decide = Callable[..., None]


def alone_and_in_a_team(request: pytest.FixtureRequest) -> str:
    """For a room whose tests hold for a memory of one's own and for a team's: the address that each is made with."""
    return new_team(request.getfixturevalue("postgres")) if request.param == "team" else ""


class Clock:
    """Starts on 3 May 2026 at noon, and a minute passes each time it is asked."""

    def __init__(self) -> None:
        self.now = datetime(2026, 5, 3, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A memory folder that does not exist yet."""
    return tmp_path / "llm_memory"


@pytest.fixture
def database_url() -> str:
    """The address of the team whose memory it is; a memory of one's own, where a room does not say otherwise."""
    return ""


@pytest.fixture
def settings(folder: Path, database_url: str) -> Settings:
    return Settings(memory_dir=folder, database_url=database_url)


@pytest.fixture
def store(settings: Settings) -> Iterator[MemoryStore]:
    with MemoryStore.open(settings, clock=Clock()) as opened:
        yield opened


@pytest.fixture
def says(store: MemoryStore) -> Decide:
    """One decision: `says("confirm", "Cost", "net_cost", client="Nike", times=3)`."""

    def decide(
        verdict: str,
        header: str,
        field: str | None,
        correct: str | None = None,
        *,
        by: str = "anna",
        weight: float = 1.0,
        times: int = 1,
        **scope: str,
    ) -> None:
        for _ in range(times):
            decision = Decision(header, field, verdict, correct, Scope(**scope))
            store.decide([decision], by, weight=weight)

    return decide


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def memory(folder: Path, clock: Clock) -> Iterator[LLMMemoryManager]:
    """A memory that nobody has taught anything."""
    with LLMMemoryManager(folder, clock=clock) as opened:
        yield opened
