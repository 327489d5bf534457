"""The memory's own fixtures: the document's names stand over the same parts."""

from __future__ import annotations

from tests.worker.memory.conftest import clock, folder, memory, says, settings, store

__all__ = ["clock", "folder", "memory", "says", "settings", "store"]
