"""What is no memory of ours, or a newer one, is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from worker.errors import MemoryProblem
from worker.memory.database.sqlite import migrations, schema
from worker.memory.database.sqlite.connection import connect, make


@pytest.fixture
def connection(tmp_path: Path):
    make(tmp_path / "memory.db")
    opened = connect(tmp_path / "memory.db", None, 1.0)
    yield opened
    opened.close()


def test_a_blank_file_has_had_none(connection) -> None:
    assert schema.applied(connection) == ()
    schema.check((), connection, Path("memory.db"))


@pytest.mark.parametrize(
    ("names", "code"), [((), "memory-foreign"), (("0001_lessons", "9999_next"), "memory-newer")]
)
def test_what_is_not_ours_is_refused(connection, names: tuple[str, ...], code: str) -> None:
    connection.execute("CREATE TABLE customers (name)")
    with pytest.raises(MemoryProblem) as caught:
        schema.check(names, connection, Path("memory.db"))
    assert caught.value.code == code


def test_every_name_is_a_step() -> None:
    assert tuple(migrations.STEPS) == schema.NAMES
