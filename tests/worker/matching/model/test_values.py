"""The model's word on values; what leaves for it stands in tests/worker/llm."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from worker.document.manager import LLMMemoryManager
from worker.llm.door import Door
from worker.llm.prompts import load_prompts
from worker.matching.model.values import ValueAsker
from worker.memory.store import MemoryStore
from worker.settings import Settings
from worker.shapes.mapping import EVERYONE

NAMES = ("Meta", "TikTok")


class NoDoor:
    """Whoever speaks through it fails the test."""

    def send(self, *_: object, **__: Mapping[str, object]) -> object:
        raise AssertionError("a question left")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[MemoryStore]:
    with LLMMemoryManager(tmp_path / "memory") as memory:
        yield memory.store


def asker(store: MemoryStore, folder: Path, *, may_ask: bool) -> ValueAsker:
    settings = Settings(memory_dir=folder, llm=may_ask)
    door = Door(settings, transport=NoDoor(), environment={"ANTHROPIC_API_KEY": "none"})  # type: ignore[arg-type]
    return ValueAsker(door, load_prompts(folder), store, may_ask=may_ask)


def test_without_permission_only_what_was_noted_is_known(store: MemoryStore, tmp_path: Path) -> None:
    store.remember_value("platform", "Blaues F", "Meta", 0.6, EVERYONE, source="llm")
    store.remember_value("platform", "Altes", "Gone", 0.6, EVERYONE, source="llm")
    known = asker(store, tmp_path, may_ask=False).ask_values(
        "platform", ["Blaues F", "Altes", "X"], NAMES, EVERYONE
    )
    assert {value: name for value, (name, _) in known.items()} == {"Blaues F": "Meta"}


def test_what_was_noted_is_not_asked_again(store: MemoryStore, tmp_path: Path) -> None:
    store.remember_value("platform", "Blaues F", "Meta", 0.6, EVERYONE, source="llm")
    known = asker(store, tmp_path, may_ask=True).ask_values("platform", ["Blaues F"], NAMES, EVERYONE)
    assert list(known) == ["Blaues F"]
