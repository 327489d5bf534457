"""The texts of a memory folder: copies to edit, which follow the shipped ones until somebody edits them."""

from __future__ import annotations

from pathlib import Path

import pytest

from worker import paths
from worker.document.manager import LLMMemoryManager

PLANNED = {"domain_knowledge.md", "base_prompts.yaml", "cache"}
NAMES = sorted(paths.COPIES.items())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A memory folder after its first write."""
    with LLMMemoryManager(tmp_path / "memory") as memory:
        memory.remember("mappings", "SPEND_USD", {"field": "spend", "confidence": 0.7})
    return tmp_path / "memory"


def test_reading_creates_nothing(tmp_path: Path) -> None:
    with LLMMemoryManager(tmp_path / "memory") as memory:
        assert memory.recall("mappings", "SPEND_USD") is None
    assert not (tmp_path / "memory").exists()


def test_the_planned_files_stand_there_from_the_first_write(folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} >= PLANNED


@pytest.mark.parametrize(("name", "room"), NAMES)
def test_a_file_that_was_there_before_stays(tmp_path: Path, name: str, room: str) -> None:
    own = tmp_path / "memory" / name
    own.parent.mkdir()
    own.write_text("mine", "utf-8")
    paths.put_copies(own.parent)
    assert own.read_text("utf-8") == "mine" and paths.find(name, own.parent, room) == own


@pytest.mark.parametrize(("name", "room"), NAMES)
def test_an_edited_copy_wins_and_stays_as_it_is(folder: Path, name: str, room: str) -> None:
    own = folder / name
    own.write_text(own.read_text("utf-8") + "\n# mine", "utf-8")
    paths.refresh_copies(folder)
    assert own.read_text("utf-8").endswith("# mine") and paths.find(name, folder, room) == own


@pytest.mark.parametrize(("name", "room"), NAMES)
def test_an_unedited_copy_follows_the_shipped_text(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, room: str
) -> None:
    newer = tmp_path / "data"
    for other, place in NAMES:
        (newer / place).mkdir(parents=True)
        (newer / place / other).write_text("newer", "utf-8")
    monkeypatch.setattr(paths, "data_root", lambda: newer)
    assert paths.find(name, folder, room).read_text("utf-8") == "newer"
    paths.refresh_copies(folder)
    assert (folder / name).read_text("utf-8") == "newer" and paths.is_copy(folder / name)


def test_a_copy_that_was_deleted_stays_away(folder: Path) -> None:
    (folder / "base_prompts.yaml").unlink()
    with LLMMemoryManager(folder) as memory:
        memory.remember("mappings", "Clicks", "clicks")
    assert not (folder / "base_prompts.yaml").exists()
