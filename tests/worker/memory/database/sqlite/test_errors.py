"""Errors of the driver as sentences."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from tests.worker.memory.database.conftest import decide, recall
from worker.errors import MemoryProblem
from worker.memory import MemoryStore
from worker.shapes.memory import Statement

Says = Callable[..., None]


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


def test_an_error_of_ours_is_not_taken_for_the_databases(store: MemoryStore) -> None:
    with pytest.raises(ZeroDivisionError), store._database.writing():
        raise ZeroDivisionError
