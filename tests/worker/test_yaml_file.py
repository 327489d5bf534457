"""One reader of YAML, and the sentence of each way in which a file is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from worker.errors import FileProblem, MediaMapperError, UsageError
from worker.yaml_file import read_yaml


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("", None),
        ("# a remark\n", None),
        ("a: 1\n", {"a": 1}),
        ("- é\n", ["é"]),
        ("2026-01-05", "2026-01-05"),
    ],
)
def test_what_a_file_says(tmp_path: Path, text: str, content: object) -> None:
    """An empty file says nothing; plain values come as they stand, days as YAML has them."""
    file = tmp_path / "a.yaml"
    file.write_text(text, "utf-8")
    assert str(read_yaml(file)) == str(content)


@pytest.mark.parametrize(
    ("content", "error", "sentence"),
    [
        (b"a: [1\nb: 2\n", UsageError, "a.yaml is not valid YAML in line 2. Correct it, or delete it"),
        (b"a: !!python/object:os.system {}\n", UsageError, "a.yaml is not valid YAML in line 1."),
        (b"a: \xff\n", UsageError, "a.yaml is not UTF-8 text. Save it as UTF-8."),
        (None, FileProblem, "a.yaml can't be read: No such file or directory. Check its path."),
    ],
    ids=["unclosed", "code", "bytes", "missing"],
)
def test_no_yaml(tmp_path: Path, content: bytes | None, error: type[MediaMapperError], sentence: str) -> None:
    """Each has its kind, the file's name, where, and what to do next."""
    file = tmp_path / "a.yaml"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(error) as problem:
        read_yaml(file)
    assert sentence in str(problem.value)
