"""What memory holds, as far as a filter lets it pass."""

from __future__ import annotations

from pathlib import Path

import pytest

from worker.document.manager import LLMMemoryManager
from worker.memory.layouts.table_shape import Shape
from worker.shapes.mapping import Decision, Scope
from worker.shapes.memory import Filter, ValueDecision

NIKE, PUMA = Scope(client="Nike", market="UK"), Scope(client="Puma", platform="Meta")


@pytest.fixture
def memory(tmp_path: Path) -> LLMMemoryManager:
    memory = LLMMemoryManager(tmp_path / "memory")
    memory.store.decide([Decision("Spend", "spend", "confirm", scope=scope) for scope in (NIKE, PUMA)], "a")
    memory.store.decide([Decision("Total Clicks", "clicks", "confirm")], "a")
    memory.store.decide([], "a", values=[ValueDecision("platform", "FB", "Facebook", "confirm", scope=NIKE)])
    memory.store.layouts.remember(Shape(("Spend", "Taps")), ["spend", "clicks"], NIKE, "a")
    return memory


@pytest.mark.parametrize(
    ("filter", "mappings", "values", "layouts"),
    [
        (Filter(), 3, 1, 1),
        (Filter(client="Adidas"), 0, 0, 0),
        (Filter(client="nike "), 1, 1, 1),
        (Filter(market="UK", header="spend"), 1, 0, 1),
        (Filter(platform="Meta"), 1, 0, 0),
        (Filter(header="CLICKS"), 1, 0, 0),
        (Filter(field="clicks"), 1, 0, 1),
        (Filter(field="platform"), 0, 1, 0),
    ],
)
def test_a_filter_lets_pass_what_agrees_with_all_of_it(
    memory: LLMMemoryManager, filter: Filter, mappings: int, values: int, layouts: int
) -> None:
    entries = memory.list_entries(filter)
    assert (len(entries.mappings), len(entries.values), len(entries.layouts)) == (mappings, values, layouts)
    memory.close()


def test_a_layout_has_its_columns_and_its_client_as_written(memory: LLMMemoryManager) -> None:
    (layout,) = memory.list_entries().layouts
    assert layout.columns == (("Spend", "spend"), ("Taps", "clicks"))
    assert (layout.scope.client, layout.uses) == ("Nike", 1)
    memory.close()
