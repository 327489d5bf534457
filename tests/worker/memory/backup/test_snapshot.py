"""A snapshot answers as the memory did when it was taken, and none of it can be read without the memory's key."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from worker import settings
from worker.document.manager import LLMMemoryManager
from worker.memory.backup.snapshot import Snapshot, snapshot
from worker.memory.store import MemoryStore
from worker.shapes.mapping import Decision


def decided(memory: LLMMemoryManager, header: str, field: str) -> Snapshot:
    memory.store.decide([Decision(header, field, "confirm")], "anna")
    return snapshot(memory.store.database)


def fields_of(copy: Snapshot, folder: Path) -> dict[str, str | None]:
    copy.unpack(folder)
    with MemoryStore.open(settings.load(folder), key=copy.key) as store:
        return {one.header: one.field for one in store.standings()}


def test_an_empty_memory_has_the_files_beside_it_alone(folder: Path) -> None:
    rules = folder / "platform_rules" / "own.yaml"
    rules.parent.mkdir(parents=True)
    rules.write_text("platform: Own\n", "utf-8")
    with LLMMemoryManager(folder) as memory:
        copy = snapshot(memory.store.database)
    assert {*copy.files} == {"platform_rules/own.yaml"}
    rules.write_text("platform: Other\n", "utf-8")
    with LLMMemoryManager(folder) as memory:
        assert snapshot(memory.store.database).digest != copy.digest
    assert not (folder / "llm_memory.db").exists()


@pytest.mark.parametrize("passphrase", [None, "correct horse"])
def test_later_decisions_are_not_in_it(folder: Path, tmp_path: Path, passphrase: str | None) -> None:
    with LLMMemoryManager(folder, passphrase) as memory:
        first = decided(memory, "Spend USD", "net_cost")
        second = decided(memory, "Klicks", "clicks")
    assert fields_of(first, tmp_path / "first") == {"Spend USD": "net_cost"}
    assert fields_of(second, tmp_path / "second") == {"Spend USD": "net_cost", "Klicks": "clicks"}
    is_readable = b"Spend USD" in b"".join(first.files.values())
    assert is_readable == (passphrase is None)


def test_the_digest_follows_what_is_answered_and_not_how_often(folder: Path) -> None:
    with LLMMemoryManager(folder) as memory:
        first = decided(memory, "Spend USD", "net_cost")
        memory.store.recall_many(["Spend USD"])
        memory.store.usage.write()
        assert snapshot(memory.store.database).digest == first.digest
        memory.remember("validations", "DV360", {"limit": 240, "confidence": 0.9})
        with_rule = snapshot(memory.store.database)
        assert with_rule.digest != first.digest
        assert decided(memory, "Spend USD", "net_cost").digest != with_rule.digest


def test_without_its_key_it_says_nothing(folder: Path) -> None:
    with LLMMemoryManager(folder, "correct horse") as memory:
        copy = decided(memory, "Spend USD", "net_cost")
    assert copy.key is not None and copy.key.hex() not in repr(replace(copy, files={}))
    assert copy.without_key().key is None
    assert {*copy.files} == {"llm_memory.db", "llm_memory.salt"}
