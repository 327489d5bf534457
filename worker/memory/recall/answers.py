"""Answers kept for a while in the memory folder's `cache/`: JSON in a small database, encrypted when the memory is."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable
from pathlib import Path
from time import time as now
from typing import Any, TypeVar

import peewee

from worker.errors import MemoryProblem
from worker.memory.database import queries
from worker.memory.database.sqlite.connection import Key, connect, make
from worker.memory.database.sqlite.errors import problems
from worker.memory.database.tables import Shared

T = TypeVar("T")
FOLDER = "cache"
FILE = "answers.db"
MOST = 10_000
"""Answers kept; beyond, those that end first go."""
LONGEST = 1_000_000
"""Characters of one answer."""


class AnswerRow(peewee.Model):
    """One answer, under the digest of its question."""

    key = peewee.TextField(primary_key=True)
    topic = peewee.TextField()
    until = peewee.FloatField()
    text = peewee.TextField()

    class Meta:
        """Named apart from what it holds."""

        table_name = "answer"


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
        self._database: Shared | None = None

    def get(self, key: str) -> Any:
        """The answer kept under *key*; None where there is none, or it is too old."""
        return self._text(key, now())

    def last(self, key: str) -> Any:
        """The answer last kept under *key*, however old."""
        return self._text(key, 0.0)

    def put(self, key: str, answer: object, hours: float | None = None) -> None:
        """Keep an answer that JSON can hold; one that can't be kept is forgotten."""
        text = json.dumps(answer, ensure_ascii=False)
        if len(text) > LONGEST:
            return
        until = now() + (self._seconds if hours is None else hours * 3600)
        row = _put_query(self._digest(key), self._topic, until, text)
        oldest = _past_query(MOST)
        self._do(True, lambda database: (queries.run(database, row), queries.run(database, oldest)))

    def clear(self) -> None:
        """Forget the answers of this topic."""
        self._do(False, lambda database: queries.run(database, _topic_query(self._topic)))

    def clear_all(self) -> None:
        """Forget the answers of every topic, and let go of the file."""
        self._do(False, lambda database: queries.run(database, AnswerRow.delete()))
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._database is not None:
                self._database.raw.close()
                self._database = None

    def _text(self, key: str, after: float) -> Any:
        """The answer under *key* that is usable after the moment *after*; None where there is none."""
        query = _text_query(self._digest(key), after)
        text: str | None = self._do(False, lambda database: queries.value(database, query))
        try:
            return json.loads(text) if text else None
        except ValueError:
            return None

    def _do(self, create: bool, work: Callable[[Shared], T]) -> T | None:
        """What *work* gives; None where there is no file, or it can't be used: then the question is asked again."""
        try:
            with self._lock, problems(self.path):
                database = self._opened(create)
                return None if database is None else work(database)
        except MemoryProblem:
            return None

    def _opened(self, create: bool) -> Shared | None:
        if self._database is None:
            if not self.path.exists():
                if not create:
                    return None
                make(self.path, self._key)
            if callable(self._key):
                self._key = self._key()
            self._database = Shared(connect(self.path, self._key, busy_seconds=1.0))
            peewee.SchemaManager(AnswerRow, self._database).create_table(safe=True)
        return self._database

    def _digest(self, key: str) -> str:
        """Of a question only a digest is kept."""
        return hashlib.blake2s(f"{self._topic}\0{key}".encode()).hexdigest()


def _text_query(key: str, after: float) -> peewee.Query:
    """The answer under *key* that is usable after the moment *after*."""
    return AnswerRow.select(AnswerRow.text).where((AnswerRow.key == key) & (AnswerRow.until > after))


def _put_query(key: str, topic: str, until: float, text: str) -> peewee.Query:
    """An answer, over an older one to the same question."""
    row = AnswerRow.insert(key=key, topic=topic, until=until, text=text)
    return row.on_conflict(
        conflict_target=[AnswerRow.key], preserve=[AnswerRow.topic, AnswerRow.until, AnswerRow.text]
    )


def _past_query(most: int) -> peewee.Query:
    """The removal of all answers but the *most* that end last."""
    last = AnswerRow.select(AnswerRow.key).order_by(AnswerRow.until.desc()).limit(most)
    return AnswerRow.delete().where(AnswerRow.key.not_in(last))


def _topic_query(topic: str) -> peewee.Query:
    """The removal of the answers of one topic."""
    return AnswerRow.delete().where(AnswerRow.topic == topic)
