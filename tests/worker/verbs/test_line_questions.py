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
TWO_SIGNS = {(2, 2): "#,##0 [$€-407]", (3, 2): '"USD" 0.00'}
ANSWER = {"currency": "EUR"}


@pytest.mark.parametrize(
    ("sheets", "formats", "currency", "answers", "open_"),
    [
        ([SITES], {}, "", {}, False),
        ([SITES], {}, "ask", {}, False),
        ([BARE], {}, "", {}, False),
        ([BARE], {(2, 2): "#,##0 [$€-407]"}, "", {}, False),
        ([BARE], {}, "ask", {}, True),
        ([BARE], {}, "", ANSWER, True),
        ([BARE], TWO_SIGNS, "", {}, True),
        ([MONTHS], {}, "", {}, True),
        ([SITES, SITES], {}, "", {}, True),
    ],
    ids=[
        "one table with headings",
        "nothing to ask",
        "nobody is asked",
        "one sign",
        "no currency",
        "an answer",
        "two signs",
        "periods that nothing explains",
        "two tables",
    ],
)
def test_lines_may_raise_questions(
    tmp_path: Path,
    sheets: list[list[list[Cell]]],
    formats: dict[tuple[int, int], str],
    currency: str,
    answers: dict[str, str],
    open_: bool,
) -> None:
    book = Book(
        "plan.xlsx", tuple(Grid(f"Sheet{at}", cells, formats=formats) for at, cells in enumerate(sheets, 1))
    )
    mapper = MediaMapper(Settings(memory_dir=tmp_path / "memory", currency=currency))
    mapped = mapper.map(book, llm=False, answers=answers)
    assert is_open(mapped, book, asks_currency=currency == "ask") is open_
    assert (mapped.proposed is not None) is open_
