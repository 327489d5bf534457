"""Files with damage: found, or read right; never silently wrong. What is lost is said, and the damaged file stays."""

from __future__ import annotations

import errno
import os
import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from filelock import FileLock

from worker.document.manager import LLMMemoryManager
from worker.errors import FileProblem, MediaMapperError, MemoryProblem
from worker.memory.backup import backup, container, health, recover, rotation
from worker.shapes.mapping import Decision

KEY = "correct horse"
DAMAGES = 40
Damage = Callable[[bytearray, random.Random], None]


def flipped(held: bytearray, chance: random.Random) -> None:
    held[chance.randrange(len(held))] ^= 1 << chance.randrange(8)


def zeroed(held: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(held))
    held[at : at + 512] = bytes(len(held[at : at + 512]))


def shuffled(held: bytearray, chance: random.Random) -> None:
    one, other = (4096 * chance.randrange(max(1, len(held) // 4096)) for _ in range(2))
    held[one : one + 4096], held[other : other + 4096] = held[other : other + 4096], held[one : one + 4096]


def cut(held: bytearray, chance: random.Random) -> None:
    del held[chance.randrange(len(held)) :]


KINDS: list[Damage] = [flipped, zeroed, shuffled, cut]


def taught(folder: Path, key: str | None) -> list[object]:
    with LLMMemoryManager(folder, key) as memory:
        decisions = [Decision(f"Header {n}", f"field {n % 7}", "confirm") for n in range(120)]
        memory.store.decide(decisions, "anna")
        return told(memory)


def told(memory: LLMMemoryManager) -> list[object]:
    return [*memory.store.standings(), *memory.store.history(), *memory.audit_trail()]


@pytest.mark.parametrize("key", [None, KEY])
@pytest.mark.parametrize("damage", KINDS)
def test_a_damaged_memory_is_found_damaged_or_read_right(
    folder: Path, key: str | None, damage: Damage
) -> None:
    right = taught(folder, key)
    file = folder / "llm_memory.db"
    whole = file.read_bytes()
    kept = {path: path.read_bytes() for path in folder.iterdir()}
    found = 0
    for seed in range(DAMAGES):
        held = bytearray(whole)
        damage(held, random.Random(seed))
        for path in folder.iterdir():
            if path not in kept:
                path.unlink()
        for path, content in kept.items():
            path.write_bytes(content)
        file.write_bytes(held)
        try:
            with LLMMemoryManager(folder, key) as memory:
                read = told(memory)
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
    taught(folder, key)
    with LLMMemoryManager(folder, key) as memory:
        file = tmp_path / name
        if name.endswith("json"):
            memory.export_backup(file)
        else:
            container.write(memory.store.database, file, "2026-05-03")
        whole = file.read_bytes()
        before = told(memory)
        for seed in range(DAMAGES):
            held = bytearray(whole)
            damage(held, random.Random(seed))
            if bytes(held) == whole:
                continue
            file.write_bytes(held)
            with pytest.raises(MediaMapperError):
                memory.restore(file, force=True)
        assert told(memory) == before


@pytest.mark.parametrize("key", [None, KEY])
def test_a_damaged_memory_is_restored_by_itself_and_what_was_lost_is_said(
    folder: Path, key: str | None
) -> None:
    taught(folder, key)
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


def test_the_worker_looks_at_all_of_it_when_it_starts(folder: Path) -> None:
    taught(folder, KEY)
    with LLMMemoryManager(folder, KEY) as memory:
        assert memory.check_at_start(alone=True) is None
        memory.rotate_backups()
    held = bytearray((folder / "llm_memory.db").read_bytes())
    held[-2000] ^= 1  # opens as ever: only a look at every page finds it
    (folder / "llm_memory.db").write_bytes(held)
    with FileLock(folder / recover.WORKER_LOCK), LLMMemoryManager(folder, KEY) as memory:
        assert "nothing is lost" in (memory.check_at_start(alone=True) or "")
        assert memory.check_at_start(alone=True) is None


def test_beside_a_worker_nothing_is_replaced(folder: Path) -> None:
    taught(folder, None)
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
    taught(folder, key)
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
    taught(folder, key)
    with LLMMemoryManager(folder, key) as memory:
        memory.rotate_backups()
    (folder / "llm_memory.db").unlink()
    with LLMMemoryManager(folder, key) as memory:
        memory.restore()
        assert memory.recall("mappings", "Header 8")["field"] == "field 1"


def test_a_readable_backup_restores_a_damaged_memory(folder: Path, tmp_path: Path) -> None:
    right = taught(folder, None)
    with LLMMemoryManager(folder) as memory:
        memory.export_backup(tmp_path / "b.json")
    (folder / "llm_memory.db").write_bytes(b"\x55" * 20_000)
    with LLMMemoryManager(folder) as memory:
        memory.restore(tmp_path / "b.json")
        assert [*memory.store.standings(), *memory.store.history()] == right[:-1]
        assert memory.verify_audit().ok


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


def test_a_damaged_memory_is_not_backed_up_over_good_ones(folder: Path) -> None:
    taught(folder, KEY)
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
    right = taught(folder, key)
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
        assert told(memory) == right and good in before
    assert not list(folder.rglob(".*"))


def no_room(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_look_that_takes_too_long_says_so(
    memory: LLMMemoryManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory.store.decide([Decision(f"Header {n}", "fee", "confirm") for n in range(200)], "anna")
    monkeypatch.setattr(health, "_STEPS", 1)
    found = health.check(memory.store.database, seconds=0)
    assert (found.whole, found.finished) == (True, False)


def days(*offsets: int) -> set[date]:
    return {date(2026, 5, 31) - timedelta(days=offset) for offset in offsets}


@pytest.mark.parametrize(
    ("there", "wanted"),
    [
        (days(), days()),
        (days(0), days(0)),
        (days(*range(7)), days(*range(7))),
        (days(*range(60)), days(0, 1, 2, 3, 4, 5, 6, 7, 14, 21)),  # 31 May 2026 is a Sunday
        (days(0, 30, 60, 90, 120), days(0, 30, 60, 90, 120)),
        (days(-400, 0, 1), days(-400, 0, 1)),
    ],
)
def test_seven_days_and_four_weeks_stay(there: set[date], wanted: set[date]) -> None:
    assert rotation.wanted(there) == wanted


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
