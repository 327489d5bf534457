"""Who did what: rows are only added, and whatever is done to them behind our back shows."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from worker.document.manager import LLMMemoryManager
from worker.memory import MemoryStore
from worker.memory.audit.head import MOST_BYTES, Head, Mark
from worker.settings import Settings
from worker.shapes.mapping import Decision
from worker.shapes.memory import ValueDecision

UNLOCK = "DROP TRIGGER IF EXISTS audit_keeps; DROP TRIGGER IF EXISTS audit_stays;"


@pytest.fixture
def trail(folder: Path) -> Path:
    """A memory with ten lines in its audit, closed."""
    with LLMMemoryManager(folder) as memory:
        for n in range(10):
            memory.log_access("anna", f"read {n}", "2026-05-03T09:00:00+00:00")
    return folder


def behind_our_back(folder: Path, sql: str) -> None:
    connection = dbapi2.connect(str(folder / "llm_memory.db"), isolation_level=None)
    connection.executescript(sql)
    connection.close()
    (folder / "llm_memory.seal").unlink()


def verified(folder: Path, head: str = ""):
    with LLMMemoryManager(folder) as memory:
        return memory.verify_audit(head)


def test_what_was_written_is_proved(trail: Path) -> None:
    found = verified(trail)
    assert (found.ok, found.rows, found.broken) == (True, 10, None) and "10 rows" in found.sentence


def test_nothing_done_is_nothing_to_prove(folder: Path) -> None:
    assert verified(folder).ok and not folder.exists()


@pytest.mark.parametrize(
    "sql", ["UPDATE audit SET user = 'ben' WHERE id = 5", "DELETE FROM audit WHERE id = 5"]
)
def test_rows_can_not_be_changed_or_deleted(trail: Path, sql: str) -> None:
    connection = dbapi2.connect(str(trail / "llm_memory.db"), isolation_level=None)
    with pytest.raises(dbapi2.IntegrityError, match="only added to"):
        connection.execute(sql)
    connection.close()


@pytest.mark.parametrize(
    ("sql", "broken"),
    [
        ("UPDATE audit SET user = 'ben' WHERE id = 5", 5),
        ("UPDATE audit SET at = '2027' WHERE id = 1", 1),
        ("UPDATE audit SET action = 'wrote' WHERE id = 10", 10),
        ("UPDATE audit SET detail = detail || ' ' WHERE id = 2", 2),
        ("UPDATE audit SET user = '', action = user || action WHERE id = 3", 3),
        ("UPDATE audit SET mac = (SELECT mac FROM audit WHERE id = 4) WHERE id = 5", 5),
        ("DELETE FROM audit WHERE id = 5", 6),
        ("DELETE FROM audit WHERE id = 1", 2),
        ("DELETE FROM audit WHERE id = 10", 10),
        ("DELETE FROM audit WHERE id > 4", 5),
        ("DELETE FROM audit", 1),
        ("UPDATE audit SET id = 99 WHERE id = 10", 99),
        ("UPDATE audit SET id = -id; UPDATE audit SET id = 11 + id", 1),
        ("INSERT INTO audit SELECT 11, at, user, action, detail, mac FROM audit WHERE id = 10", 11),
    ],
)
def test_edits_and_cuts_show_with_the_first_broken_row(trail: Path, sql: str, broken: int) -> None:
    behind_our_back(trail, UNLOCK + sql)
    found = verified(trail)
    assert (found.ok, found.broken) == (False, broken), found.sentence


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


def test_without_its_key_nothing_is_proved(trail: Path) -> None:
    (trail / "llm_memory.audit").unlink()
    assert "no row can be proved" in verified(trail).sentence
    with LLMMemoryManager(trail) as memory:
        memory.log_access("anna", "more")
    assert (verified(trail).ok, verified(trail).broken) == (False, 1)


def test_a_killed_process_leaves_a_chain_that_holds(trail: Path) -> None:
    head = Head(trail / "llm_memory.db")
    lines = head.path.read_bytes().splitlines(keepends=True)
    head.path.write_bytes(b"".join(lines[:-1]) + lines[-1][:20])  # dead while it told how far it was
    assert verified(trail).ok
    with LLMMemoryManager(trail) as memory:
        memory.log_access("anna", "more")
    assert verified(trail).ok


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


def test_decisions_name_headers_and_fields_and_count_values(folder: Path) -> None:
    with MemoryStore.open(Settings(memory_dir=folder)) as store:
        store.decide([Decision("Média Cost", "fee", "correct", "net_cost")], "anna")
        store.decide_values([ValueDecision("platform", "FB", "Facebook", "confirm")], "anna")
        store.decide([Decision(f"Header {n}", None, "correct", "fee") for n in range(25)], "anna")
        store.undo("anna")
        told = [detail for _, _, _, detail in store.audit.lines()][::-1]
    assert told[0] == "batch 1: reject 'Média Cost' as fee, confirm 'Média Cost' as net_cost"
    assert told[1] == "batch 2: 1 values" and "FB" not in "".join(told)
    assert told[2].endswith("confirm 'Header 19' as fee, 5 more headers")
    assert told[3] == "batch 3 undone by batch 4"


def test_headers_are_digests_on_request(folder: Path) -> None:
    with MemoryStore.open(Settings(memory_dir=folder, audit_hash_headers=True)) as store:
        for header in ("Média Cost", "MÉDIA  cost", "Fee"):
            store.decide([Decision(header, "fee", "confirm")], "anna")
        told = [detail.split()[3] for _, _, _, detail in store.audit.lines()]
        assert "cost" not in str(store.audit.lines()).casefold()
    assert told[1] == told[2] != told[0] and all(mark.startswith("#") and len(mark) == 13 for mark in told)
    with MemoryStore.open(Settings(memory_dir=folder.parent / "b", audit_hash_headers=True)) as store:
        store.decide([Decision("Fee", "fee", "confirm")], "anna")
        assert told[0] not in store.audit.lines()[0][3]  # each memory has a key of its own
