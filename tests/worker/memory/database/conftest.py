"""A memory's file with one decision."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from worker.memory import MemoryStore
from worker.settings import Settings
from worker.shapes.mapping import Decision


def recall(folder: Path, key: bytes | None = None) -> object:
    with MemoryStore.open(Settings(memory_dir=folder), key=key) as store:
        return store.recall("Cost")


def decide(store: MemoryStore) -> None:
    store.decide([Decision("Fee", "fee", "confirm")], "anna")


@pytest.fixture
def file(store: MemoryStore, says: Callable[..., None], folder: Path) -> Path:
    """A memory that knows 'Cost', closed."""
    says("confirm", "Cost", "net_cost")
    store.close()
    return folder / "llm_memory.db"
