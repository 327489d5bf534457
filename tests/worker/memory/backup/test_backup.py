"""The memory in files and back: backups, readable mirrors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.systems import is_owners_alone
from tests.worker.memory.backup.conftest import ACME
from worker.document.manager import LLMMemoryManager
from worker.errors import FileProblem, MediaMapperError, MemoryProblem, UsageError
from worker.memory.layouts.table_shape import Shape


def test_a_backup_brings_everything_back(varied: LLMMemoryManager, tmp_path: Path) -> None:
    file = varied.export_backup(tmp_path / "b.json")
    assert is_owners_alone(file)
    other = LLMMemoryManager(tmp_path / "other")
    other.remember("mappings", "Mine", "notes")
    with pytest.raises(UsageError, match="holds 1 mappings .*would replace"):
        other.restore(file)
    assert other.recall("mappings", "Mine") is not None
    other.restore(file, force=True)
    assert other.store.standings() == varied.store.standings()
    assert other.store.history() == varied.store.history()
    assert other.store.value_standings("platform") == varied.store.value_standings("platform")
    assert other.store.rules.all() == varied.store.rules.all()
    assert other.store.layouts.recall(Shape(("A", "B")), ACME) == varied.store.layouts.recall(
        Shape(("A", "B")), ACME
    )
    assert other.recall("mappings", "Mine") is None
    assert other.find_similar_columns(["Click"]).entries == varied.find_similar_columns(["Click"]).entries
    assert other.store.undo("ben") != []
    known = other.store.recall("Média Cost ☂", ACME)
    assert known is not None and known.field == "net_cost"


def test_the_backup_of_nothing_is_restored_too(memory: LLMMemoryManager, tmp_path: Path) -> None:
    file = memory.export_backup(tmp_path / "b.json")
    assert json.loads(file.read_text("utf-8"))["tables"] == {}
    assert memory.restore(file) == 0


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nonsense",
        "[]",
        '{"format": "other", "tables": {}}',
        '{"format": "mediamapper-memory", "tables": []}',
        '{"format": "mediamapper-memory", "tables": {"sqlite_master": {"columns": [], "rows": []}}}',
        '{"format": "mediamapper-memory", "tables": {"batch": {"columns": ["id; DROP"], "rows": [[1]]}}}',
        '{"format": "mediamapper-memory", "tables": {"batch": {"columns": ["id"], "rows": [[1, 2]]}}}',
        '{"format": "mediamapper-memory", "tables": {"batch": {"rows": [[1]]}}}',
        '{"format": "mediamapper-memory", "tables": {"batch": {"columns": ["id"], "rows": [[{}]]}}}',
        '{"format": "mediamapper-memory", "tables": {"batch": {"columns": ["id"], "rows": [[1]]}}}',
    ],
)
def test_what_is_no_backup_changes_nothing(varied: LLMMemoryManager, tmp_path: Path, text: str) -> None:
    (tmp_path / "b.json").write_text(text, "utf-8")
    before = varied.store.standings(), varied.store.history()
    with pytest.raises(MediaMapperError):
        varied.restore(tmp_path / "b.json", force=True)
    assert (varied.store.standings(), varied.store.history()) == before


def test_a_backup_of_a_newer_version_is_refused(varied: LLMMemoryManager, tmp_path: Path) -> None:
    file = tmp_path / "b.json"
    file.write_text('{"format": "mediamapper-memory", "schema": ["9999_future"], "tables": {}}', "utf-8")
    with pytest.raises(MemoryProblem, match="newer MediaMapper"):
        varied.restore(file, force=True)


def test_a_backup_that_can_not_be_written_leaves_the_old_one(
    varied: LLMMemoryManager, tmp_path: Path
) -> None:
    with pytest.raises(FileProblem, match="no folder"):
        varied.export_backup(tmp_path / "nowhere" / "b.json")
    (tmp_path / "b.json").mkdir()
    with pytest.raises(FileProblem, match="is a folder"):
        varied.export_backup(tmp_path / "b.json")
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".b.json")] == []
