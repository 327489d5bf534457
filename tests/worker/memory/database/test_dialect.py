"""Only `database/sqlite` speaks SQLite and only `database/postgres` PostgreSQL: a database is a room, not a search."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import worker.memory

MEMORY = Path(worker.memory.__file__).parent
ROOM = MEMORY / "database" / "sqlite"
ROOMS = {ROOM, MEMORY / "database" / "postgres"}
WORDS = re.compile(
    r"\b(PRAGMA|ATTACH|DETACH|VACUUM|INSERT OR|AUTOINCREMENT|WITHOUT ROWID|BEGIN (IMMEDIATE|EXCLUSIVE)|rowid"
    r"|sqlite_\w+|sqlcipher_\w+|julianday|json_extract|CREATE TRIGGER)\b|\bstrftime\(",
    re.IGNORECASE,
)
HAND_WRITTEN = {
    "database/first_reads.py": "a first answer would wait for Peewee, and each look-up takes 16 times as long",
}
"""Files with SQL text, and why; what they say is understood by every database."""
SQL = re.compile(r"^\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|ALTER|WITH)\b")


def texts(path: Path) -> Iterator[str]:
    """The strings of a module that are no docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.value


def outside() -> list[Path]:
    return [path for path in sorted(MEMORY.rglob("*.py")) if not ROOMS & set(path.parents)]


@pytest.mark.parametrize(
    "statement", ["PRAGMA optimize", "INSERT OR IGNORE INTO near", "ATTACH DATABASE ? AS x"]
)
def test_a_word_of_sqlite_is_recognised(statement: str) -> None:
    assert WORDS.search(statement)


@pytest.mark.parametrize(
    "text", ["SELECT key FROM place", "opened again", "an attached file's name", "begin"]
)
def test_other_words_are_left_alone(text: str) -> None:
    assert not WORDS.search(text)


def test_the_room_holds_what_the_test_looks_for() -> None:
    assert any(WORDS.search(text) for path in ROOM.glob("*.py") for text in texts(path))


def test_no_other_room_says_a_word_of_sqlite() -> None:
    spoken = {
        (path.relative_to(MEMORY).as_posix(), text)
        for path in outside()
        for text in texts(path)
        if WORDS.search(text)
    }
    assert spoken == set()


def test_statements_are_written_by_the_builder() -> None:
    by_hand = {path.relative_to(MEMORY).as_posix() for path in outside() if any(map(SQL.search, texts(path)))}
    assert by_hand == set(HAND_WRITTEN)
