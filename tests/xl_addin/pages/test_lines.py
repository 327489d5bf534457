"""How many lines a text takes."""

from __future__ import annotations

import pytest

from xl_addin.pages.lines import lines_of


@pytest.mark.parametrize(
    ("words", "width", "lines"),
    [
        ("", 10, 1),
        ("one line", 10, 1),
        ("Nothing known comes near enough to '2026 / Q1'. Its values look like numbers.", 64, 1),
        ("iiiiiiiiiiiiiiiiiiii", 10, 1),
        ("two lines of text", 10, 2),
        ("two\nlines", 40, 2),
        ("WWWWWWWWWWWWWWWWWWWW", 10, 4),
        ("媒体计划媒体计划", 10, 2),
        ("a", 0, 1),
    ],
)
def test_lines(words: str, width: float, lines: int) -> None:
    assert lines_of(words, width) == lines
