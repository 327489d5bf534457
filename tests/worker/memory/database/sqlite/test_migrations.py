"""From blank and from the oldest schema to today's."""

from __future__ import annotations

from pathlib import Path

import peewee
import pytest
from sqlcipher3 import dbapi2

from worker.errors import MemoryProblem
from worker.memory import MemoryStore
from worker.memory.database import tables
from worker.memory.database.database import Database
from worker.memory.database.sqlite import schema
from worker.memory.database.sqlite.migrations import STEPS, migrate
from worker.memory.database.tables import Shared
from worker.memory.recall import similar_headers
from worker.settings import Settings


@pytest.fixture
def connection(tmp_path: Path):
    opened = dbapi2.connect(str(tmp_path / "memory.db"), isolation_level=None)
    yield opened
    opened.close()


def columns(connection, table: str) -> dict[str, tuple[str, bool, bool]]:
    """Name -> (type, nullable, part of the key)."""
    return {
        name: (kind, not required and not key, bool(key))
        for _, name, kind, required, _, key in connection.execute(f"PRAGMA table_info({table})")
    }


def test_every_step_is_named_once_and_in_order() -> None:
    assert tuple(STEPS) == schema.NAMES == tuple(sorted(schema.NAMES))


def test_a_blank_file_gets_every_step_once(connection) -> None:
    assert migrate(Shared(connection)) == list(schema.NAMES)
    assert schema.applied(connection) == schema.NAMES
    assert migrate(Shared(connection)) == []


def test_the_models_are_what_the_steps_make(connection) -> None:
    migrate(Shared(connection))
    types = {"TEXT": "TEXT", "AUTO": "INTEGER", "INT": "INTEGER", "FLOAT": "REAL"}
    models = [
        m
        for m in vars(tables).values()
        if isinstance(m, peewee.ModelBase) and m.__module__ == tables.__name__
    ]
    assert models
    for model in models:
        meta = model._meta
        keys = {field.column_name for field in meta.get_primary_keys()}
        expected = {
            field.column_name: (
                types[field.rel_field.field_type if hasattr(field, "rel_field") else field.field_type],
                bool(field.null) and field.column_name not in keys,
                field.column_name in keys,
            )
            for field in meta.sorted_fields
        }
        assert columns(connection, meta.table_name) == expected, model


def test_the_oldest_memory_is_brought_up_with_what_it_knows(tmp_path: Path) -> None:
    file = tmp_path / "llm_memory.db"
    connection = dbapi2.connect(str(file), isolation_level=None)
    connection.executescript(OLDEST)
    connection.close()
    with MemoryStore.open(Settings(memory_dir=tmp_path)) as store:
        known = store.recall("SPEND_USD")
        assert (known.field, known.confidence) == ("spend", pytest.approx(2 / 3 + 0.05, abs=1e-12))
        assert [(e.user, e.decision) for e in store.history()] == [("anna", "confirm")]
        with store._database.reading() as opened:
            assert schema.applied(opened) == schema.NAMES
            assert opened.execute("SELECT kind, key, rank, archived_at FROM entry").fetchall() == [
                ("mappings", "spend usd", -1, None)
            ]
        with store.database.querying() as database:
            assert list(similar_headers.similar(database, ["Spends USD"], 3)) == ["spends usd"]
        assert [piece.count for piece in store.history()] == [1]


def test_a_newer_memory_is_left_alone(tmp_path: Path) -> None:
    Database(tmp_path / "llm_memory.db").create()
    connection = dbapi2.connect(str(tmp_path / "llm_memory.db"))
    connection.execute("INSERT INTO migration VALUES ('9999_future', '2030-01-01')")
    connection.commit()
    connection.close()
    with MemoryStore.open(Settings(memory_dir=tmp_path)) as store:
        for use in (lambda: store.recall("Cost"), lambda: store.undo("anna"), store._database.create):
            with pytest.raises(MemoryProblem, match="newer MediaMapper") as caught:
                use()
            assert caught.value.code == "memory-newer"


def test_a_step_that_fails_leaves_the_file_as_it_was(connection, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(database: Shared) -> None:
        database.execute_sql("CREATE TABLE half (x)")
        raise RuntimeError("power cut")

    monkeypatch.setitem(STEPS, schema.NAMES[-1], fail)
    with pytest.raises(RuntimeError):
        migrate(Shared(connection))
    assert connection.execute("SELECT name FROM sqlite_master").fetchall() == []


# The first schema as it was written, with one decision; never to be changed.
OLDEST = """
CREATE TABLE migration (name TEXT PRIMARY KEY, at TEXT NOT NULL);
CREATE TABLE batch (id INTEGER PRIMARY KEY AUTOINCREMENT, action TEXT NOT NULL, user TEXT NOT NULL,
    at TEXT NOT NULL, undone_by INTEGER REFERENCES batch (id));
CREATE TABLE evidence (id INTEGER PRIMARY KEY AUTOINCREMENT, batch INTEGER NOT NULL REFERENCES batch (id),
    kind TEXT NOT NULL, key TEXT NOT NULL, scope TEXT NOT NULL, target TEXT NOT NULL, text TEXT NOT NULL,
    sort TEXT NOT NULL, source TEXT NOT NULL, weight REAL NOT NULL, amount REAL, mass REAL NOT NULL,
    decision TEXT NOT NULL, plan TEXT NOT NULL);
CREATE INDEX evidence_of_a_group ON evidence (kind, key, scope);
CREATE INDEX evidence_of_a_batch ON evidence (batch);
CREATE TABLE lesson (kind TEXT NOT NULL, key TEXT NOT NULL, scope TEXT NOT NULL, target TEXT NOT NULL,
    text TEXT NOT NULL, state TEXT NOT NULL, start REAL, confirmed REAL NOT NULL, rejected REAL NOT NULL,
    moved REAL NOT NULL, running REAL NOT NULL, confirms INTEGER NOT NULL, rejects INTEGER NOT NULL,
    source TEXT NOT NULL, valid_from TEXT, valid_to TEXT, first_at TEXT NOT NULL, last_at TEXT NOT NULL,
    PRIMARY KEY (kind, key, scope, target)) WITHOUT ROWID;
CREATE TABLE place (key TEXT PRIMARY KEY, user TEXT, client TEXT, market TEXT, platform TEXT, template TEXT);
CREATE TABLE audit (id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, user TEXT NOT NULL,
    action TEXT NOT NULL, detail TEXT NOT NULL);
INSERT INTO migration VALUES ('0001_lessons', '2026-01-02T09:00:00+00:00');
INSERT INTO batch VALUES (1, 'decide', 'anna', '2026-01-02T09:00:00.000+00:00', NULL);
INSERT INTO evidence VALUES (1, 1, 'mappings', 'spend usd', '', 'spend', 'SPEND_USD', 'confirm', 'confirm',
    1.0, NULL, 0.0, 'confirm', '');
INSERT INTO lesson VALUES ('mappings', 'spend usd', '', 'spend', 'SPEND_USD', 'holds', NULL, 1.0, 0.0, 0.0,
    0.7166666666666667, 1, 0, 'confirm', '2026-01-02T09:00:00.000+00:00', NULL,
    '2026-01-02T09:00:00.000+00:00', '2026-01-02T09:00:00.000+00:00');
INSERT INTO audit VALUES (1, '2026-01-02T09:00:00.000+00:00', 'anna', 'decide', '1 pieces of evidence, batch 1');
"""
