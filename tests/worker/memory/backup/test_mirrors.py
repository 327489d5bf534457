"""The readable mirrors: written, edited, taken back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from worker.document.manager import LLMMemoryManager
from worker.errors import MediaMapperError, UsageError
from worker.memory.layouts.table_shape import Shape
from worker.shapes.mapping import Decision, Scope

ACME = Scope(client="Acme", market="UK")


@pytest.fixture
def taught(memory: LLMMemoryManager) -> LLMMemoryManager:
    memory.store.decide([Decision("Média Cost ☂", "net_cost", "confirm", scope=ACME)], "anna", plan="p.xlsx")
    memory.store.decide([Decision("Média Cost ☂", "net_cost", "correct", "spend", scope=ACME)], "ben")
    memory.remember("mappings", "Clicks", {"field": "clicks", "confidence": 0.42})
    memory.remember("values", "FB", {"field": "platform", "value": "Facebook", "confidence": 0.9})
    memory.remember("validations", "DV360", {"limit": 240, "confidence": 0.9})
    memory.store.layouts.remember(Shape(("A", "B")), ("spend", None), ACME)
    return memory


def test_mirrors_are_one_entry_a_line_and_sorted(taught: LLMMemoryManager) -> None:
    mappings, validations = taught.export_json()
    lines = mappings.read_text().splitlines()
    assert [json.loads(line.rstrip(","))["header"] for line in lines if '"header"' in line] == [
        "Clicks",
        "Média Cost ☂",
    ]
    assert json.loads(validations.read_text())["validations"][0]["rule"] == {"limit": 240}
    before = mappings.read_bytes()
    taught.export_json()
    assert mappings.read_bytes() == before


def test_taking_back_what_was_written_changes_nothing(taught: LLMMemoryManager) -> None:
    taught.export_json()
    before = taught.store.history()
    assert taught.import_json() == 0
    assert taught.store.history() == before


def test_an_edited_mirror_is_taken(taught: LLMMemoryManager, tmp_path: Path) -> None:
    mappings, validations = taught.export_json()
    mappings.write_text(mappings.read_text().replace('"field": "clicks"', '"field": "reach"'))
    validations.write_text(validations.read_text().replace("240", "250"))
    assert taught.import_json() == 2
    found = taught.recall("mappings", "Clicks")
    assert found is not None and found["field"] == "reach"
    assert found["confidence"] == pytest.approx(0.42, abs=1e-12)
    assert taught.recall("validations", "DV360")["limit"] == 250


def test_another_memory_takes_the_mirrors(taught: LLMMemoryManager, tmp_path: Path) -> None:
    taught.export_json()
    other = LLMMemoryManager(tmp_path / "other")
    assert other.import_json(taught.folder) == 4
    assert {(s.header, s.field, s.scope) for s in other.store.standings()} == {
        ("Média Cost ☂", "spend", ACME),
        ("Clicks", "clicks", Scope()),
    }
    assert other.recall("values", "FB")["value"] == "Facebook"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nonsense", "is no JSON"),
        ("[]", "not what is exported"),
        ('{"mapings": []}', "not what is exported"),
        ('{"mappings": {}}', "is no list"),
        ('{"mappings": [3]}', "Entry 1 of 'mappings' is no mapping"),
        ('{"mappings": [{"header": "A", "feild": "b"}]}', "unknown key 'feild'"),
        ('{"mappings": [{"field": "b"}]}', "has no header"),
        ('{"mappings": [{"header": "A", "confidence": 1.5}]}', "confidence 1.5"),
        ('{"mappings": [{"header": "A", "confidence": true}]}', "confidence True"),
        ('{"mappings": [{"header": "A", "scope": {"planet": "x"}}]}', "no scope that is known"),
        ('{"values": [{"of": "platform"}]}', "has no value"),
    ],
)
def test_a_bad_mirror_says_where(memory: LLMMemoryManager, folder: Path, text: str, said: str) -> None:
    folder.mkdir()
    (folder / "mappings.json").write_text(text)
    with pytest.raises(MediaMapperError, match=said):
        memory.import_json()
    assert memory.store.standings() == []


def test_no_mirrors_no_import(memory: LLMMemoryManager) -> None:
    with pytest.raises(UsageError, match="export-json"):
        memory.import_json()
