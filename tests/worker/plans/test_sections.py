from __future__ import annotations

import pytest

from worker.plans.rows.profile import profile
from worker.plans.sections import sections
from worker.shapes.grid import Grid


def found(texts: dict[int, str], last_row: int) -> list[tuple[str, int, int, int]]:
    """Sections of a one-column sheet whose other rows are lines: text, level, first and last row."""
    cells = [[texts.get(row, row)] for row in range(1, last_row + 1)]
    lines = [line for line in profile(Grid("Plan", cells)).lines if line.row in texts]
    body = [row for row in range(1, last_row + 1) if row not in texts]
    return [(s.text, s.level, s.first_row, s.last_row) for s in sections(lines, last_row, body, {}, {})]


def test_no_headings_no_sections() -> None:
    assert found({}, 3) == []


def test_headings_alike_follow_each_other() -> None:
    assert found({1: "Digital", 4: "Print"}, 6) == [("Digital", 1, 2, 3), ("Print", 1, 5, 6)]


@pytest.mark.parametrize("deeper", ["▸ Launch", "   Launch", "• Launch"])
def test_a_bullet_or_indent_is_one_level_deeper(deeper: str) -> None:
    (brand, campaign, other) = found({1: "Brand A", 2: deeper, 5: "Brand B"}, 7)
    assert brand == ("Brand A", 1, 2, 4)
    assert campaign == (deeper.strip(), 2, 3, 4)
    assert other == ("Brand B", 1, 6, 7)


@pytest.mark.parametrize(
    ("first", "second", "texts"),
    [
        ("1. FC Nord", "Nord", ["1. FC Nord", "Nord"]),
        ("2. TV", "3. Radio", ["2. TV", "3. Radio"]),
        ("1. TV", "2. Radio", ["TV", "Radio"]),
        ("A) TV", "B) Radio", ["TV", "Radio"]),
        ("I. TV", "II. Radio", ["TV", "Radio"]),
    ],
)
def test_numbers_in_order_are_no_part_of_names(first: str, second: str, texts: list[str]) -> None:
    assert [text for text, *_ in found({1: first, 4: second}, 6)] == texts
