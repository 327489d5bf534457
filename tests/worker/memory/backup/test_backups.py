"""The folder of backups."""

from __future__ import annotations

import errno
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.worker.memory.backup.contents import contents, fill
from worker.document.manager import LLMMemoryManager
from worker.errors import FileProblem, MemoryProblem
from worker.memory.backup import backup

KEY = "correct horse"


def test_a_damaged_memory_is_not_backed_up_over_good_ones(folder: Path) -> None:
    fill(folder, KEY)
    with LLMMemoryManager(folder, KEY) as memory:
        good = memory.rotate_backups()
        held = good.read_bytes()
    content = bytearray((folder / "llm_memory.db").read_bytes())
    content[-2000] ^= 1
    (folder / "llm_memory.db").write_bytes(content)
    with LLMMemoryManager(folder, KEY) as memory:
        with pytest.raises(MemoryProblem, match="No backup was made"):
            memory.rotate_backups()
        assert good.read_bytes() == held


@pytest.mark.parametrize("key", [None, KEY])
def test_a_full_disk_leaves_the_older_backups_and_the_memory(
    folder: Path, key: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = fill(folder, key)
    with LLMMemoryManager(folder, key) as memory:
        good = memory.rotate_backups()
        before = {path: path.read_bytes() for path in (folder / "backups").iterdir()}
        with monkeypatch.context() as full:
            full.setattr(os, "fsync", no_room)
            with pytest.raises(FileProblem, match="No space left"):
                memory.rotate_backups()
            with pytest.raises(FileProblem, match="No space left"):
                backup.export(memory.store.database, folder / "b.json", "2026-05-03")
        assert {path: path.read_bytes() for path in (folder / "backups").iterdir()} == before
        assert contents(memory) == right and good in before
    assert not list(folder.rglob(".*"))


def no_room(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("key", [None, KEY])
def test_backups_rotate(folder: Path, key: str | None) -> None:
    now = datetime(2026, 5, 1, 9, tzinfo=UTC)
    with LLMMemoryManager(folder, key) as memory:
        memory.remember("mappings", "Zebra", "fee")
        for day in range(40):
            path = memory.rotate_backups(now + timedelta(days=day))
        assert path in (folder / "backups").iterdir()
        assert len(list((folder / "backups").iterdir())) == 9
        assert (b"Zebra" in path.read_bytes()) == (key is None)
        back = memory.rotate_backups(now - timedelta(days=400))  # a clock that went back
        assert back.exists() and len(list((folder / "backups").iterdir())) == 10
