"""The bytes of a file, read without giving up the locks of who uses it."""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path

import pytest

from worker.memory.database.sqlite import file_bytes


def digest_of(content: bytes) -> bytes:
    return blake2b(content, digest_size=32).hexdigest().encode()


def test_a_file_that_is_not_there_has_no_bytes(tmp_path: Path) -> None:
    assert file_bytes.start_of(tmp_path / "none", 16) == b""
    assert file_bytes.digest(tmp_path / "none") == digest_of(b"")


@pytest.mark.parametrize(
    "content", [b"", b"SQLite", b"x" * (file_bytes.CHUNK + 1)], ids=["none", "few", "many"]
)
@pytest.mark.parametrize("in_use", [False, True])
def test_all_bytes_are_read(tmp_path: Path, content: bytes, in_use: bool) -> None:
    file = tmp_path / "memory.db"
    file.write_bytes(content)
    if in_use:
        file_bytes.used(file)
    assert file_bytes.start_of(file, 4) == content[:4]
    assert file_bytes.digest(file) == digest_of(content)
    assert (file in file_bytes._handles) is in_use
    if in_use:
        file_bytes.left(file)
    assert file not in file_bytes._handles
