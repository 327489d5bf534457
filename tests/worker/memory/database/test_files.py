"""Files are written beside, and moved into place once they are whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from worker.errors import FileProblem
from worker.memory.database.files import whole_file


def test_a_writer_that_fails_leaves_the_older_file(tmp_path: Path) -> None:
    file = tmp_path / "memory.json"
    file.write_text("older", "utf-8")
    with pytest.raises(ZeroDivisionError), whole_file(file) as half:
        half.write("half")
        raise ZeroDivisionError
    assert [path.name for path in tmp_path.iterdir()] == ["memory.json"]
    assert file.read_text("utf-8") == "older"


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="can't be written"), whole_file(tmp_path / "none" / "memory.json"):
        pass


@pytest.mark.parametrize(("binary", "content"), [(False, "a\nü"), (True, b"a\r\n")])
def test_what_is_written_is_there(tmp_path: Path, binary: bool, content: str | bytes) -> None:
    file = tmp_path / "memory.json"
    with whole_file(file, binary=binary) as half:
        half.write(content)
    assert file.read_bytes() == (content if isinstance(content, bytes) else content.encode())
