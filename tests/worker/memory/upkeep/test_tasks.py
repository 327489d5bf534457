"""What is due, and what was done."""

from __future__ import annotations

from tests.worker.memory.upkeep.conftest import Calendar, confirm
from worker.document.manager import LLMMemoryManager


def test_nothing_is_due_where_nothing_was_learnt(aging: LLMMemoryManager) -> None:
    assert aging.due() == []


def test_tasks_are_due_daily_and_weekly_and_caught_up(aging: LLMMemoryManager, calendar: Calendar) -> None:
    confirm(aging, "A")
    assert aging.due() == []
    calendar.later(1)
    assert [done.name for done in aging.run_due()] == ["prune", "archive", "optimize", "backup"]
    assert aging.due() == []
    calendar.later(6.5)
    assert aging.due() == ["prune", "archive", "optimize", "retrain", "backup"]
    calendar.later(30)
    ran = aging.run_due()
    assert [done.name for done in ran] == ["prune", "archive", "optimize", "retrain", "backup"]
    assert not any("failed" in done.outcome for done in ran)
    found = sorted(path.name for path in (aging.folder / "backups").iterdir())
    assert found == ["memory-2026-01-06.backup", "memory-2026-02-11.backup"]
    assert aging.due() == []


def test_a_task_that_fails_is_told_and_the_others_are_done(
    aging: LLMMemoryManager, calendar: Calendar
) -> None:
    confirm(aging, "A")
    (aging.folder / "backups").write_text("in the way", "utf-8")
    calendar.later(8)
    ran = {done.name: done.outcome for done in aging.run_due()}
    assert ran["backup"].startswith("failed:") and not ran["optimize"].startswith("failed")
    assert aging.due() == ["backup"]
