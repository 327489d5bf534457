"""A memory with one entry of each kind."""

from __future__ import annotations

import pytest

from worker.document.manager import LLMMemoryManager
from worker.memory.layouts.table_shape import Shape
from worker.shapes.mapping import Decision, Scope

ACME = Scope(client="Acme", market="UK")


@pytest.fixture
def varied(memory: LLMMemoryManager) -> LLMMemoryManager:
    """Mappings decided and stated, a value, a rule and a layout."""
    memory.store.decide([Decision("Média Cost ☂", "net_cost", "confirm", scope=ACME)], "anna", plan="p.xlsx")
    memory.store.decide([Decision("Média Cost ☂", "net_cost", "correct", "spend", scope=ACME)], "ben")
    memory.remember("mappings", "Clicks", {"field": "clicks", "confidence": 0.42})
    memory.remember("values", "FB", {"field": "platform", "value": "Facebook", "confidence": 0.9})
    memory.remember("validations", "DV360", {"limit": 240, "confidence": 0.9})
    memory.store.layouts.remember(Shape(("A", "B")), ("spend", None), ACME)
    return memory
