"""The weeks of a report."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from tests.worker.memory.verdicts import ACME, decide
from worker.document.manager import LLMMemoryManager
from worker.memory.reporting.ledger import DatabaseLedger
from worker.memory.reporting.weeks import Week
from worker.shapes.mapping import Decision
from worker.shapes.model_call import ModelCall


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
