"""A memory with one header that is easily seen in its files."""

from __future__ import annotations

from pathlib import Path

from worker.document.manager import LLMMemoryManager
from worker.memory.keys import keys

MARK = b"Zebra Header"


def remember_mark(folder: Path, key: str | None) -> None:
    """Into the memory, and into a backup."""
    with LLMMemoryManager(folder, key) as memory:
        memory.remember("mappings", MARK.decode(), {"field": "net_cost", "confidence": 0.9})
        memory.rotate_backups()


def field_of_mark(folder: Path, key: str | None) -> object:
    """What a memory that is opened with this key knows of it."""
    keys.forget()
    with LLMMemoryManager(folder, key) as memory:
        match = memory.recall("mappings", MARK.decode())
        assert memory.verify_audit().ok
    return match and match["field"]


def files_with_mark(folder: Path) -> list[str]:
    """The names of the files in which it can be read."""
    return [file.name for file in folder.rglob("*") if file.is_file() and MARK in file.read_bytes()]
