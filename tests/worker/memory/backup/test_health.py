"""How a memory is looked at."""

from __future__ import annotations

from pathlib import Path

import pytest
from filelock import FileLock

from tests.worker.memory.backup.contents import fill
from worker.document.manager import LLMMemoryManager
from worker.memory.backup import health, recover
from worker.shapes.mapping import Decision

KEY = "correct horse"


def test_the_worker_looks_at_all_of_it_when_it_starts(folder: Path) -> None:
    fill(folder, KEY)
    with LLMMemoryManager(folder, KEY) as memory:
        assert memory.check_at_start(alone=True) is None
        memory.rotate_backups()
    held = bytearray((folder / "llm_memory.db").read_bytes())
    held[-2000] ^= 1  # opens as ever: only a look at every page finds it
    (folder / "llm_memory.db").write_bytes(held)
    with FileLock(folder / recover.WORKER_LOCK), LLMMemoryManager(folder, KEY) as memory:
        assert "nothing is lost" in (memory.check_at_start(alone=True) or "")
        assert memory.check_at_start(alone=True) is None


def test_a_look_that_takes_too_long_says_so(
    memory: LLMMemoryManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory.store.decide([Decision(f"Header {n}", "fee", "confirm") for n in range(200)], "anna")
    monkeypatch.setattr(health, "_STEPS", 1)
    found = health.check(memory.store.database, seconds=0)
    assert (found.whole, found.finished) == (True, False)
