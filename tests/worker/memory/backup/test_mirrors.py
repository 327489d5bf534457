"""The readable mirrors: written, edited, taken back."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.worker.memory.backup.conftest import ACME
from worker.document.manager import LLMMemoryManager
from worker.errors import MediaMapperError, UsageError
from worker.memory.layouts.table_shape import Shape
from worker.shapes.mapping import Decision, Scope
from worker.shapes.memory import ImportCounts, ValueDecision


def test_mirrors_are_one_entry_a_line_and_sorted(varied: LLMMemoryManager) -> None:
    mappings, validations = varied.export_json()
    lines = mappings.read_text("utf-8").splitlines()
    assert [json.loads(line.rstrip(","))["header"] for line in lines if '"header"' in line] == [
        "Clicks",
        "Média Cost ☂",
    ]
    assert json.loads(validations.read_text("utf-8"))["validations"][0]["rule"] == {"limit": 240}
    before = mappings.read_bytes()
    varied.export_json()
    assert mappings.read_bytes() == before


def test_taking_back_what_was_written_changes_nothing(varied: LLMMemoryManager) -> None:
    varied.export_json()
    before = varied.store.history()
    assert varied.import_json() == ImportCounts(unchanged=5)
    assert varied.store.history() == before


def test_an_edited_mirror_is_taken(varied: LLMMemoryManager, tmp_path: Path) -> None:
    mappings, validations = varied.export_json()
    mappings.write_text(mappings.read_text("utf-8").replace('"field": "clicks"', '"field": "reach"'), "utf-8")
    validations.write_text(validations.read_text("utf-8").replace("240", "250"), "utf-8")
    assert varied.import_json() == ImportCounts(changed=2, unchanged=3)
    found = varied.recall("mappings", "Clicks")
    assert found is not None and found["field"] == "reach"
    assert found["confidence"] == pytest.approx(0.42, abs=1e-12)
    assert varied.recall("validations", "DV360")["limit"] == 250


def test_another_memory_takes_the_mirrors(varied: LLMMemoryManager, tmp_path: Path) -> None:
    varied.export_json()
    other = LLMMemoryManager(tmp_path / "other")
    assert other.import_json(varied.folder) == ImportCounts(new=5)
    assert other.import_json(varied.folder) == ImportCounts(unchanged=5)
    assert {(s.header, s.field, s.scope) for s in other.store.standings()} == {
        ("Média Cost ☂", "spend", ACME),
        ("Clicks", "clicks", Scope()),
    }
    assert other.recall("values", "FB")["value"] == "Facebook"


def test_counts_and_confidence_come_along(memory: LLMMemoryManager, tmp_path: Path) -> None:
    for decision in (*["confirm"] * 6, "reject", "confirm"):
        memory.store.decide([Decision("Klicks", "clicks", decision, scope=ACME)], "anna")
    for _ in range(3):
        memory.store.decide([], "anna", values=[ValueDecision("platform", "FB", "Facebook", "confirm")])
    memory.export_json()
    other = LLMMemoryManager(tmp_path / "other")
    assert other.import_json(memory.folder) == ImportCounts(new=2)
    assert counted(other) == counted(memory)
    assert other.import_json(memory.folder) == ImportCounts(unchanged=2)
    assert counted(other) == counted(memory)
    other.store.decide([Decision("Klicks", "clicks", "confirm", scope=ACME)], "anna")
    memory.store.decide([Decision("Klicks", "clicks", "confirm", scope=ACME)], "anna")
    assert counted(other) == counted(memory)


def counted(memory: LLMMemoryManager) -> list[tuple[object, ...]]:
    """What each entry says, how sure it is and how often it was confirmed and rejected."""
    standings = memory.store.standings() + memory.store.value_standings("platform")
    return [
        (s.header, s.field, s.scope, s.state, round(s.confidence, 9), s.confirmed, s.rejected)
        for s in standings
    ]


def test_a_pair_that_was_refused_here_keeps_its_own_counts(memory: LLMMemoryManager, tmp_path: Path) -> None:
    memory.store.decide([Decision("Klicks", "clicks", "confirm")], "anna")
    memory.export_json()
    other = LLMMemoryManager(tmp_path / "other")
    other.store.decide([Decision("Klicks", "clicks", "reject")], "ben")
    other.import_json(memory.folder)
    (standing,) = other.store.standings()
    assert (standing.state, standing.confirmed, standing.rejected) == ("holds", 0.0, 1.0)


SHAPE = Shape(("Site", "Budget 2026", "Remarks"), ("week:net_cost",))


def test_a_layout_comes_along_with_its_uses_and_serves_the_next_plan(
    memory: LLMMemoryManager, tmp_path: Path
) -> None:
    for _ in range(3):
        memory.store.layouts.remember(SHAPE, ["publisher", "net_cost", None], ACME, "anna")
    mappings, _ = memory.export_json()
    with LLMMemoryManager(tmp_path / "other") as other:
        assert other.import_json(memory.folder) == ImportCounts(new=1)
        assert other.import_json(memory.folder) == ImportCounts(unchanged=1)
        recalled = other.store.layouts.recall(SHAPE, ACME)
        assert recalled is not None
        assert ([column.field for column in recalled.columns], recalled.uses) == (
            ["publisher", "net_cost", None],
            3,
        )
        (line,) = [line for line in other.audit_trail() if line[2] == "layout"]
        assert line[3] == "layouts of an export: 1"
        mappings.write_text(
            mappings.read_text("utf-8").replace('["Remarks", null]', '["Remarks", "notes"]'), "utf-8"
        )
        assert other.import_json(memory.folder) == ImportCounts(changed=1)
        (layout,) = other.store.layouts.all()
        assert (layout.fields, layout.uses) == (("publisher", "net_cost", "notes"), 3)


@pytest.mark.parametrize(
    "forgotten", [{"client": "acme"}, {"header": "budget 2026"}, {"header": "Site", "client": "Acme"}]
)
def test_a_forgotten_layout_stays_forgotten(memory: LLMMemoryManager, forgotten: dict[str, str]) -> None:
    memory.store.layouts.remember(SHAPE, ["publisher", "net_cost", None], ACME, "anna")
    mappings, _ = memory.export_json()
    copy = mappings.read_bytes()
    memory.forget(**forgotten)
    assert memory.store.layouts.all() == []
    mappings.write_bytes(copy)
    assert memory.import_json() == ImportCounts(forgotten=1)
    assert memory.store.layouts.all() == []


def edit(path: Path, header: str, **changes: object) -> None:
    """Change the entry of *header*."""
    content = json.loads(path.read_text(encoding="utf-8"))
    for entry in content["mappings"]:
        if entry["header"] == header:
            entry.update(changes)
    path.write_text(json.dumps(content), encoding="utf-8")


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
        (None, "Impressions", ImportCounts(unchanged=5)),
        ("Acme", None, ImportCounts(unchanged=3, forgotten=2)),
        (None, "clicks", ImportCounts(unchanged=4, forgotten=1)),
        ("ACME", "media cost", ImportCounts(unchanged=5)),
        ("acme", "Média  cost ☂", ImportCounts(unchanged=4, forgotten=1)),
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
    before = varied.store.standings(), varied.store.layouts.all()
    assert varied.import_json(copies) == counts
    assert (varied.store.standings(), varied.store.layouts.all()) == before


def test_values_and_rules_of_a_forgotten_client_stay_forgotten(
    memory: LLMMemoryManager, tmp_path: Path
) -> None:
    memory.store.decide(
        [], "anna", values=[ValueDecision("platform", "FB", "Facebook", "confirm", scope=ACME)]
    )
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
        ('{"mappings": [{"header": "A", "confirmed": -1}]}', "-1 as confirmed"),
        ('{"mappings": [{"header": "A", "rejected": 1e12}]}', "as rejected"),
        ('{"layouts": [{"uses": 1}]}', "no columns"),
        ('{"layouts": [{"columns": [["A"]]}]}', "no columns"),
        ('{"layouts": [{"columns": [["A", 3]]}]}', "no columns"),
        ('{"layouts": [{"columns": [["A", null]], "periods": "week"}]}', "periods"),
        ('{"layouts": [{"columns": [["A", null]], "uses": true}]}', "True as uses"),
    ],
)
def test_a_bad_mirror_says_where(memory: LLMMemoryManager, folder: Path, text: str, said: str) -> None:
    folder.mkdir()
    (folder / "mappings.json").write_text(text, "utf-8")
    with pytest.raises(MediaMapperError, match=said):
        memory.import_json()
    assert memory.store.standings() == []


def test_no_mirrors_no_import(memory: LLMMemoryManager) -> None:
    with pytest.raises(UsageError, match="export-json"):
        memory.import_json()
