"""One question a table, for whom its sheet is."""

from __future__ import annotations

from pathlib import Path

from worker.memory.store import MemoryStore
from worker.plans import layout
from worker.settings import Settings
from worker.shapes.grid import Cell, Grid
from worker.shapes.mapping import Scope, Suggestion
from worker.verbs import table_questions

HEADERS = ["Publisher", "Net cost"]
ROWS: list[list[Cell]] = [[*HEADERS], ["Alpha News", 100.5], ["Beta Radio", 200]]


def test_a_sheet_without_a_table_asks_nothing_and_each_table_asks_its_columns(tmp_path: Path) -> None:
    sheets = [layout.understand(Grid(name, cells)) for name, cells in (("Cover", [["Hi"]]), ("Plan", ROWS))]
    scopes = {"Cover": Scope(), "Plan": Scope(client="Acme")}
    with MemoryStore(Settings(tmp_path)) as memory:
        (one,) = table_questions.of_sheets(sheets, scopes, memory.layouts)
    assert one.place == ("Plan", 1)
    assert (one.question.scope, [c.name for c in one.question.columns]) == (scopes["Plan"], HEADERS)
    proposal = [Suggestion("", "publisher", 0.9, "rules", ""), Suggestion("", None, 0.0, "none", "")]
    assert [(s.header, s.field) for s in one.suggestions(proposal)] == [
        ("Publisher", "publisher"),
        ("Net cost", None),
    ]
    assert one.findings() == ()
