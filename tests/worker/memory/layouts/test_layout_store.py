"""Layouts of a memory: what a scope keeps, and what other memories of it must learn."""

from __future__ import annotations

from worker.memory import MemoryStore
from worker.memory.layouts.table_shape import Shape
from worker.shapes.mapping import Decision, Scope

SHAPE = Shape(("Site", "Cost", "Notes"))
ACME = Scope(client="Acme")


def fields(store: MemoryStore, scope: Scope) -> list[str | None] | None:
    layout = store.layouts.recall(SHAPE, scope)
    return None if layout is None else [column.field for column in layout.columns]


def test_a_memory_without_a_file_recalls_nothing_and_gets_none(store: MemoryStore) -> None:
    assert fields(store, ACME) is None
    assert not store.database.path.exists()


def test_a_layout_is_its_scopes_own_and_the_last_one_counts(store: MemoryStore) -> None:
    store.layouts.remember(SHAPE, ["site", "spend", None], ACME, "anna")
    store.layouts.remember(SHAPE, ["publisher", "net_cost", None], ACME, "anna")
    assert fields(store, ACME) == ["publisher", "net_cost", None]
    assert fields(store, Scope(client="Beta")) is None


def test_what_was_rejected_for_a_header_is_not_recalled_with_the_layout(store: MemoryStore) -> None:
    store.layouts.remember(SHAPE, ["publisher", "net_cost", None], ACME, "anna")
    store.decide([Decision("Cost", "net_cost", "reject", scope=ACME)], "anna")
    assert fields(store, ACME) == ["publisher", None, None]


def test_a_layout_is_a_step_with_a_line_in_the_audit(store: MemoryStore) -> None:
    before = store.revision()
    store.layouts.remember(SHAPE, ["publisher", "net_cost", None], ACME, "anna")
    assert store.revision() != before  # whoever keeps answers by the revision asks again
    (line,) = store.audit.lines()
    assert line[1:] == ("anna", "layout", "3 columns")
