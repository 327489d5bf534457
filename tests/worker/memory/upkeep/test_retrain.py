"""Proposals for what fails."""

from __future__ import annotations

from tests.worker.memory.verdicts import ACME, decide
from worker.document.manager import LLMMemoryManager
from worker.memory.upkeep.proposals import Proposal
from worker.shapes.mapping import Decision, Scope


def test_retraining_looks_elsewhere_and_at_similar_headers(memory: LLMMemoryManager) -> None:
    decide(memory, "Media Outlay", "r")
    decide(memory, "Odd Header", "r")
    for header, scope in (("Media Outlay", Scope(client="Beta")), ("Odd Headers", ACME)):
        memory.store.decide([Decision(header, "net_cost", "confirm", scope=scope)], "ben")
    report = memory.generate_performance_report()
    found = memory.retrain_low_performers(report.failing_mappings).proposals
    assert {(p.header, p.field, p.origin) for p in found} == {
        ("Media Outlay", "net_cost", "elsewhere"),
        ("Odd Header", "net_cost", "similar"),
    }
    assert all(p.confidence < 0.8 and p.was == "spend" for p in found)
    assert memory.store.recall("Media Outlay", ACME).field is None


class Scripted:
    """Proposes what it is told to, and keeps what it was asked."""

    def __init__(self, *said: Proposal) -> None:
        self.said = said
        self.asked: list[tuple[list[str], Scope]] = []

    def propose(self, headers: list[str], scope: Scope) -> tuple[Proposal, ...]:
        self.asked.append((list(headers), scope))
        return self.said


def test_a_model_is_asked_once_and_its_word_stays_a_proposal(memory: LLMMemoryManager) -> None:
    decide(memory, "Aaa", "r")
    decide(memory, "Bbb", "r")
    memory.memory_folder.maintenance.proposer = model = Scripted(
        Proposal("Aaa", "net_cost", 1.0, "llm", "Sounds like it."),
        Proposal("Bbb", "spend", 1.0, "llm", "Again."),
    )
    found = memory.retrain_low_performers(None).proposals
    assert model.asked == [(["Aaa", "Bbb"], ACME)]
    assert [(p.header, p.field, p.confidence, p.was) for p in found] == [("Aaa", "net_cost", 0.79, "spend")]
    known = memory.recall("mappings", "Aaa", scope=ACME)
    assert known is not None and (known["origin"], known["confirmed"]) == ("llm", False)
    assert memory.store.recall("Aaa", ACME).field is None
