from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from worker.memory import MemoryStore
from worker.settings import Settings

Join = Callable[..., MemoryStore]


@pytest.fixture
def join(tmp_path: Path) -> Iterator[Join]:
    """A planner's copy of a team's memory: `join("anna", url)`."""
    stores: list[MemoryStore] = []

    def opened(name: str, url: str) -> MemoryStore:
        stores.append(MemoryStore(Settings(tmp_path / name, database_url=url)))
        return stores[-1]

    yield opened
    for store in stores:
        store.close()
