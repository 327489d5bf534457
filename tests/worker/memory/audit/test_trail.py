"""Who did what: rows are only added, and whatever is done to them behind our back shows."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from tests.worker.memory.audit.conftest import UNLOCK, behind_our_back, verified
from worker.document.manager import LLMMemoryManager
from worker.memory.audit.head import Head


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
