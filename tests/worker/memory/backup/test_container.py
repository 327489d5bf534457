"""A backup in its container: whole, or refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.worker.memory.backup.contents import fill
from worker.document.manager import LLMMemoryManager
from worker.errors import MemoryProblem

KEY = "correct horse"


def test_an_encrypted_backup_is_restored_elsewhere_with_its_key_only(folder: Path, tmp_path: Path) -> None:
    right = fill(folder, KEY)
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
