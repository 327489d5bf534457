"""Material for fitting: made the same on every machine, with answers that a fit can learn."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import training
from worker.knowledge.templates import load_template


def test_files_that_were_given_are_taken_as_they_are(tmp_path: Path) -> None:
    assert training.material("tables", ["mine.jsonl"], tmp_path) == [Path("mine.jsonl")]
    assert list(tmp_path.iterdir()) == []


def test_what_is_shared_is_taken_before_anything_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    (shared / "columns_dev.jsonl").touch()
    monkeypatch.setattr(training, "SHARED", shared)
    assert training.material("tables", [], tmp_path) == [shared / "columns_dev.jsonl"]
    assert training.material("tables", [], tmp_path, synthetic=True) == [tmp_path / "tables.jsonl"]


@pytest.mark.parametrize("kind", ["tables", "pairs", "sheets"])
def test_the_same_is_made_twice(tmp_path: Path, kind: training.Kind) -> None:
    first = training.write(tmp_path / "one", kind)
    again = training.write(tmp_path / "two", kind)
    assert [file.read_bytes() for file in first] == [file.read_bytes() for file in again]
    assert all(file.stat().st_size for file in first)


def test_every_column_of_a_made_table_has_an_answer() -> None:
    fields = {None, *load_template().names}
    for table in training.tables():
        assert {column["name"] for column in table["columns"]} == set(table["truth"])
        assert set(table["truth"].values()) <= fields


def test_made_tables_speak_many_languages() -> None:
    assert len({table["language"] for table in training.tables()}) >= 25


def test_what_corresponds_in_a_pair_is_there() -> None:
    for part in ("plain", "short"):
        for pair in training.pairs(part):
            targets = {column["name"] for column in pair["target_columns"]}
            assert all(set(wanted) <= targets for wanted in pair["truth"].values())
