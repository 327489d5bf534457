"""The two files' form: what is written is read back as it was stated."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from worker.memory.backup import mirror_files
from worker.memory.backup.mirror_files import MirroredMappings, StatedHeader, StatedRule, StatedValue
from worker.memory.layouts.layouts import Recipe
from worker.memory.layouts.table_shape import Shape
from worker.memory.learning.rules import Rule
from worker.shapes.mapping import Scope
from worker.shapes.memory import Standing, State, Statement

ACME = Scope(client="Acme", market="UK")
MAY = datetime(2026, 5, 3, 12, tzinfo=UTC)


def standing(header: str, field: str | None, state: State = "holds", about: str = "") -> Standing:
    """An entry confirmed twice and rejected once."""
    return Standing(header, field, 0.75, 2.0, 1.0, state, ACME, "confirm", last_at=MAY, about=about)


@pytest.mark.parametrize("state", ["noted", "rejected", "replaced", "pruned"])
def test_what_does_not_hold_is_not_written(tmp_path: Path, state: State) -> None:
    path = tmp_path / "mappings.json"
    assert mirror_files.write_mappings(path, [standing("Klicks", "clicks", state)], []) == 0
    assert mirror_files.read_mappings(path) == MirroredMappings([], [], [])


def test_entries_come_back_with_counts_scope_and_day(tmp_path: Path) -> None:
    path = tmp_path / "mappings.json"
    layout = Recipe(
        Shape(("Site", "Rest"), ("week:net_cost",)), ("publisher", None), ACME, 3, MAY.isoformat()
    )
    values = [standing("FB", "Facebook", about="platform")]
    assert mirror_files.write_mappings(path, [standing("Rest ☂", None)], values, [layout]) == 3
    assert mirror_files.read_mappings(path) == MirroredMappings(
        [StatedHeader(Statement("Rest ☂", None, 0.75, ACME, 2.0, 1.0), "2026-05-03")],
        [StatedValue("platform", Statement("FB", "Facebook", 0.75, ACME, 2.0, 1.0), "2026-05-03")],
        [Recipe(layout.shape, layout.fields, ACME, 3, "2026-05-03")],
    )


def test_a_file_without_counts_and_layouts_is_read(tmp_path: Path) -> None:
    path = tmp_path / "mappings.json"
    path.write_text('{"mappings": [{"header": "Klicks", "field": "clicks"}]}', "utf-8")
    assert mirror_files.read_mappings(path) == MirroredMappings(
        [StatedHeader(Statement("Klicks", "clicks"), "")], [], []
    )


def test_rules_come_back(tmp_path: Path) -> None:
    path = tmp_path / "validations.json"
    rule = Rule("DV360", {"limit": 240}, 0.9, "stated", ACME, "", "")
    assert mirror_files.write_validations(path, [rule]) == 1
    assert mirror_files.read_validations(path) == [StatedRule("DV360", {"limit": 240}, 0.9, "import", ACME)]
