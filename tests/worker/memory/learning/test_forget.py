"""What was learnt of a client or a header goes for good: out of every table, and past undo and old copies."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from worker.document.manager import LLMMemoryManager
from worker.errors import UsageError
from worker.memory.database.file_names import FILE
from worker.memory.layouts.table_shape import Shape
from worker.shapes.mapping import Decision, Scope
from worker.shapes.memory import Filter, ValueDecision

CLIENT = "Zebracanary AG"
SCOPE = Scope(client=CLIENT, market="DE")
OTHER = Scope(client="Quokka Ltd")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "memory"


@pytest.fixture
def memory(folder: Path) -> Iterator[LLMMemoryManager]:
    """A memory that knows two clients, and what holds for everybody."""
    with LLMMemoryManager(folder) as memory:
        decide(memory, "Spend", scope=OTHER)
        decide(memory, "Klicks")
        decide(memory, "Tigerheader", "impressions")
        decide(memory, "Tigerheader", "impressions", OTHER)
        decide(memory, "Spend", scope=SCOPE)
        value = ValueDecision("platform", "FB", "Facebook", "confirm", scope=SCOPE)
        memory.store.decide([], "anna", values=[value])
        for scope in (SCOPE, OTHER):
            memory.store.layouts.remember(Shape(("Spend", "Clicks")), ["spend", "clicks"], scope, "anna")
        memory.store.rules.remember("platform", {"max": 1}, 0.9, SCOPE)
        yield memory


def decide(
    memory: LLMMemoryManager,
    header: str,
    field: str = "spend",
    scope: Scope = Scope(),  # noqa: B008
) -> None:
    memory.store.decide([Decision(header, field, "confirm", scope=scope)], "anna")


def held(memory: LLMMemoryManager) -> set[tuple[str, str | None]]:
    """Headers and clients of everything that is known."""
    entries = memory.list_entries()
    known = {(one.header, one.scope.client) for one in (*entries.mappings, *entries.values)}
    return known | {("layout", layout.scope.client) for layout in entries.layouts}


EVERYTHING = {
    ("Spend", CLIENT), ("Spend", "Quokka Ltd"), ("Klicks", None), ("Tigerheader", None),
    ("Tigerheader", "Quokka Ltd"), ("FB", CLIENT), ("layout", CLIENT), ("layout", "Quokka Ltd"),
}  # fmt: skip
OF_CLIENT = {one for one in EVERYTHING if str(one[1]).startswith("Zebra")}


def bytes_with(folder: Path, text: bytes) -> list[str]:
    """The files that hold *text* in any case."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path.name for path in files if text.lower() in path.read_bytes().lower())


@pytest.mark.parametrize(
    ("client", "header", "gone"),
    [
        ("Nobody", None, set()),
        (None, "No such header", set()),
        ("Nobody", "Spend", set()),
        (CLIENT, None, OF_CLIENT),
        ("  zebracanary ag ", None, OF_CLIENT),
        (None, "tigerheader", {("Tigerheader", None), ("Tigerheader", "Quokka Ltd")}),
        ("Quokka Ltd", "Tigerheader", {("Tigerheader", "Quokka Ltd")}),
        (None, "Clicks", {("layout", CLIENT), ("layout", "Quokka Ltd")}),
    ],
)
def test_what_was_named_goes_and_nothing_else(
    memory: LLMMemoryManager, client: str | None, header: str | None, gone: set[tuple[str, str | None]]
) -> None:
    assert held(memory) == EVERYTHING
    outcome = memory.forget(client=client, header=header, user="anna")
    assert held(memory) == EVERYTHING - gone
    assert bool(outcome.removal) == bool(gone)


def test_nothing_named_is_nothing_forgotten(memory: LLMMemoryManager) -> None:
    with pytest.raises(UsageError, match="Nothing was named"):
        memory.forget(client=" ")
    assert held(memory) == EVERYTHING


def test_no_byte_of_a_client_stays(memory: LLMMemoryManager, folder: Path) -> None:
    memory.export_json()
    memory.recall("mappings", "Spend", scope=SCOPE)
    assert bytes_with(folder, b"zebracanary")
    memory.forget(client=CLIENT, user="anna")
    memory.close()
    assert bytes_with(folder, b"zebracanary") == []


def test_no_byte_of_a_header_stays_and_the_audit_is_whole(memory: LLMMemoryManager, folder: Path) -> None:
    outcome = memory.forget(header="Tigerheader", user="anna")
    assert outcome.removal.audit_lines == 2
    assert memory.verify_audit().ok
    memory.close()
    assert bytes_with(folder, b"tigerheader") == []
    with LLMMemoryManager(folder) as again:
        assert again.verify_audit().ok


def test_it_is_audited_without_the_name(memory: LLMMemoryManager) -> None:
    memory.forget(client=CLIENT, user="ben")
    at, user, action, detail = memory.audit_trail(1)[0]
    assert (user, action) == ("ben", "forget")
    assert detail == "a client: 2 pieces of evidence, 2 headers and values, 1 layouts, 1 rules"


def test_undo_does_not_bring_it_back(memory: LLMMemoryManager) -> None:
    memory.forget(client=CLIENT, user="anna")
    for _ in range(9):
        memory.store.undo("anna")
    assert not held(memory) & OF_CLIENT


def test_undo_passes_a_step_by_of_which_nothing_is_left(memory: LLMMemoryManager) -> None:
    memory.forget(client=CLIENT, user="anna")
    (standing,) = memory.store.undo("anna")
    assert (standing.header, standing.scope.client) == ("Tigerheader", "Quokka Ltd")


def test_a_backup_that_comes_back_does_not_bring_it_back(memory: LLMMemoryManager, tmp_path: Path) -> None:
    backup = memory.export_backup(tmp_path / "old.json")
    memory.forget(client=CLIENT, user="anna")
    memory.restore(backup, force=True)
    assert held(memory) == EVERYTHING - OF_CLIENT


def test_nor_does_an_encrypted_one(tmp_path: Path) -> None:
    with LLMMemoryManager(tmp_path / "memory", "a long enough passphrase") as memory:
        decide(memory, "Spend", scope=SCOPE)
        decide(memory, "Klicks")
        backup = memory.export_backup(tmp_path / "old.json")
        memory.forget(client=CLIENT, user="anna")
        memory.restore(backup, force=True)
        assert held(memory) == {("Klicks", None)}


def test_a_tombstone_goes_with_a_backup_into_another_folder(
    memory: LLMMemoryManager, folder: Path, tmp_path: Path
) -> None:
    old = memory.export_backup(tmp_path / "old.json")
    memory.forget(client=CLIENT, user="anna")
    newer = memory.export_backup(tmp_path / "new.json")
    with LLMMemoryManager(tmp_path / "elsewhere") as elsewhere:
        elsewhere.restore(newer)
        elsewhere.restore(old, force=True)
        assert held(elsewhere) == EVERYTHING - OF_CLIENT


def test_an_old_database_put_back_is_forgotten_once_more(memory: LLMMemoryManager, folder: Path) -> None:
    memory.close()
    old = folder.with_name("old.db")
    shutil.copy(folder / FILE, old)
    memory.forget(client=CLIENT, user="anna")
    memory.close()
    shutil.copy(old, folder / FILE)
    (folder / "llm_memory.seal").unlink(missing_ok=True)
    with LLMMemoryManager(folder) as again:
        assert held(again) == EVERYTHING - OF_CLIENT


def test_what_is_decided_later_is_learnt(memory: LLMMemoryManager, tmp_path: Path) -> None:
    backup = memory.export_backup(tmp_path / "old.json")
    memory.forget(client=CLIENT, user="anna")
    decide(memory, "Spend", scope=SCOPE)
    assert ("Spend", CLIENT) in held(memory)
    memory.restore(backup, force=True)
    assert ("Spend", CLIENT) not in held(memory)


def test_files_that_still_hold_it_are_named(memory: LLMMemoryManager, folder: Path) -> None:
    memory.rotate_backups()
    memory.export_json()
    mirror = folder / "mappings.json"
    mirror.write_text(json.dumps(json.loads(mirror.read_text("utf-8"))), "utf-8")
    named = memory.forget(client=CLIENT, user="anna").still_in
    assert {Path(path).parent.name for path in named} >= {"backups"}
    assert str(mirror) in named


def test_an_empty_memory_has_nothing_and_forgets_nothing(tmp_path: Path) -> None:
    with LLMMemoryManager(tmp_path / "none") as memory:
        assert memory.list_entries() == memory.list_entries(Filter(client="x"))
        assert not memory.forget(client="x").removal
    assert not (tmp_path / "none" / FILE).exists()
