"""Files with damage: found, or read right; never silently wrong. What is lost is said, and the damaged file stays."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from filelock import FileLock

from tests.worker.memory.backup.contents import contents, fill
from tests.worker.memory.backup.damages import DAMAGES, KINDS, Damage
from worker.document.manager import LLMMemoryManager
from worker.errors import MediaMapperError, MemoryProblem
from worker.memory.backup import container, recover
from worker.shapes.mapping import Decision

KEY = "correct horse"


@pytest.mark.parametrize("key", [None, KEY])
@pytest.mark.parametrize("damage", KINDS)
def test_a_damaged_memory_is_found_damaged_or_read_right(
    folder: Path, key: str | None, damage: Damage
) -> None:
    right = fill(folder, key)
    file = folder / "llm_memory.db"
    whole = file.read_bytes()
    kept = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    found = 0
    for seed in range(DAMAGES):
        held = bytearray(whole)
        damage(held, random.Random(seed))
        for path in folder.rglob("*"):
            if path.is_file() and path not in kept:
                path.unlink()
        for path, content in kept.items():
            path.write_bytes(content)
        file.write_bytes(held)
        try:
            with LLMMemoryManager(folder, key) as memory:
                read = contents(memory)
        except MemoryProblem as problem:
            assert problem.next_step
            found += 1
        else:
            assert read == right, seed
    assert found > DAMAGES / 3  # or nothing was damaged


@pytest.mark.parametrize("key", [None, KEY])
@pytest.mark.parametrize("name", ["memory.backup", "memory.json"])
@pytest.mark.parametrize("damage", KINDS)
def test_a_damaged_backup_is_refused_and_changes_nothing(
    tmp_path: Path, folder: Path, key: str | None, name: str, damage: Damage
) -> None:
    fill(folder, key)
    with LLMMemoryManager(folder, key) as memory:
        file = tmp_path / name
        if name.endswith("json"):
            memory.export_backup(file)
        else:
            container.write(memory.store.database, file, "2026-05-03")
        whole = file.read_bytes()
        before = contents(memory)
        for seed in range(DAMAGES):
            held = bytearray(whole)
            damage(held, random.Random(seed))
            if bytes(held) == whole:
                continue
            file.write_bytes(held)
            with pytest.raises(MediaMapperError):
                memory.restore(file, force=True)
        assert contents(memory) == before


@pytest.mark.parametrize("key", [None, KEY])
def test_a_damaged_memory_is_restored_by_itself_and_what_was_lost_is_said(
    folder: Path, key: str | None
) -> None:
    fill(folder, key)
    with LLMMemoryManager(folder, key) as memory:
        memory.rotate_backups()
        memory.store.decide([Decision("Late", "fee", "confirm"), Decision("Later", "fee", "confirm")], "ben")
    (folder / "llm_memory.db").write_bytes(b"\x55" * 20_000)
    with LLMMemoryManager(folder, key) as memory:
        assert memory.recall("mappings", "Header 7")["field"] == "field 0"
        assert memory.recall("mappings", "Late") is None
        (notice,) = [n for n in memory.notices() if n.code == "memory-restored"]
        assert "2 decisions since then are lost" in notice.sentence
        assert memory.audit_trail(1)[0][2] == "restore"
        assert memory.verify_audit().ok
        memory.store.decide([Decision("Late", "fee", "confirm")], "ben")
    with LLMMemoryManager(folder, key) as memory:  # and whoever comes later is told too
        (later,) = [n for n in memory.notices() if n.code == "memory-restored"]
        assert "2 pieces of evidence lost" in later.sentence
    (kept,) = folder.glob("*.damaged-*")
    assert kept.read_bytes() == b"\x55" * 20_000 and kept.name in notice.sentence


def test_beside_a_worker_nothing_is_replaced(folder: Path) -> None:
    fill(folder, None)
    with LLMMemoryManager(folder) as memory:
        memory.rotate_backups()
    (folder / "llm_memory.db").write_bytes(b"\x55" * 20_000)
    with (
        FileLock(folder / recover.WORKER_LOCK),
        LLMMemoryManager(folder) as memory,
        pytest.raises(MemoryProblem) as caught,
    ):
        memory.recall("mappings", "Header 7")
    assert caught.value.code == "memory-damaged"
    assert (folder / "llm_memory.db").read_bytes() == b"\x55" * 20_000


@pytest.mark.parametrize("key", [None, KEY])
def test_wrong_key_damaged_and_missing_are_three_sentences(folder: Path, key: str | None) -> None:
    fill(folder, key)
    file = folder / "llm_memory.db"
    problems = []
    whole = file.read_bytes()
    before = sorted(path.name for path in folder.iterdir())
    for content, given in ((whole, "another"), (b"\x55" * 20_000, key), (None, key)):
        file.unlink() if content is None else file.write_bytes(content)
        with pytest.raises(MemoryProblem) as caught, LLMMemoryManager(folder, given) as memory:
            memory.recall("mappings", "Header 1")
        problems.append(caught.value)
        assert set(before) >= {path.name for path in folder.iterdir()} - {recover.WORKER_LOCK}
    assert [problem.code for problem in problems] == ["memory-key", "memory-damaged", "memory-missing"]
    assert len({problem.message for problem in problems}) == 3
    assert "120 pieces of evidence" in problems[2].message


@pytest.mark.parametrize("key", [None, KEY])
def test_a_missing_memory_comes_back_from_a_backup_when_asked_for(folder: Path, key: str | None) -> None:
    fill(folder, key)
    with LLMMemoryManager(folder, key) as memory:
        memory.rotate_backups()
    (folder / "llm_memory.db").unlink()
    with LLMMemoryManager(folder, key) as memory:
        memory.restore()
        assert memory.recall("mappings", "Header 8")["field"] == "field 1"


def test_a_readable_backup_restores_a_damaged_memory(folder: Path, tmp_path: Path) -> None:
    right = fill(folder, None)
    with LLMMemoryManager(folder) as memory:
        memory.export_backup(tmp_path / "b.json")
    (folder / "llm_memory.db").write_bytes(b"\x55" * 20_000)
    with LLMMemoryManager(folder) as memory:
        memory.restore(tmp_path / "b.json")
        assert [*memory.store.standings(), *memory.store.history()] == right[:-1]
        assert memory.verify_audit().ok
