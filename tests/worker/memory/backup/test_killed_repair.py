"""A repair that is killed, at each of its steps in turn: afterwards the memory is mended or said to be damaged."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.systems import forks
from worker.document.manager import LLMMemoryManager
from worker.errors import MediaMapperError
from worker.shapes.mapping import Decision

KEY = "correct horse"
STEPS = ("replace", "rename", "link", "unlink", "fsync", "write", "open")
"""The calls that change a disk; SQLite's own are between them."""


def damaged(folder: Path, key: str | None) -> None:
    """A memory with a backup, of which one page is then not what was written."""
    with LLMMemoryManager(folder, key) as memory:
        memory.store.decide([Decision(f"Header {n}", "net_cost", "confirm") for n in range(50)], "anna")
    with LLMMemoryManager(folder, key) as memory:
        memory.rotate_backups()
    file = folder / "llm_memory.db"
    if key is None:
        file.write_bytes(file.read_bytes().replace(b"net_cost", b"net_cosu"))
    else:
        held = bytearray(file.read_bytes())
        for at in range(0, len(held), 4096):
            held[at + 2000] ^= 1
        file.write_bytes(held)


def killed_before(step: int, work: Callable[[], object]) -> bool:
    """Whether *work* reached its *step*th change of the disk, and its process was killed there."""
    process = os.fork()
    if process == 0:
        left = [step]

        def counted(call: Any) -> Any:
            def counting(*args: Any, **more: Any) -> Any:
                if left[0] == 0:
                    os.kill(os.getpid(), 9)
                left[0] -= 1
                return call(*args, **more)

            return counting

        try:
            for name in STEPS:
                setattr(os, name, counted(getattr(os, name)))
            work()
        finally:
            os._exit(0)
    return os.waitpid(process, 0)[1] == 9


def recall(folder: Path, key: str | None) -> None:
    with LLMMemoryManager(folder, key) as memory:
        memory.recall("mappings", "Header 7")


@forks
@pytest.mark.parametrize("key", [None, KEY])
def test_a_repair_killed_at_any_step_is_finished_or_told(tmp_path: Path, key: str | None) -> None:
    damaged(tmp_path / "before", key)
    step = 0
    while True:
        folder = tmp_path / f"killed at {step}"
        shutil.copytree(tmp_path / "before", folder)
        was_killed = killed_before(step, lambda folder=folder: recall(folder, key))  # type: ignore[misc]
        sentences: list[str] = []
        for _ in range(2):
            try:
                with LLMMemoryManager(folder, key) as memory:
                    known = memory.recall("mappings", "Header 7")
                    sentences += memory.store.database.restore_notes
                    sentences += [notice.sentence for notice in memory.notices()]
            except MediaMapperError as problem:
                sentences.append(str(problem))
            else:
                assert known is not None and known["field"] == "net_cost", step
        assert any("damaged" in s or "restored" in s or "repair" in s for s in sentences), (step, sentences)
        assert not (folder / "llm_memory.repair").exists()
        if not was_killed:
            break
        step += 1
    assert step > 10  # or nothing was killed
