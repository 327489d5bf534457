"""What each export said of a layout, so that undo takes it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from worker.memory import MemoryStore
from worker.memory.layouts import layout_steps
from worker.memory.layouts.table_shape import Shape
from worker.shapes.mapping import Scope

Says = Callable[..., None]


SHAPE = Shape(("Site", "Blorp", "Cost"))


ACME = Scope(client="Acme")


def layout_tables(store: MemoryStore) -> dict[str, list[tuple[Any, ...]]]:
    with store.database.reading() as connection:
        return {
            table: connection.execute(f"SELECT {what} FROM {table} ORDER BY 1, 2").fetchall()
            for table, what in {
                "layout": "id, shape, scope, recipe, uses, first_at, last_at",
                "layout_header": "*",
            }.items()
        }


def fields_of(store: MemoryStore, scope: Scope = ACME) -> list[str | None] | None:
    found = store.layouts.recall(SHAPE, scope)
    return None if found is None else [column.field for column in found.columns]


def exported(store: MemoryStore, blorp: str | None, by: str = "anna", scope: Scope = ACME) -> None:
    store.layouts.remember(SHAPE, ["publisher", blorp, "net_cost"], scope, by)


def test_a_layout_that_owes_nothing_to_what_is_undone_stays(store: MemoryStore, says: Says) -> None:
    exported(store, "placement")
    says("confirm", "Blorp", "placement", client="Acme")
    store.layouts.remember(Shape(("Campaign", "Clicks")), ["campaign_name", "clicks"], ACME, "anna")
    exported(store, "placement", scope=Scope(client="Other"))
    exported(store, "placement", by="ben")
    before = layout_tables(store)
    assert store.undo("anna")
    assert layout_tables(store) == before


@pytest.mark.parametrize("exports", [1, 3])
def test_the_layout_of_an_export_goes_with_the_decision(store: MemoryStore, says: Says, exports: int) -> None:
    says("confirm", "Cost", "net_cost", by="ben")
    nothing = layout_tables(store)
    says("correct", "Blorp", None, "placement", client="Acme")
    for _ in range(exports):
        exported(store, "placement")
    assert fields_of(store) == ["publisher", "placement", "net_cost"]
    assert store.undo("anna")
    assert (fields_of(store), layout_tables(store)) == (None, nothing)


def test_the_recipe_of_last_month_comes_back_as_it_was(store: MemoryStore, says: Says) -> None:
    exported(store, "ad_format")
    exported(store, "ad_format")
    before = layout_tables(store)
    says("correct", "Blorp", "ad_format", "placement")
    exported(store, "placement")
    assert fields_of(store) == ["publisher", "placement", "net_cost"]
    assert store.undo("anna")
    assert layout_tables(store) == before
    assert fields_of(store) == ["publisher", "ad_format", "net_cost"]


def test_what_another_exported_since_stays(store: MemoryStore, says: Says) -> None:
    says("correct", "Blorp", None, "placement")
    exported(store, "placement")
    exported(store, "ad_format", by="ben")
    assert store.undo("anna")
    assert fields_of(store) == ["publisher", "ad_format", "net_cost"]
    assert layout_tables(store)["layout"][0][4] == 1


def test_a_layout_from_before_steps_were_kept_comes_back(store: MemoryStore, says: Says) -> None:
    exported(store, "ad_format")
    exported(store, "ad_format")
    with store.database.writing() as database:
        database.raw.execute("DELETE FROM layout_step")
    before = layout_tables(store)
    says("correct", "Blorp", None, "placement")
    exported(store, "placement")
    assert store.undo("anna")
    assert layout_tables(store) == before


@pytest.mark.parametrize("database_url", ["alone"], indirect=True)  # a team's are shared one by one
def test_the_oldest_steps_are_summed_up_and_nothing_is_lost(store: MemoryStore, says: Says) -> None:
    for _ in range(layout_steps.MOST_STEPS + 5):
        exported(store, "ad_format")
    before = layout_tables(store)
    says("correct", "Blorp", None, "placement")
    exported(store, "placement")
    with store.database.reading() as connection:
        (kept,) = connection.execute("SELECT count(*) FROM layout_step").fetchone()
    assert kept == layout_steps.MOST_STEPS
    assert layout_tables(store)["layout"][0][4] == layout_steps.MOST_STEPS + 6
    assert store.undo("anna")
    assert layout_tables(store) == before
