from __future__ import annotations

import pytest

from worker.document.manager import LLMMemoryManager
from worker.memory.recall import similar_headers
from worker.shapes.mapping import Decision


@pytest.mark.parametrize(
    ("known", "asked"),
    [
        ("Media Cost", "Media Costs"),
        ("Media Cost Net", "Net Media Cost"),
        ("Campaign Name", "Campain Name"),
        ("Total Net Media Cost", "Net Media Cost"),
        ("Planned Impressions 2025", "Planned Impressions 2026"),
        ("広告費用合計", "広告費用合計額"),
    ],
)
def test_alike_headers_find_each_other(memory: LLMMemoryManager, known: str, asked: str) -> None:
    memory.remember("mappings", known, {"field": "net_cost", "confidence": 0.9})
    for at in range(50):
        memory.remember("mappings", f"Filler {at}", {"field": "notes", "confidence": 0.9})
    (found,) = [entry for entry in memory.find_similar_columns([asked]).entries if entry[3] == "net_cost"]
    assert found[2] >= similar_headers.ALIKE


@pytest.mark.parametrize("asked", ["Gross Cost", "Net Rate", "Weather", ""])
def test_others_do_not(memory: LLMMemoryManager, asked: str) -> None:
    memory.remember("mappings", "Net Cost", {"field": "net_cost", "confidence": 0.9})
    assert memory.find_similar_columns([asked]).entries == ()


def test_what_was_rejected_is_not_told_as_similar(memory: LLMMemoryManager) -> None:
    memory.remember("mappings", "Media Cost", {"field": "net_cost", "confidence": 0.9})
    memory.store.decide([Decision("Media Cost", "net_cost", "reject")], "anna")
    assert memory.find_similar_columns(["Media Costs"]).entries == ()


def test_the_best_confirmed_come_first(memory: LLMMemoryManager) -> None:
    for header, times in (("Cost", 1), ("Clicks", 5), ("Placement", 3)):
        for _ in range(times):
            memory.store.decide([Decision(header, header.casefold(), "confirm")], "anna")
    assert [header for header, _ in memory.get_top_mappings(2).entries] == ["Clicks", "Placement"]


def test_the_index_is_the_same_when_made_anew(memory: LLMMemoryManager) -> None:
    for header, verdict in (("Media Cost", "confirm"), ("Media Cost", "confirm"), ("Clicks", "reject")):
        memory.store.decide([Decision(header, "net_cost", verdict)], "anna")
    memory.remember("values", "FB", {"field": "platform", "value": "Facebook"})

    def held(connection: object) -> list[object]:
        tables = ("SELECT * FROM near ORDER BY 1, 2, 3", "SELECT kind, key, rank FROM entry ORDER BY 1, 2")
        return [connection.execute(table).fetchall() for table in tables]  # type: ignore[attr-defined]

    with memory.store.database.writing() as database:
        before = held(database.raw)
        similar_headers.rebuild(database)
        assert held(database.raw) == before
    assert before[0]
