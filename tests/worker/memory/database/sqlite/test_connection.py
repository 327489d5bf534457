"""A connection: its settings and its key."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.worker.memory.database.conftest import decide, recall
from worker.errors import MemoryProblem
from worker.memory import MemoryStore
from worker.settings import Settings
from worker.shapes.mapping import Decision

Says = Callable[..., None]


KEY = bytes(range(32))


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


def test_with_a_key_nothing_is_readable_without_it(folder: Path) -> None:
    with MemoryStore.open(Settings(memory_dir=folder), key=KEY) as store:
        store.decide([Decision("Cost", "net_cost", "confirm")], "anna")
        assert not any(b"net_cost" in file.read_bytes() for file in folder.iterdir())
    assert recall(folder, KEY) is not None
    for wrong in (None, bytes(32)):
        with pytest.raises(MemoryProblem, match="MEMORY_ENCRYPTION_KEY"):
            recall(folder, wrong)
