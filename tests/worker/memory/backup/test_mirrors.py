"""The readable mirrors: written, edited, taken back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.worker.memory.backup.conftest import ACME
from worker.document.manager import LLMMemoryManager
from worker.errors import MediaMapperError, UsageError
from worker.shapes.mapping import Scope


def test_mirrors_are_one_entry_a_line_and_sorted(varied: LLMMemoryManager) -> None:
    mappings, validations = varied.export_json()
    lines = mappings.read_text().splitlines()
    assert [json.loads(line.rstrip(","))["header"] for line in lines if '"header"' in line] == [
        "Clicks",
        "Média Cost ☂",
    ]
    assert json.loads(validations.read_text())["validations"][0]["rule"] == {"limit": 240}
    before = mappings.read_bytes()
    varied.export_json()
    assert mappings.read_bytes() == before


def test_taking_back_what_was_written_changes_nothing(varied: LLMMemoryManager) -> None:
    varied.export_json()
    before = varied.store.history()
    assert varied.import_json() == 0
    assert varied.store.history() == before


def test_an_edited_mirror_is_taken(varied: LLMMemoryManager, tmp_path: Path) -> None:
    mappings, validations = varied.export_json()
    mappings.write_text(mappings.read_text().replace('"field": "clicks"', '"field": "reach"'))
    validations.write_text(validations.read_text().replace("240", "250"))
    assert varied.import_json() == 2
    found = varied.recall("mappings", "Clicks")
    assert found is not None and found["field"] == "reach"
    assert found["confidence"] == pytest.approx(0.42, abs=1e-12)
    assert varied.recall("validations", "DV360")["limit"] == 250


def test_another_memory_takes_the_mirrors(varied: LLMMemoryManager, tmp_path: Path) -> None:
    varied.export_json()
    other = LLMMemoryManager(tmp_path / "other")
    assert other.import_json(varied.folder) == 4
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
