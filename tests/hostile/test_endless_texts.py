"""Texts without end in any place of a plan: it is mapped and exported as soon as another."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hostile.test_corpus import SECONDS, cpu_seconds, understand
from worker.shapes.grid import Book, Cell, Grid

LONGEST = 32_767
"""Characters that Excel allows in a cell."""


@pytest.mark.parametrize(
    "piece", ["x", "日", "1,", "a.", "a@", "(", " \n", "1 000 ", "\\a", "Jan ", "€", ":", "a b "]
)
@pytest.mark.parametrize("where", ["values", "header", "brief"])
def test_a_text_without_end_takes_no_time(piece: str, where: str, tmp_path: Path) -> None:
    """A pattern that tries every way to cut a text would take years for one of this length."""
    long = (piece * LONGEST)[:LONGEST] + "e"
    rows: list[list[Cell]] = [
        ["Client:", long if where == "brief" else "Alpha", None],
        [None, None, None],
        ["Publisher", long if where == "header" else "Start date", "Net cost"],
        *([long if where == "values" else "A", "2026-01-05", at] for at in range(5)),
    ]
    start = cpu_seconds()
    understand(Book("plan.xlsx", (Grid("Plan", rows),)), tmp_path)
    assert cpu_seconds() - start < SECONDS
