"""Keys come, change and go; whatever happens in between, the memory is whole and has the old key or the new one."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock
from sqlcipher3 import dbapi2

from tests.systems import links, was_killed
from tests.worker.memory.keys.marked_memory import MARK, field_of_mark, files_with_mark, remember_mark
from worker.document.manager import LLMMemoryManager
from worker.errors import MemoryProblem
from worker.memory.backup.recover import WORKER_LOCK
from worker.memory.keys import keys, rekey

OLD, NEW = "correct horse", "battery staple"


@pytest.mark.parametrize(("old", "new"), [(None, NEW), (OLD, NEW), (OLD, None), (OLD, OLD)])
def test_what_was_known_is_known_under_the_new_key(folder: Path, old: str | None, new: str | None) -> None:
    remember_mark(folder, old)
    done = rekey.rekey(folder, new, old=old)
    assert (done.encrypted, done.backups, done.wiped) == (new is not None, 1, True)
    assert field_of_mark(folder, new) == "net_cost"
    assert bool(files_with_mark(folder)) == (new is None)
    assert not [file for file in folder.rglob("*") if file.name.endswith((".old", ".part"))]
    for wrong in {old, "another", None} - {new}:
        with pytest.raises(MemoryProblem) as caught:
            field_of_mark(folder, wrong)
        assert caught.value.code == "memory-key"


@pytest.mark.parametrize(("old", "new"), [(None, NEW), (OLD, NEW), (OLD, None)])
def test_a_backup_made_before_opens_with_the_new_key(folder: Path, old: str | None, new: str | None) -> None:
    remember_mark(folder, old)
    rekey.rekey(folder, new, old=old)
    (folder / "llm_memory.db").write_bytes(b"\x55" * 9000)
    with LLMMemoryManager(folder, new) as memory:
        memory.restore()
        assert memory.recall("mappings", MARK.decode())["field"] == "net_cost"


def test_mirrors_and_cache_of_the_plain_memory_are_gone_and_other_readable_files_named(folder: Path) -> None:
    with LLMMemoryManager(folder) as memory:
        memory.remember("mappings", MARK.decode(), "net_cost")
        memory.export_backup(folder / "weekly_backup.json")
        memory.memory_folder.answers("llm").put("question", MARK.decode())
    done = rekey.rekey(folder, NEW)
    assert [file.name for file in done.readable] == ["weekly_backup.json"]
    assert files_with_mark(folder) == ["weekly_backup.json"]


def test_a_memory_in_use_keeps_its_key(folder: Path) -> None:
    remember_mark(folder, None)
    with FileLock(folder / WORKER_LOCK), pytest.raises(MemoryProblem, match="worker") as caught:
        rekey.rekey(folder, NEW)
    assert caught.value.code == "memory-busy"
    other = dbapi2.connect(str(folder / "llm_memory.db"), isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM lesson").fetchone()
    with pytest.raises(MemoryProblem) as caught:
        rekey.rekey(folder, NEW)
    other.close()
    assert caught.value.code == "memory-busy" and field_of_mark(folder, None) == "net_cost"


def test_a_full_disk_keeps_the_old_key(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    remember_mark(folder, OLD)

    def no_room(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr(os, "fsync", no_room)
        with pytest.raises(MemoryProblem, match="no room left"):
            rekey.rekey(folder, NEW, old=OLD)
    assert field_of_mark(folder, OLD) == "net_cost"
    assert not list(folder.rglob(".*"))


@pytest.mark.parametrize("wrong", ["another", None])
def test_without_the_present_key_nothing_changes(folder: Path, wrong: str | None) -> None:
    remember_mark(folder, OLD)
    keys.forget()
    before = {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}
    with pytest.raises(MemoryProblem):
        rekey.rekey(folder, NEW, old=wrong)
    before[WORKER_LOCK] = b""
    assert {f.name: f.read_bytes() for f in folder.iterdir() if f.is_file()} in (
        before,
        {name: held for name, held in before.items() if name != WORKER_LOCK},
    )


def test_where_nothing_is_there_is_nothing_to_encrypt(folder: Path) -> None:
    with pytest.raises(MemoryProblem, match="no memory") as caught:
        rekey.rekey(folder, NEW)
    assert caught.value.code == "memory-missing" and not folder.exists()


# Each is a moment at which the process dies, by its own hand so that it is always the same one.
MOMENTS = [
    "worker.memory.database.sqlite.storage.attach",
    "worker.memory.keys.rekey._compare",
    "worker.memory.keys.keys.write_entries",
    "worker.memory.keys.rekey._linked",
    "os.replace",
    "worker.memory.database.files.settle",
    "worker.memory.keys.rekey.wipe",
    "worker.memory.keys.rekey._backups",
    "worker.memory.backup.container.rewrap",
    "worker.memory.keys.rekey._forget_copies",
    "worker.memory.keys.rekey._tell",
]
DIE = """
import importlib, os, sys
from pathlib import Path
from worker.memory.keys import rekey
folder, old, new, name = sys.argv[1:]
module, _, attribute = name.rpartition(".")
def die(*_, **__):
    os.kill(os.getpid(), 9)
for place in (importlib.import_module(module), rekey):
    if hasattr(place, attribute):
        setattr(place, attribute, die)
rekey.rekey(Path(folder), new or None, old=old or None)
"""


@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_at_any_moment_it_has_one_key_and_is_whole(folder: Path, moment: str) -> None:
    remember_mark(folder, None)
    done = subprocess.run(
        [sys.executable, "-c", DIE, str(folder), "", NEW, moment], capture_output=True, text=True, check=False
    )
    assert was_killed(done.returncode), done.stderr
    key = None if rekey.plain(folder) else NEW
    assert field_of_mark(folder, key) == "net_cost"
    rekey.rekey(folder, OLD, old=key)
    assert field_of_mark(folder, OLD) == "net_cost"
    assert not (folder / "llm_memory.db.old").exists() and files_with_mark(folder) == []
    entries = json.loads((folder / keys.SALT_FILE).read_text("utf-8"))
    assert "others" not in entries and os.listdir(folder / "backups")


@links
@pytest.mark.parametrize("of_folder", [True, False])
def test_behind_a_link_nothing_stays_readable(tmp_path: Path, of_folder: bool) -> None:
    elsewhere, folder = tmp_path / "elsewhere", tmp_path / "memory"
    remember_mark(elsewhere, None)
    if of_folder:
        folder.symlink_to(elsewhere)
    else:
        for path in list(elsewhere.glob("backups/*")):
            path.unlink()
        folder.mkdir()
        for path in [path for path in elsewhere.iterdir() if path.is_file() and path.name != "llm_memory.db"]:
            path.rename(folder / path.name)
        (folder / "llm_memory.db").symlink_to(elsewhere / "llm_memory.db")
    rekey.rekey(folder, NEW)
    assert files_with_mark(elsewhere) == []
    assert field_of_mark(folder, NEW) == "net_cost"
