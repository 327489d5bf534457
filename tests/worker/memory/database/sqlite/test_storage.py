"""What only SQLite can be asked, on files of two tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from worker.errors import MemoryProblem
from worker.memory.database.sqlite import storage
from worker.memory.database.sqlite.connection import connect, make

if TYPE_CHECKING:
    from sqlite3 import Connection

KEY = bytes(range(48))
New = Callable[..., "Connection"]


@pytest.fixture
def new(tmp_path: Path) -> Iterator[New]:
    """Connections to files of this folder; all are closed afterwards."""
    opened: list[Connection] = []

    def connected(name: str, key: bytes | None = None) -> Connection:
        if not (tmp_path / name).exists():
            make(tmp_path / name)
        opened.append(connect(tmp_path / name, key, 0.2))
        return opened[-1]

    yield connected
    for connection in opened:
        connection.close()


@pytest.fixture
def connection(new: New) -> Connection:
    """Two tables, one of which refers to the other; three rows were in 'audit', and the last has gone."""
    connection = new("memory.db")
    connection.execute("CREATE TABLE audit (id INTEGER PRIMARY KEY AUTOINCREMENT, line)")
    connection.execute("CREATE TABLE mark (id INTEGER PRIMARY KEY, audit REFERENCES audit(id))")
    connection.executemany("INSERT INTO audit (line) VALUES (?)", [("a",), ("b",), ("c",)])
    connection.execute("DELETE FROM audit WHERE id = 3")
    connection.execute("INSERT INTO mark VALUES (1, 2)")
    return connection


def test_a_whole_file_has_no_damage(connection: Connection, tmp_path: Path) -> None:
    assert storage.damage(connection, encrypted=False) is None
    assert storage.file_of(connection) == tmp_path / "memory.db"


def test_tables_and_their_rows(connection: Connection) -> None:
    assert sorted(storage.tables(connection)) == ["audit", "mark", "sqlite_sequence"]
    assert storage.columns(connection, "audit") == ["id", "line"]
    names, rows = storage.everything(connection, "audit")
    assert (names, list(rows)) == (["id", "line"], [(1, "a"), (2, "b")])
    assert (storage.count(connection, "audit"), storage.last_number(connection, "audit")) == (2, 3)
    assert storage.last_number(connection, "mark") == 0  # its numbers may be given again


def test_tables_are_emptied_whichever_refers_to_which_and_filled_again(connection: Connection) -> None:
    connection.execute("BEGIN")
    storage.empty(connection, ["audit", "mark"])
    storage.fill(connection, "audit", ["line", "id"], [("x", 7)])
    connection.execute("COMMIT")
    assert [storage.count(connection, name) for name in ("audit", "mark")] == [1, 0]
    assert list(storage.everything(connection, "audit")[1]) == [(7, "x")]


def test_a_closed_audit_takes_lines_and_nothing_else(connection: Connection) -> None:
    storage.close_audit(connection)
    connection.execute("INSERT INTO audit (line) VALUES ('d')")
    for change in ("UPDATE audit SET line = 'e'", "DELETE FROM audit"):
        with pytest.raises(Exception, match="the audit is only added to"):
            connection.execute(change)
    storage.open_audit(connection)
    connection.execute("UPDATE audit SET line = 'e'")
    assert storage.count(connection, "audit") == 3


def test_one_moment_does_not_see_what_others_write(connection: Connection, new: New) -> None:
    with storage.one_moment(connection):
        assert storage.count(connection, "audit") == 2
        new("memory.db").execute("INSERT INTO audit (line) VALUES ('d')")
        assert storage.count(connection, "audit") == 2
    assert storage.count(connection, "audit") == 3


def test_a_long_statement_is_broken_off_once_its_time_is_over(connection: Connection) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    storage.stop_when(connection, lambda: True, steps=100)
    with pytest.raises(Exception, match="interrupted"):
        connection.execute(endless).fetchone()


def test_room_that_is_free_goes_back_to_the_disk(connection: Connection, tmp_path: Path) -> None:
    connection.executemany("INSERT INTO audit (line) VALUES (?)", [("x" * 1000,)] * 2000)
    storage.give_room_back(connection)
    full = (tmp_path / "memory.db").stat().st_size
    connection.execute("DELETE FROM audit WHERE id > 2")
    storage.give_room_back(connection)
    assert (tmp_path / "memory.db").stat().st_size < full / 10


@pytest.mark.parametrize("key", [None, KEY])
def test_a_file_goes_whole_into_another_under_its_key(
    connection: Connection, new: New, tmp_path: Path, key: bytes | None
) -> None:
    storage.export(connection, tmp_path / "copy.db", key)
    copy = new("copy.db", key)
    assert list(storage.everything(copy, "audit")[1]) == [(1, "a"), (2, "b")]
    assert storage.last_number(copy, "audit") == 3
    storage.check_copy(connection, copy)
    assert ((tmp_path / "copy.db").read_bytes()[:15] == b"SQLite format 3") == (key is None)


def test_a_copy_that_lacks_a_row_is_refused(connection: Connection, new: New, tmp_path: Path) -> None:
    storage.export(connection, tmp_path / "copy.db", None)
    copy = new("copy.db")
    copy.execute("DELETE FROM mark")
    with pytest.raises(MemoryProblem, match="is not what was copied"):
        storage.check_copy(connection, copy)


def test_rows_come_from_a_file_beside_it(connection: Connection, new: New, tmp_path: Path) -> None:
    storage.export(connection, tmp_path / "other.db", KEY)
    target = new("target.db")
    target.execute("CREATE TABLE audit (id INTEGER PRIMARY KEY AUTOINCREMENT, line)")
    with storage.attached(target, tmp_path / "other.db", KEY, "other"):
        assert storage.rows_of(target, "audit", "line", "other") == [("a",), ("b",)]
        assert storage.copy_table(target, "audit", "other") == 2
    with pytest.raises(Exception, match="no such table"):
        storage.rows_of(target, "audit", "line", "other")
    assert storage.count(target, "audit") == 2


def test_a_file_is_had_alone_only_where_nobody_else_has_it(connection: Connection, new: New) -> None:
    other = new("memory.db")
    other.execute("SELECT count(*) FROM audit").fetchone()
    calls: list[str] = []
    with pytest.raises(Exception, match="locked"):
        storage.be_alone(connection, lambda: calls.append("before"))
    connection.close()
    assert storage.be_alone(other, lambda: calls.append("before"))
    assert calls == ["before", "before"]
