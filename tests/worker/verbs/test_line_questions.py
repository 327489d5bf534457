"""The questions that the lines of a mapped plan raise."""

from __future__ import annotations

from pathlib import Path

import pytest

from worker.service import MediaMapper
from worker.settings import Settings
from worker.shapes.grid import Book, Cell, Grid
from worker.verbs.line_questions import is_open

BARE: list[list[Cell]] = [["Vendor", "Net cost"], ["Alder", 1200.5], ["Birch", 500.0]]
SITES: list[list[Cell]] = [["Vendor", "Net cost EUR"], ["Alder", 1200.5], ["Birch", 500.0]]
MONTHS: list[list[Cell]] = [["Vendor", "Placement", "Jan 2026", "Feb 2026"], ["Alder", "Video", 1200.5, 80.0]]


@pytest.mark.parametrize(
    ("sheets", "open_"),
    [([SITES], False), ([BARE], True), ([MONTHS], True), ([SITES, SITES], True)],
    ids=["one table with headings", "no currency", "periods that nothing explains", "two tables"],
)
def test_lines_may_raise_questions(tmp_path: Path, sheets: list[list[list[Cell]]], open_: bool) -> None:
    book = Book("plan.xlsx", tuple(Grid(f"Sheet{at}", cells) for at, cells in enumerate(sheets, 1)))
    mapper = MediaMapper(Settings(memory_dir=tmp_path / "memory"))
    assert is_open(mapper.map(book, llm=False)) is open_
