"""The memory in files and back: backups, readable mirrors."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from worker.document.manager import LLMMemoryManager
from worker.errors import FileProblem, MediaMapperError, MemoryProblem, UsageError
from worker.memory.layouts.table_shape import Shape
from worker.shapes.mapping import Decision, Scope

ACME = Scope(client="Acme", market="UK")


@pytest.fixture
def taught(memory: LLMMemoryManager) -> LLMMemoryManager:
    memory.store.decide([Decision("Média Cost ☂", "net_cost", "confirm", scope=ACME)], "anna", plan="p.xlsx")
    memory.store.decide([Decision("Média Cost ☂", "net_cost", "correct", "spend", scope=ACME)], "ben")
    memory.remember("mappings", "Clicks", {"field": "clicks", "confidence": 0.42})
    memory.remember("values", "FB", {"field": "platform", "value": "Facebook", "confidence": 0.9})
    memory.remember("validations", "DV360", {"limit": 240, "confidence": 0.9})
    memory.store.layouts.remember(Shape(("A", "B")), ("spend", None), ACME)
    return memory


def test_a_backup_brings_everything_back(taught: LLMMemoryManager, tmp_path: Path) -> None:
    file = taught.export_backup(tmp_path / "b.json")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    other = LLMMemoryManager(tmp_path / "other")
    other.remember("mappings", "Mine", "notes")
    with pytest.raises(UsageError, match="holds 1 mappings .*would replace"):
        other.restore(file)
    assert other.recall("mappings", "Mine") is not None
    other.restore(file, force=True)
    assert other.store.standings() == taught.store.standings()
    assert other.store.history() == taught.store.history()
    assert other.store.value_standings("platform") == taught.store.value_standings("platform")
    assert other.store.rules.all() == taught.store.rules.all()
    assert other.store.layouts.recall(Shape(("A", "B")), ACME) == taught.store.layouts.recall(
        Shape(("A", "B")), ACME
    )
    assert other.recall("mappings", "Mine") is None
    assert other.find_similar_columns(["Click"]).entries == taught.find_similar_columns(["Click"]).entries
    assert other.store.undo("ben") != []
    known = other.store.recall("Média Cost ☂", ACME)
    assert known is not None and known.field == "net_cost"


def test_the_backup_of_nothing_is_restored_too(memory: LLMMemoryManager, tmp_path: Path) -> None:
    file = memory.export_backup(tmp_path / "b.json")
    assert json.loads(file.read_text())["tables"] == {}
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
def test_what_is_no_backup_changes_nothing(taught: LLMMemoryManager, tmp_path: Path, text: str) -> None:
    (tmp_path / "b.json").write_text(text)
    before = taught.store.standings(), taught.store.history()
    with pytest.raises(MediaMapperError):
        taught.restore(tmp_path / "b.json", force=True)
    assert (taught.store.standings(), taught.store.history()) == before


def test_a_backup_of_a_newer_version_is_refused(taught: LLMMemoryManager, tmp_path: Path) -> None:
    file = tmp_path / "b.json"
    file.write_text('{"format": "mediamapper-memory", "schema": ["9999_future"], "tables": {}}')
    with pytest.raises(MemoryProblem, match="newer MediaMapper"):
        taught.restore(file, force=True)


def test_a_backup_that_can_not_be_written_leaves_the_old_one(
    taught: LLMMemoryManager, tmp_path: Path
) -> None:
    with pytest.raises(FileProblem, match="no folder"):
        taught.export_backup(tmp_path / "nowhere" / "b.json")
    (tmp_path / "b.json").mkdir()
    with pytest.raises(FileProblem, match="is a folder"):
        taught.export_backup(tmp_path / "b.json")
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".b.json")] == []
