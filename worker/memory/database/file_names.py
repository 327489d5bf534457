"""What the memory's files are called."""

from __future__ import annotations

FILE = "llm_memory.db"
TOMBSTONES = ".forgotten"
"""The ending of the file beside it that says what was forgotten, without names."""
