"""A backup in its container: whole, or refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from worker.document.manager import LLMMemoryManager
from worker.errors import MemoryProblem
from worker.shapes.mapping import Decision

KEY = "correct horse"


def taught(folder: Path, key: str | None) -> list[object]:
    with LLMMemoryManager(folder, key) as memory:
        decisions = [Decision(f"Header {n}", f"field {n % 7}", "confirm") for n in range(120)]
        memory.store.decide(decisions, "anna")
        return told(memory)


def told(memory: LLMMemoryManager) -> list[object]:
    return [*memory.store.standings(), *memory.store.history(), *memory.audit_trail()]


def test_an_encrypted_backup_is_restored_elsewhere_with_its_key_only(folder: Path, tmp_path: Path) -> None:
    right = taught(folder, KEY)
    with LLMMemoryManager(folder, KEY) as memory:
        file = memory.export_backup(tmp_path / "weekly_backup.json")
        assert not (folder / "mappings.json").exists()
    assert b"Header" not in file.read_bytes() and b"anna" not in file.read_bytes()
    with LLMMemoryManager(tmp_path / "same", KEY) as memory:
        memory.restore(file)
        assert [*memory.store.standings(), *memory.store.history()] == right[:-1]
    with LLMMemoryManager(tmp_path / "other", "another") as memory:
        with pytest.raises(MemoryProblem, match="another key"):
            memory.restore(file)
        assert memory.store.standings() == []
