"""Decisions on one header, a letter each."""

from __future__ import annotations

from worker.document.manager import LLMMemoryManager
from worker.shapes.mapping import Decision, Scope

ACME = Scope(client="Acme", template="raw_data")


def decide(memory: LLMMemoryManager, header: str, verdicts: str, scope: Scope = ACME) -> None:
    """`decide(memory, "Cost", "ccr")`: twice confirmed as spend, once rejected."""
    words = {"c": "confirm", "r": "reject"}
    for verdict in verdicts:
        memory.store.decide([Decision(header, "spend", words[verdict], scope=scope)], "anna")
