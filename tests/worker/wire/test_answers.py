"""The JSON of `map` says what an export under its suggestions would be."""

from __future__ import annotations

import json as plain_json
from pathlib import Path
from typing import Any

import pytest

from worker.service import MediaMapper
from worker.settings import Settings
from worker.shapes.grid import Book, Grid
from worker.wire import json
from worker.wire.answers import check_answer, plan_answer

LINES: list[list[Any]] = [
    ["Vendor", "Start", "End", "Net cost EUR"],
    ["Alder", "2026-03-01", "2026-03-31", 60_000],
    ["Birch", "2026-03-01", "2026-03-31", 40_000],
]
TOTAL: list[Any] = ["Total", None, None, 100_000]
WRONG: list[Any] = ["Total", None, None, 110_000]
STRAY: list[list[Any]] = [["Seen by A. Novak", None], [None, 7_000]]
ALIKE: list[list[Any]] = [["Production", "Net cost EUR"], ["Spot", 70_000], ["Banner", 30_000]]


def _answers(tmp_path: Path, *sheets: list[list[Any]]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What `map` and `export` answer of a plan."""
    mapper = MediaMapper(Settings(memory_dir=tmp_path / "memory"))
    book = Book("plan.xlsx", tuple(Grid(f"Sheet{at}", rows) for at, rows in enumerate(sheets, 1)))
    export = mapper.export(book, mapper.map(book, llm=False), llm=False, learn=False)
    return tuple(plain_json.loads(json.encode(answer(export))) for answer in (plan_answer, check_answer))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("sheets", "settled", "cells"),
    [
        pytest.param([LINES], True, {"exported": 2}, id="lines alone"),
        pytest.param([[*LINES, TOTAL]], True, {"exported": 2, "total": 1}, id="a total that agrees"),
        pytest.param([[*LINES, WRONG]], False, {"exported": 2, "total": 1}, id="a total that differs"),
        pytest.param([LINES, STRAY], True, {"exported": 2, "unexplained": 1}, id="a number that nothing explains"),
    ],
)  # fmt: skip
def test_accounts_and_settled_are_those_of_the_export(
    tmp_path: Path, sheets: list[list[list[Any]]], settled: bool, cells: dict[str, int]
) -> None:
    plan, export = _answers(tmp_path, *sheets)
    assert plan["settled"] is export["settled"] is settled
    assert plan["accounts"] == export["accounts"]
    assert {fate: account["cells"] for fate, account in plan["accounts"].items() if account["cells"]} == cells


def test_an_unexplained_number_has_its_place(tmp_path: Path) -> None:
    plan, _ = _answers(tmp_path, LINES, STRAY)
    assert plan["accounts"]["unexplained"]["places"] == ["Sheet2!B2"]


def test_map_asks_what_the_lines_leave_open(tmp_path: Path) -> None:
    plan, export = _answers(tmp_path, LINES, ALIKE)
    assert [(q["id"], q["kind"]) for q in plan["questions"]] == [("summary", "sheet")]
    assert plan["questions"] == export["questions"] and not plan["settled"]
    mapper = MediaMapper(Settings(memory_dir=tmp_path / "memory"))
    book = Book("plan.xlsx", (Grid("Sheet1", LINES), Grid("Sheet2", ALIKE)))
    assert [q.id for q in mapper.map(book, llm=False).questions] == ["summary"]
    assert not any(q.is_open for q in mapper.map(book, llm=False, answers={"summary": "lines"}).questions)
