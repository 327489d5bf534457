from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from worker.document.manager import LLMMemoryManager
from worker.memory.reporting.ledger import DatabaseLedger
from worker.memory.reporting.weeks import Week
from worker.memory.upkeep.proposals import Proposal
from worker.shapes.mapping import Decision, Scope
from worker.shapes.model_call import ModelCall

ACME = Scope(client="Acme", template="raw_data")


def decide(memory: LLMMemoryManager, header: str, verdicts: str, scope: Scope = ACME) -> None:
    words = {"c": "confirm", "r": "reject"}
    for verdict in verdicts:
        memory.store.decide([Decision(header, "spend", words[verdict], scope=scope)], "anna")


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


def test_weeks_tell_what_people_decided_and_what_the_model_cost(own_memory: Path) -> None:
    now = [datetime(2026, 3, 4, 9, tzinfo=UTC)]
    with LLMMemoryManager(own_memory, clock=lambda: now[0]) as memory:
        decide(memory, "Cost", "cc")
        now[0] += timedelta(days=14)
        memory.store.decide([Decision("Cost", "spend", "correct", "net_cost", ACME)], "anna")
        decide(memory, "Reach", "r")
        memory.store.decide([Decision("Clicks", "clicks", "confirm")], "ben")
        memory.store.undo("ben")
        memory.store.recall_many(["Cost", "Reach", "Unknown"], ACME)
        ledger = DatabaseLedger(lambda: memory.store.database)
        ledger.record(ModelCall(now[0], "column_mapping", "m", 300, 40, 0, 0.5, 1.0, "answered"))
        ledger.record(ModelCall(now[0], "column_mapping", "m", 0, 0, 0, 0.0, 0.0, "remembered"))
        memory.write_usage()
        now[0] += timedelta(days=300)
        assert memory.generate_performance_report().weeks == ()
        now[0] -= timedelta(days=300)
        assert memory.generate_performance_report().weeks == (
            Week(date(2026, 3, 2), confirmed=2),
            Week(date(2026, 3, 16), 3, 1, rejected=1, corrected=1, calls=1, tokens=340, cost=0.5),
        )


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
