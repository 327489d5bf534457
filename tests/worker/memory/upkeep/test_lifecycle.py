"""Archive, merge, and the tasks that are due."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.worker.memory.upkeep.conftest import Calendar, confirm
from worker.document.manager import LLMMemoryManager
from worker.memory.upkeep import lifecycle


def found_alike(memory: LLMMemoryManager, header: str) -> bool:
    return bool(memory.find_similar_columns([header]).entries)


def test_what_is_used_is_not_archived(aging: LLMMemoryManager, calendar: Calendar) -> None:
    confirm(aging, "Media Cost")
    calendar.later(29)
    assert aging.archive_old_entries(days=30) == 0
    aging.recall("mappings", "Media Cost")
    calendar.later(29)
    assert aging.archive_old_entries(days=30) == 0
    assert found_alike(aging, "Media Costs")


def test_disuse_archives_and_use_brings_back(aging: LLMMemoryManager, calendar: Calendar) -> None:
    confirm(aging, "Media Cost", times=9)
    calendar.later(400)
    assert aging.archive_old_entries(days=30) == 1
    assert not found_alike(aging, "Media Costs")
    assert aging.get_top_mappings(5).entries == ()
    assert aging.recall("mappings", "Media Cost")["field"] == "net_cost"
    aging.store.usage.write()
    assert found_alike(aging, "Media Costs")
    calendar.later(31)
    assert aging.archive_old_entries(days=30) == 1
    confirm(aging, "Media Cost")
    assert found_alike(aging, "Media Costs")


@pytest.mark.parametrize("policy", ["beta", "additive"])
def test_merging_changes_no_number(folder: Path, calendar: Calendar, policy: str) -> None:
    from worker.settings import Settings

    memory = LLMMemoryManager(settings_=Settings(folder, policy=policy), clock=calendar)
    for header, verdicts in (("A", "cccccccc"), ("B", "ccrcccrrr"), ("C", "cr"), ("D", "rrrrc")):
        for verdict in verdicts:
            confirm(memory, header, verdict={"c": "confirm", "r": "reject"}[verdict])
            calendar.later(1)
    memory.increment_confidence("A", 0.03)
    before, summary = memory.store.standings(), memory.store.summary()
    pieces = len(memory.store.history(limit=10_000))
    calendar.later(200)
    done = memory.optimize_database()
    assert done.merged > 0 and len(memory.store.history(limit=10_000)) == pieces - done.merged
    assert memory.store.summary() == summary

    from worker.memory.learning import steps

    with memory.store.database.writing() as database:
        places = {lesson.place for lesson in memory.store._lessons("mappings", None)}
        replayed = steps.replayed(database, places)
    kept = {lesson.place: lesson for lesson in memory.store._lessons("mappings", None)}
    for place, group in replayed.items():
        for lesson in group.values():
            now = kept[place]
            assert (lesson.state, lesson.confirms, lesson.rejects) == (now.state, now.confirms, now.rejects)
            assert lesson.tally.running == pytest.approx(now.tally.running, abs=1e-12)
            assert lesson.tally.confirmed == pytest.approx(now.tally.confirmed, abs=1e-12)
            assert (lesson.first_at, lesson.last_at) == (now.first_at, now.last_at)
    assert [s.confidence for s in memory.store.standings()] == [s.confidence for s in before]
    assert memory.optimize_database().merged == 0


def test_recent_evidence_is_left_as_it_was_said(aging: LLMMemoryManager, calendar: Calendar) -> None:
    confirm(aging, "A", times=9)
    calendar.later(lifecycle.KEEP_SINGLE_DAYS - 1)
    assert aging.optimize_database().merged == 0


def test_what_was_undone_is_dropped_in_time_and_counts_as_little_as_before(
    aging: LLMMemoryManager, calendar: Calendar
) -> None:
    confirm(aging, "A", times=2)
    aging.store.undo("anna")
    before = aging.recall("mappings", "A")["confidence"]
    calendar.later(200)
    assert aging.optimize_database().forgotten == 1
    assert aging.recall("mappings", "A")["confidence"] == before


def test_the_backup_of_an_encrypted_memory_is_not_readable(folder: Path, calendar: Calendar) -> None:
    memory = LLMMemoryManager(folder, "correct horse", clock=calendar)
    confirm(memory, "A")
    calendar.later(8)
    assert {done.name: done.outcome for done in memory.run_due()}["backup"].startswith("written to")
    (held,) = [path.read_bytes() for path in (folder / "backups").iterdir()]
    assert b"SQLite format" not in held and b"net_cost" not in held and memory.due() == []
    memory.close()
