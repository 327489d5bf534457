"""What killed chores leave in the folder is gone once the memory is opened, and encryption names what is readable."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.systems import forks
from worker.document.manager import LLMMemoryManager
from worker.memory.keys import rekey
from worker.outputs import temporary
from worker.shapes.mapping import Decision

CANARY = "Zebracanary"
CHORES: dict[str, Callable[[LLMMemoryManager], object]] = {
    "mirrors": lambda memory: memory.export_json(),
    "backup": lambda memory: memory.export_backup(memory.folder / "mine.json"),
    "daily backup": lambda memory: memory.rotate_backups(),
}


def killed_at_renaming(folder: Path, chore: Callable[[LLMMemoryManager], object]) -> None:
    process = os.fork()
    if process == 0:
        try:
            os.replace = os.rename = lambda *_, **__: os.kill(os.getpid(), 9)  # type: ignore[assignment]
            chore(LLMMemoryManager(folder))
        finally:
            os._exit(0)
    assert os.waitpid(process, 0)[1] == 9


def readable(folder: Path) -> list[str]:
    return [
        p.name for p in folder.rglob("*") if p.is_file() and CANARY.lower().encode() in p.read_bytes().lower()
    ]


@pytest.fixture
def taught(tmp_path: Path) -> Path:
    folder = tmp_path / "llm_memory"
    with LLMMemoryManager(folder) as memory:
        memory.store.decide([Decision(f"{CANARY} {n}", "net_cost", "confirm") for n in range(60)], "anna")
    return folder


@forks
def test_opening_tidies_what_nobody_holds(taught: Path) -> None:
    for chore in CHORES.values():
        killed_at_renaming(taught, chore)
        assert any(temporary.is_named(path) for path in taught.rglob("*"))
        LLMMemoryManager(taught).close()
        assert not any(temporary.is_named(path) for path in taught.rglob("*"))


def test_what_a_live_process_holds_stays(taught: Path) -> None:
    held = temporary.beside(taught / "mappings.json")
    held.write_text("half", "utf-8")
    LLMMemoryManager(taught).close()
    assert held.read_text("utf-8") == "half"


@forks
def test_after_encryption_each_readable_byte_is_gone_or_named(taught: Path) -> None:
    (taught / "copy of a colleague.txt").write_text(CANARY, "utf-8")
    for chore in CHORES.values():
        killed_at_renaming(taught, chore)
    done = rekey.rekey(taught, "secret", old=None)
    assert readable(taught) == ["copy of a colleague.txt"]
    assert [path.name for path in done.readable] == ["copy of a colleague.txt"]
