"""What period columns hold is asked once, and nothing of them is exported before somebody says it."""

from __future__ import annotations

from pathlib import Path

import pytest

from worker.errors import UsageError
from worker.service import MediaMapper
from worker.settings import Settings
from worker.shapes.grid import Book, Grid
from worker.shapes.question import NOT_EXPORTED
from worker.verbs.export import Export

PLAN = [
    ["Vendor", "Placement", "Jan 2026", "Feb 2026"],
    ["Alder", "Video", 1200.5, 800.0],
    ["Birch", "Banner", 500.0, 310.25],
]


@pytest.fixture
def mapper(tmp_path: Path) -> MediaMapper:
    return MediaMapper(Settings(memory_dir=tmp_path / "memory"))


def _export(mapper: MediaMapper, answers: dict[str, str]) -> Export:
    book = Book(
        "plan.xlsx", (Grid("Plan", [list(row) for row in PLAN]), Grid("Notes", [["All prices in EUR"]]))
    )
    return mapper.export(book, mapper.map(book, llm=False, answers=answers), llm=False)


def test_without_an_answer_the_amounts_wait(mapper: MediaMapper) -> None:
    export = _export(mapper, {})
    (question,) = export.questions
    assert (question.id, question.kind, question.columns) == ("measure-C", "measure", ("C", "D"))
    assert question.is_open and not export.settled
    assert export.raw.accounts is not None
    assert export.raw.accounts.of("unexplained").places == ("Plan!C2:C3", "Plan!D2:D3")


def test_an_answer_exports_them(mapper: MediaMapper) -> None:
    export = _export(mapper, {"measure-C": "net_cost"})
    assert [question.answer for question in export.questions] == ["net_cost"]
    assert sum(export.raw.table.column("net_cost").to_pylist()) == 2810.75


def test_or_leaves_them_out(mapper: MediaMapper) -> None:
    export = _export(mapper, {"measure-C": NOT_EXPORTED})
    assert "net_cost" not in export.raw.table.column_names
    assert not any(question.is_open for question in export.questions)


def test_an_answer_that_is_no_option_is_refused(mapper: MediaMapper) -> None:
    with pytest.raises(UsageError, match="no answer"):
        _export(mapper, {"measure-C": "money"})
