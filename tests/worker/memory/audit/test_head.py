"""The head of the trail outside the file: what was cut off shows."""

from __future__ import annotations

from pathlib import Path

from tests.worker.memory.audit.conftest import UNLOCK, behind_our_back, verified
from worker.document.manager import LLMMemoryManager
from worker.memory.audit.head import MOST_BYTES, Head, Mark


def test_a_cut_tail_shows_after_more_was_written(trail: Path) -> None:
    behind_our_back(trail, UNLOCK + "DELETE FROM audit WHERE id > 8; UPDATE sqlite_sequence SET seq = 8")
    with LLMMemoryManager(trail) as memory:
        for _ in range(5):
            memory.log_access("ben", "read")
    found = verified(trail)
    assert (found.ok, found.broken) == (False, 9) and "others stand in their place" in found.sentence


def test_a_head_kept_elsewhere_must_be_on_the_way(trail: Path) -> None:
    head = verified(trail).head
    with LLMMemoryManager(trail) as memory:
        memory.log_access("anna", "more")
    assert verified(trail, head).ok
    assert not verified(trail, "0" * 32).ok


def test_the_head_stays_small(tmp_path: Path) -> None:
    head = Head(tmp_path / "memory.db")
    key = head.make_key()
    for row in range(1, MOST_BYTES // 40 + 10):
        head.note(Mark(row, f"{row:032x}", row))
    assert head.path.stat().st_size < MOST_BYTES
    assert (head.key(), head.last()) == (key, Mark(row, f"{row:032x}", row))


def test_two_processes_may_tell_in_any_order(tmp_path: Path) -> None:
    head = Head(tmp_path / "memory.db")
    head.make_key()
    for row in (1, 3, 2):
        head.note(Mark(row, f"{row:032x}", 7))
    assert head.last() == Mark(3, f"{3:032x}", 7)
