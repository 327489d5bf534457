"""A memory of 120 headers, and all that can be read in one."""

from __future__ import annotations

from pathlib import Path

from worker.document.manager import LLMMemoryManager
from worker.shapes.mapping import Decision


def fill(folder: Path, key: str | None) -> list[object]:
    """Decide on 120 headers; gives what the memory holds then."""
    with LLMMemoryManager(folder, key) as memory:
        decisions = [Decision(f"Header {n}", f"field {n % 7}", "confirm") for n in range(120)]
        memory.store.decide(decisions, "anna")
        return contents(memory)


def contents(memory: LLMMemoryManager) -> list[object]:
    """Standings, history and audit."""
    return [*memory.store.standings(), *memory.store.history(), *memory.audit_trail()]
