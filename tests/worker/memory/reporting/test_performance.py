from __future__ import annotations

import pytest

from tests.worker.memory.verdicts import ACME, decide
from worker.document.manager import LLMMemoryManager
from worker.shapes.mapping import Decision, Scope


def test_sources_and_scopes_are_told_apart(memory: LLMMemoryManager) -> None:
    decide(memory, "Cost", "ccc")
    decide(memory, "Clicks", "c", Scope())
    memory.store.decide([Decision("Cost", "spend", "correct", "net_cost", ACME)], "anna")
    memory.remember("mappings", "Reach", "reach")
    report = memory.generate_performance_report()
    told = {one.name: (one.mappings, one.confirmed, one.rejected, one.corrected) for one in report.sources}
    assert told == {"confirm": (2, 4, 0, 1), "stated": (1, 0, 0, 0)}
    assert {one.name: one.confirmed for one in report.scopes} == {"Acme": 3, "everybody": 1}


@pytest.mark.parametrize(
    ("verdicts", "fails"),
    [("c", False), ("ccc", False), ("ccr", True), ("ccccr", True), ("r", True), ("cr", True)],
)
def test_what_is_rejected_and_not_replaced_fails(
    memory: LLMMemoryManager, verdicts: str, fails: bool
) -> None:
    decide(memory, "Cost", verdicts)
    found = memory.generate_performance_report().failing_mappings
    assert bool(found) == fails
    if found:
        assert (found[0].header, found[0].field, found[0].scope) == ("Cost", "spend", ACME)


def test_what_was_corrected_is_mended(memory: LLMMemoryManager) -> None:
    decide(memory, "Cost", "cr")
    memory.store.decide([Decision("Cost", "spend", "correct", "net_cost", ACME)], "anna")
    assert memory.generate_performance_report().failing_mappings == ()


def test_what_serves_too_rarely_fails_while_it_holds(memory: LLMMemoryManager) -> None:
    memory.remember("mappings", "Cost", {"field": "spend", "confidence": 0.9})
    for success in (True, False, False):
        memory.update_success_rate("Cost", success=success)
    (found,) = memory.generate_performance_report().failing_mappings
    assert (found.state, found.confirms, found.rejects) == ("holds", 1, 2)
