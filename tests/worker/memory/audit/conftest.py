"""A trail with some lines, and hands that change it."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from worker.document.manager import LLMMemoryManager

UNLOCK = "DROP TRIGGER IF EXISTS audit_keeps; DROP TRIGGER IF EXISTS audit_stays;"


@pytest.fixture
def trail(folder: Path) -> Path:
    """A memory with ten lines in its audit, closed."""
    with LLMMemoryManager(folder) as memory:
        for n in range(10):
            memory.log_access("anna", f"read {n}", "2026-05-03T09:00:00+00:00")
    return folder


def behind_our_back(folder: Path, sql: str) -> None:
    connection = dbapi2.connect(str(folder / "llm_memory.db"), isolation_level=None)
    connection.executescript(sql)
    connection.close()
    (folder / "llm_memory.seal").unlink()


def verified(folder: Path, head: str = ""):
    with LLMMemoryManager(folder) as memory:
        return memory.verify_audit(head)
