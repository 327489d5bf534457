"""The file in trouble: one sentence, a next step, and nothing half-written."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from worker.errors import MemoryProblem
from worker.memory import MemoryStore
from worker.settings import Settings
from worker.shapes.mapping import Decision
from worker.shapes.memory import Statement

Says = Callable[..., None]
KEY = bytes(range(32))


def recall(folder: Path, key: bytes | None = None) -> object:
    with MemoryStore.open(Settings(memory_dir=folder), key=key) as store:
        return store.recall("Cost")


def decide(store: MemoryStore) -> None:
    store.decide([Decision("Fee", "fee", "confirm")], "anna")


@pytest.fixture
def file(store: MemoryStore, says: Says, folder: Path) -> Path:
    """A memory that knows 'Cost', closed."""
    says("confirm", "Cost", "net_cost")
    store.close()
    return folder / "llm_memory.db"


def test_a_blank_file_is_an_empty_memory_and_stays_blank(folder: Path) -> None:
    folder.mkdir()
    (folder / "llm_memory.db").touch()
    assert recall(folder) is None
    with MemoryStore.open(Settings(memory_dir=folder)) as store:
        assert (store.summary().mappings, store.revision(), store.standings()) == (0, 0, [])
        assert (folder / "llm_memory.db").stat().st_size == 0 or not _tables(folder / "llm_memory.db")
        decide(store)
        assert store.recall("Fee") is not None


def test_a_store_opened_before_the_memory_exists_sees_it_later(settings: Settings) -> None:
    with MemoryStore.open(settings) as early, MemoryStore.open(settings) as writer:
        assert early.recall("Fee") is None
        decide(writer)
        assert early.recall("Fee") is not None


def test_a_closed_store_opens_again(file: Path, store: MemoryStore) -> None:
    assert store.recall("Cost") is not None


def test_the_settings_that_keep_decisions(file: Path, store: MemoryStore) -> None:
    with store._database.reading() as connection:
        found = {
            name: connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "busy_timeout", "foreign_keys", "secure_delete")
        }
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "busy_timeout": 5000,
        "foreign_keys": 1,
        "secure_delete": 1,
    }


@pytest.mark.parametrize("content", [b"not a database, " * 512, b"SQLite format 3\x00" + b"\xff" * 4096])
def test_something_else_under_its_name(folder: Path, content: bytes) -> None:
    folder.mkdir()
    (folder / "llm_memory.db").write_bytes(content)
    with pytest.raises(MemoryProblem, match="restore") as caught:
        recall(folder)
    assert caught.value.code == "memory-damaged"
    assert (folder / "llm_memory.db").read_bytes() == content


def test_a_damaged_page(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[4096:] = b"\x55" * (len(content) - 4096)
    file.write_bytes(content)
    with pytest.raises(MemoryProblem, match="damaged"):
        recall(file.parent)


def test_a_database_of_another_program(folder: Path) -> None:
    folder.mkdir()
    other = dbapi2.connect(str(folder / "llm_memory.db"))
    other.execute("CREATE TABLE songs (name TEXT)")
    other.close()
    with pytest.raises(MemoryProblem, match="no memory of MediaMapper"):
        recall(folder)


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "plan.xlsx").touch()
    with pytest.raises(MemoryProblem, match="is a file, not a memory folder"):
        recall(tmp_path / "plan.xlsx")


def test_a_file_that_is_a_folder(folder: Path) -> None:
    (folder / "llm_memory.db").mkdir(parents=True)
    with pytest.raises(MemoryProblem, match="is a folder"):
        recall(folder)


def test_a_folder_that_can_not_be_made(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(MemoryProblem, match="Permission denied") as caught:
        MemoryStore.open(settings, create=True)
    assert caught.value.code == "memory-folder"


def test_a_read_only_memory_answers_and_refuses_to_learn(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = sorted(found.name for found in file.parent.iterdir())
    monkeypatch.setattr(
        os, "access", lambda *_: False
    )  # the tests may run as somebody who may write anything
    with MemoryStore.open(Settings(memory_dir=file.parent)) as store:
        assert store.recall("Cost") is not None
        with pytest.raises(MemoryProblem, match="can only be read") as caught:
            decide(store)
        assert caught.value.code == "memory-read-only"
    assert sorted(found.name for found in file.parent.iterdir()) == before


def test_a_full_disk_keeps_nothing_of_the_step(file: Path, store: MemoryStore) -> None:
    before = store.standings()
    with store._database.reading() as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(MemoryProblem, match="no room left") as caught:
        store.remember([Statement(f"Header {n} {'x' * 400}", "fee") for n in range(200)], "anna")
    assert caught.value.code == "memory-full"
    assert store.standings() == before
    with store._database.reading() as connection:
        connection.execute("PRAGMA max_page_count = 100000")
    decide(store)
    assert store.recall("Fee") is not None


def test_a_memory_that_somebody_else_writes_to(file: Path, store: MemoryStore) -> None:
    store._database._busy_seconds = 0.05
    other = dbapi2.connect(str(file), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert store.recall("Cost") is not None
    with pytest.raises(MemoryProblem, match="by another program") as caught:
        decide(store)
    assert caught.value.code == "memory-busy"
    other.execute("ROLLBACK")
    other.close()
    decide(store)


def test_a_step_reads_only_once_others_can_not_write(file: Path, store: MemoryStore) -> None:
    other = dbapi2.connect(str(file), isolation_level=None, timeout=0)
    with store._database.writing(), pytest.raises(dbapi2.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    other.close()


def test_with_a_key_nothing_is_readable_without_it(folder: Path) -> None:
    with MemoryStore.open(Settings(memory_dir=folder), key=KEY) as store:
        store.decide([Decision("Cost", "net_cost", "confirm")], "anna")
        assert not any(b"net_cost" in file.read_bytes() for file in folder.iterdir())
    assert recall(folder, KEY) is not None
    for wrong in (None, bytes(32)):
        with pytest.raises(MemoryProblem, match="MEMORY_ENCRYPTION_KEY"):
            recall(folder, wrong)


def test_an_error_of_ours_is_not_taken_for_the_databases(store: MemoryStore) -> None:
    with pytest.raises(ZeroDivisionError), store._database.writing():
        raise ZeroDivisionError


@pytest.mark.parametrize("filled", [False, True])
def test_reading_loads_no_peewee(settings: Settings, store: MemoryStore, says: Says, filled: bool) -> None:
    if filled:
        says("confirm", "Cost", "net_cost")
    code = (
        "import sys; from pathlib import Path; from types import ModuleType; from worker.memory import MemoryStore\n"
        "from worker.settings import Settings\n"
        f"store = MemoryStore.open(Settings(memory_dir=Path({str(settings.memory_dir)!r})))\n"
        "assert bool(store.recall_many(['Cost'])) is " + str(filled) + "\n"
        "heavy = {'peewee', 'pandas', 'numpy', 'pydantic', 'yaml'} | (set() if "
        + str(filled)
        + " else {'sqlcipher3'})\n"
        "loaded = heavy & {name for name, module in sys.modules.items() if type(module) is ModuleType}\n"
        "assert not loaded, loaded"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def _tables(file: Path) -> list[object]:
    connection = dbapi2.connect(str(file))
    try:
        return connection.execute("SELECT name FROM sqlite_master").fetchall()
    finally:
        connection.close()
