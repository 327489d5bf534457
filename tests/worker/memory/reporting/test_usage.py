"""What was asked, how often and how long it took."""

from __future__ import annotations

from tests.worker.memory.verdicts import decide
from worker.document.manager import LLMMemoryManager
from worker.shapes.mapping import Scope


def test_what_was_asked_and_how_long_it_took_is_counted(memory: LLMMemoryManager) -> None:
    memory.remember("mappings", "Cost", "net_cost")
    memory.remember("mappings", "Spend", {"field": "spend", "confidence": 0.9})
    memory.store.recall_many(["Cost", "Spend", "Unknown", "Other"])
    memory.store.usage.took("map", 0.5)
    memory.store.usage.took("map", 1.5)
    report = memory.generate_performance_report()
    assert (report.asked, report.answered, report.calls_avoided) == (4, 2, 1)  # one alone
    (verb,) = report.verbs
    assert (verb.name, verb.count, verb.mean, verb.slowest) == ("map", 2, 1.0, 1.5)


def test_what_was_asked_is_told_by_source_and_by_scopes_that_are_known(memory: LLMMemoryManager) -> None:
    decide(memory, "Cost", "c")
    memory.remember("mappings", "Reach", "reach")
    memory.store.recall_many(["Cost", "Reach"], Scope(client="ACME", market="DE", template="raw_data"))
    memory.store.recall_many(["Cost", "Reach", "Other"], Scope(client="Secret new client"))
    report = memory.generate_performance_report()
    assert {one.name: (one.asked, one.answered) for one in report.sources} == {
        "confirm": (5, 1),
        "stated": (5, 2),
    }
    assert {one.name: (one.asked, one.answered) for one in report.scopes} == {
        "Acme": (2, 2),
        "everybody": (3, 1),
    }
    for file in memory.folder.rglob("*"):
        assert not file.is_file() or b"secret new" not in file.read_bytes().lower()
