"""The context that a prompt gets from memory."""

from __future__ import annotations

import pytest

from worker.document.manager import LLMMemoryManager
from worker.memory.recall.context import BUDGET
from worker.shapes.mapping import Decision, Scope
from worker.tokens import estimate

MINE = Scope(client="Acme", template="raw_data")


def test_a_memory_that_knows_nothing_tells_the_essentials_alone(memory: LLMMemoryManager) -> None:
    assert memory.get_relevant_context("column_mapping", ["Cost"]) == memory.get_domain_essentials()


@pytest.mark.parametrize("budget", [BUDGET, 260, 0])
def test_the_budget_holds_with_the_essentials_always_in_it(memory: LLMMemoryManager, budget: int) -> None:
    for at in range(60):
        memory.remember("mappings", f"Media Cost {'x' * at}", {"field": "net_cost", "confidence": 0.9})
    told = memory.get_relevant_context(
        "column_mapping", [f"Media Costs {at}" for at in range(60)], budget=budget
    )
    known = memory.get_domain_essentials()
    assert told.startswith(known)
    assert estimate(told) <= max(budget, estimate(known))
    assert (told == known) == (budget == 0)


def test_the_callers_own_counter_counts(memory: LLMMemoryManager) -> None:
    for word in ("alpha", "beta", "gamma", "delta"):
        memory.remember("mappings", f"Cost {word}", {"field": "net_cost", "confidence": 0.9})
    known = memory.get_domain_essentials()
    told = memory.get_relevant_context("column_mapping", ["Cost alpha"], budget=len(known) + 80, count=len)
    assert len(known) < len(told) <= len(known) + 80


def test_what_was_refused_for_these_columns_comes_first(memory: LLMMemoryManager) -> None:
    memory.store.decide([Decision("Total", "net_cost", "reject", scope=MINE)], "anna")
    for at in range(40):
        memory.remember(
            "mappings", f"Total {'abcdefghij'[at % 10]}{at}", {"field": "notes", "confidence": 0.9}
        )
    told = memory.get_relevant_context("column_mapping", ["Total"], budget=240, scope=MINE)
    assert '"total" is not net_cost' in told


def test_similar_headers_that_people_confirmed_are_told(memory: LLMMemoryManager) -> None:
    memory.remember("mappings", "Media Cost Net", {"field": "net_cost", "confidence": 0.9})
    told = memory.get_relevant_context("column_mapping", ["Media Costs Net"])
    assert '"media costs net" ~ "media cost net" -> net_cost' in told


def test_what_a_model_said_is_told_to_no_model(memory: LLMMemoryManager) -> None:
    memory.remember("mappings", "Odd Thing", {"field": "notes", "confidence": 0.9, "origin": "llm"})
    assert "odd" not in memory.get_relevant_context("column_mapping", ["Odd Thing", "Odd Things"])


def test_other_tasks_get_the_essentials(memory: LLMMemoryManager) -> None:
    memory.remember("mappings", "Cost", {"field": "net_cost", "confidence": 0.9})
    assert memory.get_relevant_context("layout", ["Cost"]) == memory.get_domain_essentials()
