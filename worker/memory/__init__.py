"""The dynamic tier: what people decided, with its evidence. Only this folder speaks SQL."""

from worker.memory.store import MemoryStore

__all__ = ["MemoryStore"]
