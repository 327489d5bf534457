"""No value of a campaign is ever found in the memory folder, whatever passes by: every file is searched, byte by byte."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from worker.document.manager import LLMMemoryManager
from worker.memory.layouts.table_shape import shape_of
from worker.memory.recall.ttl import cache_with_ttl
from worker.shapes.layout import Column, Period, Table
from worker.shapes.mapping import Decision, Scope, SourceColumn

CANARIES = ("Zebrafink Launch", "91827364.55", "zf-0815-4711", "17/11/2031", "zebra@finch.example")
MARKS = [
    *(canary.casefold() for canary in CANARIES),
    "zebra",
    "91827364",
    "91,827,364",
    "0815-4711",
    "2031-11-17",
]
"""None so short that a digest or a moment has it by chance."""


@pytest.fixture
def table() -> Table:
    columns = tuple(
        Column(at, header, samples=CANARIES) for at, header in enumerate(("Campaign", "Net Cost", "Id"), 1)
    )
    periods = (Period(4, "Zebrafink week", "week", measure="net_cost"),)
    return Table((1,), 2, 9, 1, 4, columns, periods, title="Zebrafink Launch")


def found_in(folder: Path) -> list[tuple[str, str]]:
    return [
        (file.name, mark)
        for file in folder.rglob("*")
        if file.is_file()
        for mark in MARKS
        for form in (mark.encode(), mark.encode("utf-16-le"))
        if form in file.read_bytes().lower() or mark in file.name.casefold()
    ]


def test_no_value_stays(memory: LLMMemoryManager, folder: Path, table: Table) -> None:
    pandas = pytest.importorskip("pandas")
    scope = Scope(client="Acme", template="raw_data")
    columns = [SourceColumn(c.header, c.samples) for c in table.columns]
    frame = pandas.DataFrame({c.header: list(CANARIES) for c in table.columns})
    for current in (columns, frame, frame.columns):
        told = memory.get_relevant_context("column_mapping", current)
        assert not [mark for mark in MARKS if mark in told.casefold()]
    decisions = [Decision(c.header, "notes", "confirm", scope=scope) for c in table.columns]
    memory.store.decide(decisions, "anna", plan="Zebrafink Launch v3.xlsx")
    memory.store.decide([Decision("Id", "notes", "correct", "placement_id", scope)], "anna")
    memory.store.undo("anna")
    shape = shape_of(table)
    memory.store.layouts.remember(shape, ("campaign_name", "net_cost", None), scope, "anna")
    memory.store.layouts.recall(shape, scope)
    cache_with_ttl(hours=1, memory_dir=folder)(lambda *values: {"count": len(values)})(*CANARIES)
    memory.recall("values", CANARIES[0])
    memory.recall("mappings", CANARIES[2])
    memory.find_similar_columns(list(CANARIES))
    memory.run_due(datetime.now(UTC) + timedelta(days=60))
    memory.generate_performance_report()
    memory.export_backup(folder / "weekly_backup.json")
    assert found_in(folder) == []
    memory.close()
    assert found_in(folder) == []
    assert {"llm_memory.db", "mappings.json", "weekly_backup.json"} <= {f.name for f in folder.iterdir()}


def test_the_search_finds_what_is_there(folder: Path, memory: LLMMemoryManager) -> None:
    memory.remember("mappings", "Zebrafink Launch", "notes")
    assert found_in(folder)
