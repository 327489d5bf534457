"""Answers kept for a while in the memory folder's `cache/`: JSON in a small database, encrypted when the memory is."""

from __future__ import annotations

import hashlib
import json
import threading
from pathlib import Path
from time import time as now
from typing import Any

from worker.memory.database.database import Key, connect, make, problems

FOLDER = "cache"
FILE = "answers.db"
MOST = 10_000
"""Answers kept; beyond, those that end first go."""
LONGEST = 1_000_000
"""Characters of one answer."""


class Answers:
    """Keeps answers under digests of their questions; a miss is never an error, and neither is a full disk."""

    def __init__(
        self,
        memory_dir: Path,
        *,
        topic: str = "",
        hours: float = 24.0,
        key: Key = None,
    ) -> None:
        self.path = memory_dir / FOLDER / FILE
        self._topic = topic
        self._seconds = hours * 3600
        self._key = key
        self._lock = threading.Lock()
        self._connection: Any = None

    def get(self, key: str) -> Any:
        """The answer kept under *key*; None where there is none, or it is too old."""
        return self._found(key, now())

    def last(self, key: str) -> Any:
        """The answer last kept under *key*, however old."""
        return self._found(key, 0.0)

    def put(self, key: str, answer: Any, hours: float | None = None) -> None:
        """Keep an answer that JSON can hold; one that can't be kept is forgotten."""
        text = json.dumps(answer, ensure_ascii=False)
        if len(text) > LONGEST:
            return
        moment = now()
        until = moment + (self._seconds if hours is None else hours * 3600)
        self._do(
            True,
            "INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?)",
            (self._digest(key), self._topic, until, text),
        )
        self._do(
            True,
            "DELETE FROM answer WHERE rowid IN "
            "(SELECT rowid FROM answer ORDER BY until DESC LIMIT -1 OFFSET ?)",
            (MOST,),
        )

    def clear(self) -> None:
        """Forget the answers of this topic."""
        self._do(False, "DELETE FROM answer WHERE topic = ?", (self._topic,))

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _found(self, key: str, after: float) -> Any:
        rows = self._do(
            False, "SELECT text FROM answer WHERE key = ? AND until > ?", (self._digest(key), after)
        )
        try:
            return json.loads(rows[0][0]) if rows else None
        except ValueError:
            return None

    def _do(self, create: bool, statement: str, values: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        """The rows; none where there is no file, or it can't be used: then the question is asked again."""
        from worker.errors import MemoryProblem

        try:
            with self._lock, problems(self.path):
                if not self._opened(create):
                    return []
                return list(self._connection.execute(statement, values).fetchall())
        except MemoryProblem:
            return []

    def _opened(self, create: bool) -> bool:
        if self._connection is None:
            if not self.path.exists():
                if not create:
                    return False
                make(self.path, self._key)
            if callable(self._key):
                self._key = self._key()
            self._connection = connect(self.path, self._key, busy_seconds=1.0)
            self._connection.execute(
                "CREATE TABLE IF NOT EXISTS answer (key TEXT PRIMARY KEY, topic TEXT NOT NULL, "
                "until REAL NOT NULL, text TEXT NOT NULL)"
            )
        return True

    def _digest(self, key: str) -> str:
        """Of a question only a digest is kept."""
        return hashlib.blake2s(f"{self._topic}\0{key}".encode()).hexdigest()
