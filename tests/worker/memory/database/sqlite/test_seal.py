"""The seal of a plain memory: a changed byte shows, a writer breaks it first."""

from __future__ import annotations

from pathlib import Path

import pytest

from worker.memory.database.sqlite.connection import connect, make
from worker.memory.database.sqlite.seal import Seal


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "memory.db"
    make(file)
    connection = connect(file, None, 1.0)
    connection.execute("CREATE TABLE x (y)")
    Seal(file).apply(connection)
    connection.close()
    return file


def test_an_unsealed_file_is_believed(tmp_path: Path) -> None:
    assert not Seal(tmp_path / "memory.db").mismatches()


def test_a_sealed_file_matches(file: Path) -> None:
    assert not Seal(file).mismatches()


def test_a_changed_byte_shows(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[100] ^= 1
    file.write_bytes(content)
    assert Seal(file).mismatches()


@pytest.mark.parametrize("opened", [Seal.break_, Seal.remove])
def test_a_writer_breaks_it_first(file: Path, opened) -> None:
    opened(Seal(file))
    file.write_bytes(file.read_bytes() + b"more")
    assert not Seal(file).mismatches()
