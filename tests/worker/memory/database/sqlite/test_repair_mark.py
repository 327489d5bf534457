"""The mark of a repair outlives a killed process."""

from __future__ import annotations

from pathlib import Path

from worker.memory.database.sqlite.repair_mark import RepairMark


def test_nothing_is_marked_by_itself(tmp_path: Path) -> None:
    mark = RepairMark(tmp_path / "memory.db")
    mark.clear()
    assert not mark.is_set
    assert list(tmp_path.iterdir()) == []


def test_another_process_sees_the_mark_until_it_is_cleared(tmp_path: Path) -> None:
    RepairMark(tmp_path / "memory.db").set()
    RepairMark(tmp_path / "memory.db").set()
    assert RepairMark(tmp_path / "memory.db").is_set
    RepairMark(tmp_path / "memory.db").clear()
    assert not RepairMark(tmp_path / "memory.db").is_set
