"""What the trail says of a step."""

from __future__ import annotations

from pathlib import Path

from worker.memory import MemoryStore
from worker.settings import Settings
from worker.shapes.mapping import Decision
from worker.shapes.memory import ValueDecision


def test_decisions_name_headers_and_fields_and_count_values(folder: Path) -> None:
    with MemoryStore.open(Settings(memory_dir=folder)) as store:
        store.decide([Decision("Média Cost", "fee", "correct", "net_cost")], "anna")
        store.decide([], "anna", values=[ValueDecision("platform", "FB", "Facebook", "confirm")])
        store.decide([Decision(f"Header {n}", None, "correct", "fee") for n in range(25)], "anna")
        store.undo("anna")
        told = [detail for _, _, _, detail in store.audit.lines()][::-1]
    assert told[0] == "batch 1: reject 'Média Cost' as fee, confirm 'Média Cost' as net_cost"
    assert told[1] == "batch 2: 1 values" and "FB" not in "".join(told)
    assert told[2].endswith("confirm 'Header 19' as fee, 5 more headers")
    assert told[3] == "batch 3 undone by batch 4"


def test_headers_are_digests_on_request(folder: Path) -> None:
    with MemoryStore.open(Settings(memory_dir=folder, audit_hash_headers=True)) as store:
        for header in ("Média Cost", "MÉDIA  cost", "Fee"):
            store.decide([Decision(header, "fee", "confirm")], "anna")
        told = [detail.split()[3] for _, _, _, detail in store.audit.lines()]
        assert "cost" not in str(store.audit.lines()).casefold()
    assert told[1] == told[2] != told[0] and all(mark.startswith("#") and len(mark) == 13 for mark in told)
    with MemoryStore.open(Settings(memory_dir=folder.parent / "b", audit_hash_headers=True)) as store:
        store.decide([Decision("Fee", "fee", "confirm")], "anna")
        assert told[0] not in store.audit.lines()[0][3]  # each memory has a key of its own
