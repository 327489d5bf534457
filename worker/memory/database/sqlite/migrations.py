"""From any older schema to today's: numbered steps, each done once, in one transaction.

A step speaks SQL, not models: models follow the newest schema, and an old step must keep making the old one.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from worker.memory.audit import trail
from worker.memory.database.sqlite import schema
from worker.memory.database.tables import Migration, Shared
from worker.memory.learning import batches
from worker.memory.recall import similar_headers

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


def _0002_life(database: Shared) -> None:
    for statement in _LIFE.split(";"):
        _run(database, statement)
    similar_headers.rebuild(database)


def _0003_ledger(database: Shared) -> None:
    for statement in _LEDGER.split(";"):
        _run(database, statement)


def _0004_audit(database: Shared) -> None:
    _run(database, "ALTER TABLE audit ADD COLUMN mac TEXT NOT NULL DEFAULT ''")
    trail.chain(database)


def _0005_layout_steps(database: Shared) -> None:
    _run(database, _LAYOUT_STEPS)


def _0006_tombstones(database: Shared) -> None:
    _run(database, _TOMBSTONES)


def _0007_turns(database: Shared) -> None:
    for statement in _TURNS.split(";"):
        _run(database, statement)
    batches.complete(database)


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

_LIFE = """
ALTER TABLE evidence ADD COLUMN count INTEGER NOT NULL DEFAULT 1;
CREATE TABLE entry (
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    rank INTEGER NOT NULL,
    uses INTEGER NOT NULL,
    used_at TEXT NOT NULL,
    archived_at TEXT,
    PRIMARY KEY (kind, key)) WITHOUT ROWID;
CREATE INDEX entry_by_rank ON entry (kind, rank) WHERE archived_at IS NULL;
CREATE TABLE near (
    sign INTEGER NOT NULL,
    rank INTEGER NOT NULL,
    key TEXT NOT NULL,
    PRIMARY KEY (sign, rank, key)) WITHOUT ROWID;
CREATE TABLE prior (
    source TEXT PRIMARY KEY,
    alpha REAL NOT NULL,
    beta REAL NOT NULL,
    decisions INTEGER NOT NULL,
    at TEXT NOT NULL);
CREATE TABLE counter (
    day TEXT NOT NULL,
    name TEXT NOT NULL,
    count INTEGER NOT NULL,
    seconds REAL NOT NULL,
    slowest REAL NOT NULL,
    PRIMARY KEY (day, name)) WITHOUT ROWID;
CREATE TABLE task (
    name TEXT PRIMARY KEY,
    at TEXT NOT NULL,
    outcome TEXT NOT NULL);
CREATE TABLE validation (
    key TEXT NOT NULL,
    scope TEXT NOT NULL,
    text TEXT NOT NULL,
    rule TEXT NOT NULL,
    confidence REAL NOT NULL,
    source TEXT NOT NULL,
    first_at TEXT NOT NULL,
    last_at TEXT NOT NULL,
    PRIMARY KEY (key, scope)) WITHOUT ROWID;
CREATE TABLE layout (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    shape TEXT NOT NULL,
    scope TEXT NOT NULL,
    recipe TEXT NOT NULL,
    periods TEXT NOT NULL,
    uses INTEGER NOT NULL,
    first_at TEXT NOT NULL,
    last_at TEXT NOT NULL);
CREATE UNIQUE INDEX layout_of_a_shape ON layout (shape, scope);
CREATE TABLE layout_header (
    key TEXT NOT NULL,
    layout INTEGER NOT NULL,
    PRIMARY KEY (key, layout)) WITHOUT ROWID
"""

_LEDGER = """
CREATE TABLE model_call (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    task TEXT NOT NULL,
    model TEXT NOT NULL,
    tokens_in INTEGER NOT NULL,
    tokens_out INTEGER NOT NULL,
    tokens_cached INTEGER NOT NULL,
    cost REAL,
    seconds REAL NOT NULL,
    outcome TEXT NOT NULL);
CREATE INDEX model_call_by_time ON model_call (at)
"""

_LAYOUT_STEPS = """
CREATE TABLE layout_step (
    layout INTEGER NOT NULL,
    batch INTEGER NOT NULL,
    recipe TEXT NOT NULL,
    uses INTEGER NOT NULL,
    first_at TEXT NOT NULL,
    last_at TEXT NOT NULL,
    PRIMARY KEY (layout, batch)) WITHOUT ROWID
"""

_TOMBSTONES = """
CREATE TABLE tombstone (
    mark TEXT PRIMARY KEY,
    salt TEXT NOT NULL,
    what TEXT NOT NULL,
    at TEXT NOT NULL) WITHOUT ROWID
"""

_TURNS = """
ALTER TABLE batch ADD COLUMN turn TEXT NOT NULL DEFAULT '';
ALTER TABLE batch ADD COLUMN number INTEGER;
CREATE INDEX batch_by_turn ON batch (turn);
CREATE TABLE team (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL) WITHOUT ROWID
"""

STEPS: dict[str, Step] = {
    "0001_lessons": _0001_lessons,
    "0002_life": _0002_life,
    "0003_ledger": _0003_ledger,
    "0004_audit": _0004_audit,
    "0005_layout_steps": _0005_layout_steps,
    "0006_tombstones": _0006_tombstones,
    "0007_turns": _0007_turns,
}
