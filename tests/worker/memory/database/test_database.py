"""The file in trouble: one sentence, a next step, and nothing half-written."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from tests.patience import PATIENCE
from tests.worker.memory.database.conftest import decide, recall
from worker.errors import MemoryProblem
from worker.memory import MemoryStore
from worker.memory.audit import trail
from worker.memory.database import queries
from worker.memory.database.tables import Lesson
from worker.settings import Settings

Says = Callable[..., None]


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


def test_who_reads_does_not_wait_for_changes_beside(store: MemoryStore) -> None:
    decide(store)
    database = store.database
    answers: list[object] = []
    with database.beside() as beside, beside.writing() as changing:
        queries.run(changing, Lesson.delete())
        reader = threading.Thread(target=lambda: answers.append(store.recall("Fee")))
        reader.start()
        reader.join(PATIENCE)
        assert answers != [] and answers[0] is not None, "as it was before the change"
    assert store.recall("Fee") is None


def test_what_fails_beside_is_not_there(store: MemoryStore) -> None:
    decide(store)
    with pytest.raises(ZeroDivisionError), store.database.beside() as beside, beside.writing() as changing:
        queries.run(changing, Lesson.delete())
        raise ZeroDivisionError
    assert store.recall("Fee") is not None


def test_changes_beside_reach_the_disk_with_the_next_of_ones_own(store: MemoryStore) -> None:
    decide(store)
    database, before = store.database, store.database.head.last()
    assert before is not None
    with database.beside() as beside, beside.writing() as changing:
        assert changing.raw.execute("PRAGMA synchronous").fetchone() == (1,), "NORMAL: no wait for the disk"
        trail.append(changing, [("2026-05-03", "anna", "take in", "1 step")])
    assert database.head.last() == before, "a power cut may still take the row"
    decide(store)
    with database.reading() as connection:
        assert connection is not None and connection.execute("PRAGMA synchronous").fetchone() == (2,)
    last = database.head.last()
    assert last is not None and (last.row, store.audit.verify().ok) == (before.row + 2, True)


def test_a_file_changed_beside_is_sealed_as_it_is_closed(folder: Path, settings: Settings) -> None:
    with MemoryStore.open(settings) as store:
        decide(store)
        store.database.close()
        sealed = store.database.seal.path.read_bytes()
        assert store.recall("Fee") is not None
        with store.database.beside() as beside, beside.writing() as changing:
            queries.run(changing, Lesson.delete())
            assert store.database.seal.path.read_bytes() != sealed
        store.database.close()
        assert not store.database.seal.mismatches()
        assert not list(folder.glob("*-wal")), "both connections are closed"
    assert recall(folder) is None


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


def test_a_step_reads_only_once_others_can_not_write(file: Path, store: MemoryStore) -> None:
    other = dbapi2.connect(str(file), isolation_level=None, timeout=0)
    with store._database.writing(), pytest.raises(dbapi2.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    other.close()


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
