"""The chores, each by itself and those that are due."""

from __future__ import annotations

import pytest

from tests.worker.memory.upkeep.conftest import Calendar, confirm
from worker.document.manager import LLMMemoryManager
from worker.memory.upkeep.maintenance import Maintenance


@pytest.fixture
def maintenance(aging: LLMMemoryManager, calendar: Calendar) -> Maintenance:
    return Maintenance(aging.store, calendar)


def test_a_memory_that_is_not_there_needs_nothing_and_is_not_made(
    maintenance: Maintenance, aging: LLMMemoryManager
) -> None:
    assert (maintenance.prune(0.5), maintenance.archive(30)) == ([], 0)
    assert maintenance.optimise().merged == 0
    retrained = maintenance.retrain()
    assert (retrained.priors, retrained.proposals) == ((), ())
    assert (maintenance.report().asked, maintenance.due(), maintenance.run_due()) == (0, [], [])
    assert not aging.folder.exists()


def test_what_holds_stays_and_what_is_weak_ends(maintenance: Maintenance, aging: LLMMemoryManager) -> None:
    confirm(aging, "Sure", times=5)
    aging.remember("mappings", "Weak", {"field": "notes", "confidence": 0.1})
    assert [standing.header for standing in maintenance.prune(0.3)] == ["Weak"]
    assert maintenance.prune(0.3) == []


def test_what_was_used_lately_is_not_archived(
    maintenance: Maintenance, aging: LLMMemoryManager, calendar: Calendar
) -> None:
    confirm(aging, "Old")
    confirm(aging, "Used")
    calendar.later(40)
    aging.store.recall("Used")
    assert maintenance.archive(30) == 1
    assert aging.store.recall("Old") is not None  # archived is not forgotten


def test_somebody_who_says_no_leaves_the_rest_due(
    maintenance: Maintenance, aging: LLMMemoryManager, calendar: Calendar
) -> None:
    confirm(aging, "Cost")
    calendar.later(1)
    answers = iter([True, True, False])
    ran = maintenance.run_due(go_on=lambda: next(answers))
    assert [done.name for done in ran] == ["prune", "archive"]
    assert maintenance.due() == ["optimize", "backup"]
