"""From any older schema to today's: numbered steps, each done once, in one transaction.

A step speaks SQL, not models: models follow the newest schema, and an old step must keep making the old one.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from worker.memory import schema
from worker.memory.tables import Migration, Shared

Step = Callable[[Shared], None]


def migrate(database: Shared) -> list[str]:
    """Do what this file has not had; gives the names of what was done."""
    with database.atomic():
        _run(database, "CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, at TEXT NOT NULL)")
        # Asked again inside the transaction: another process may have been first.
        had = {name for (name,) in Migration.select(Migration.name).tuples().execute(database)}
        todo = [name for name in schema.NAMES if name not in had]
        for name in todo:
            STEPS[name](database)
            now = datetime.now(UTC).isoformat(timespec="seconds")
            Migration.insert(name=name, at=now).execute(database)
    return todo


def _0001_lessons(database: Shared) -> None:
    for statement in _LESSONS.split(";"):
        _run(database, statement)


def _run(database: Shared, statement: str) -> None:
    database.execute_sql(statement)  # type: ignore[no-untyped-call]


_LESSONS = """
CREATE TABLE batch (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    action TEXT NOT NULL,
    user TEXT NOT NULL,
    at TEXT NOT NULL,
    undone_by INTEGER REFERENCES batch (id));
CREATE TABLE evidence (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    batch INTEGER NOT NULL REFERENCES batch (id),
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    scope TEXT NOT NULL,
    target TEXT NOT NULL,
    text TEXT NOT NULL,
    sort TEXT NOT NULL,
    source TEXT NOT NULL,
    weight REAL NOT NULL,
    amount REAL,
    mass REAL NOT NULL,
    decision TEXT NOT NULL,
    plan TEXT NOT NULL);
CREATE INDEX evidence_of_a_group ON evidence (kind, key, scope);
CREATE INDEX evidence_of_a_batch ON evidence (batch);
CREATE TABLE lesson (
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    scope TEXT NOT NULL,
    target TEXT NOT NULL,
    text TEXT NOT NULL,
    state TEXT NOT NULL,
    start REAL,
    confirmed REAL NOT NULL,
    rejected REAL NOT NULL,
    moved REAL NOT NULL,
    running REAL NOT NULL,
    confirms INTEGER NOT NULL,
    rejects INTEGER NOT NULL,
    source TEXT NOT NULL,
    valid_from TEXT,
    valid_to TEXT,
    first_at TEXT NOT NULL,
    last_at TEXT NOT NULL,
    PRIMARY KEY (kind, key, scope, target)) WITHOUT ROWID;
CREATE TABLE place (
    key TEXT PRIMARY KEY,
    user TEXT,
    client TEXT,
    market TEXT,
    platform TEXT,
    template TEXT);
CREATE TABLE audit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    user TEXT NOT NULL,
    action TEXT NOT NULL,
    detail TEXT NOT NULL)
"""

STEPS: dict[str, Step] = {"0001_lessons": _0001_lessons}
