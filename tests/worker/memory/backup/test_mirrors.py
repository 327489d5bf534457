"""The readable mirrors: written, edited, taken back."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.worker.memory.backup.conftest import ACME
from worker.document.manager import LLMMemoryManager
from worker.errors import MediaMapperError, UsageError
from worker.shapes.mapping import Decision, Scope
from worker.shapes.memory import ImportCounts, ValueDecision


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
    assert varied.import_json() == ImportCounts(unchanged=4)
    assert varied.store.history() == before


def test_an_edited_mirror_is_taken(varied: LLMMemoryManager, tmp_path: Path) -> None:
    mappings, validations = varied.export_json()
    mappings.write_text(mappings.read_text().replace('"field": "clicks"', '"field": "reach"'))
    validations.write_text(validations.read_text().replace("240", "250"))
    assert varied.import_json() == ImportCounts(changed=2, unchanged=2)
    found = varied.recall("mappings", "Clicks")
    assert found is not None and found["field"] == "reach"
    assert found["confidence"] == pytest.approx(0.42, abs=1e-12)
    assert varied.recall("validations", "DV360")["limit"] == 250


def test_another_memory_takes_the_mirrors(varied: LLMMemoryManager, tmp_path: Path) -> None:
    varied.export_json()
    other = LLMMemoryManager(tmp_path / "other")
    assert other.import_json(varied.folder) == ImportCounts(new=4)
    assert other.import_json(varied.folder) == ImportCounts(unchanged=4)
    assert {(s.header, s.field, s.scope) for s in other.store.standings()} == {
        ("Média Cost ☂", "spend", ACME),
        ("Clicks", "clicks", Scope()),
    }
    assert other.recall("values", "FB")["value"] == "Facebook"


def edit(path: Path, header: str, **changes: object) -> None:
    """Change the entry of *header*."""
    content = json.loads(path.read_text())
    for entry in content["mappings"]:
        if entry["header"] == header:
            entry.update(changes)
    path.write_text(json.dumps(content))


@pytest.mark.parametrize("changes", [{"field": "reach"}, {"confidence": 0.2}, {"field": None}])
def test_an_edit_outweighs_many_decisions(memory: LLMMemoryManager, changes: dict[str, object]) -> None:
    for user in "abcdefgh":
        memory.store.decide([Decision("Klicks", "clicks", "confirm")], user)
    mappings, _ = memory.export_json()
    edit(mappings, "Klicks", **changes)
    assert memory.import_json() == ImportCounts(changed=1)
    (standing,) = [s for s in memory.store.standings() if s.state == "holds"]
    assert standing.field == changes.get("field", "clicks")
    assert standing.confidence == pytest.approx(changes.get("confidence", standing.confidence), abs=1e-9)
    assert memory.import_json() == ImportCounts(unchanged=1)


@pytest.mark.parametrize(
    ("client", "header", "counts"),
    [
        (None, "Impressions", ImportCounts(unchanged=4)),
        ("Acme", None, ImportCounts(unchanged=3, forgotten=1)),
        (None, "clicks", ImportCounts(unchanged=3, forgotten=1)),
        ("ACME", "media cost", ImportCounts(unchanged=4)),
        ("acme", "Média  cost ☂", ImportCounts(unchanged=3, forgotten=1)),
    ],
)
def test_what_was_forgotten_does_not_come_back(
    varied: LLMMemoryManager, tmp_path: Path, client: str | None, header: str | None, counts: ImportCounts
) -> None:
    copies = tmp_path / "copies"
    copies.mkdir()
    for path in varied.export_json():
        shutil.copy(path, copies)
    varied.forget(client=client, header=header)
    before = varied.store.standings()
    assert varied.import_json(copies) == counts
    assert varied.store.standings() == before


def test_values_and_rules_of_a_forgotten_client_stay_forgotten(
    memory: LLMMemoryManager, tmp_path: Path
) -> None:
    memory.store.decide_values([ValueDecision("platform", "FB", "Facebook", "confirm", scope=ACME)], "anna")
    memory.store.rules.remember("DV360", {"limit": 1}, 0.9, ACME)
    copies = tmp_path / "copies"
    copies.mkdir()
    for path in memory.export_json():
        shutil.copy(path, copies)
    memory.forget(client="Acme")
    assert memory.import_json(copies) == ImportCounts(forgotten=2)
    assert memory.store.value_standings("platform") == []
    assert memory.store.rules.all() == []


@pytest.mark.parametrize(
    ("last_used", "counts"),
    [("2020-01-01", ImportCounts(forgotten=1)), ("2999-01-01", ImportCounts(changed=1))],
    ids=["an export from before", "an export from since"],
)
def test_what_was_learnt_anew_is_changed_by_a_newer_export_alone(
    memory: LLMMemoryManager, last_used: str, counts: ImportCounts
) -> None:
    memory.store.decide([Decision("Klicks", "clicks", "confirm")], "anna")
    memory.forget(header="Klicks")
    memory.store.decide([Decision("Klicks", "reach", "confirm")], "anna")
    mappings, _ = memory.export_json()
    assert memory.import_json() == ImportCounts(unchanged=1)
    edit(mappings, "Klicks", field="impressions", last_used=last_used)
    assert memory.import_json() == counts


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
        ('{"mappings": [{"header": "A", "last_used": "May"}]}', "last used on 'May'"),
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
