"""The extra that a team's memory needs."""

from __future__ import annotations

from pathlib import Path

import pytest

from worker.errors import MemoryProblem
from worker.memory.store import MemoryStore
from worker.memory.team import driver
from worker.settings import Settings


@pytest.fixture
def missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driver, "MODULE", "no_such_driver")


@pytest.mark.usefixtures("missing")
def test_a_memory_of_ones_own_needs_none(tmp_path: Path) -> None:
    MemoryStore(Settings(tmp_path)).close()


@pytest.mark.usefixtures("missing")
def test_a_teams_names_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(MemoryProblem, match="not installed") as problem:
        MemoryStore(Settings(tmp_path, database_url="postgresql://team.example/memory"))
    assert "mediamapper[team]" in (problem.value.next_step or "")


def test_one_that_is_there_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driver, "MODULE", "json")
    driver.check()
