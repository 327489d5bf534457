"""Answers on disk: digests for keys, and room for so many."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.worker.memory.recall.conftest import counted
from worker.memory.recall import answers
from worker.memory.recall.answers import Answers


def test_a_cache_that_can_not_be_used_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    rules, asked = counted(tmp_path / "file")
    assert (rules("a"), rules("a")) == ({"of": "a"},) * 2 and len(asked) == 1
    folder = tmp_path / "damaged"
    kept = Answers(folder)
    kept.put("q", 1)
    kept.close()
    kept.path.write_bytes(b"\0" * 5000)
    assert Answers(folder).get("q") is None


def test_only_a_digest_of_the_arguments_is_kept(folder: Path) -> None:
    rules, _ = counted(folder, {"a": 1})
    rules("Canary Campaign")
    assert all(b"Canary" not in file.read_bytes() for file in (folder / "cache").iterdir())


def test_the_oldest_answers_make_room(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "MOST", 3)
    kept = Answers(folder)
    for at in range(5):
        kept.put(str(at), at, hours=1 + at)
    assert [kept.get(str(at)) for at in range(5)] == [None, None, 2, 3, 4]
