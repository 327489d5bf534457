"""Rooms are not crowded: a file has at most 450 lines, the body of a function 40, the worker's root fifteen modules.

Played programs in tests may say a whole story in one function.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("worker", "xl_addin", "bench", "tests")
MOST_LINES, MOST_OF_A_BODY, MOST_AT_THE_ROOT = 450, 40, 15


def files() -> Iterator[tuple[str, str]]:
    """(Place, text) of every module."""
    for package in PACKAGES:
        for file in sorted((ROOT / package).rglob("*.py")):
            yield file.relative_to(ROOT).as_posix(), file.read_text("utf-8")


def long_bodies(text: str) -> Iterator[tuple[str, int]]:
    """(Name, lines) of each function that has too many; its signature and its docstring do not count."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            lines = (node.end_lineno or 0) - body[0].lineno + 1 if body else 0
            if lines > MOST_OF_A_BODY:
                yield node.name, lines


def test_no_file_is_too_long() -> None:
    lines = {place: len(text.splitlines()) for place, text in files()}
    assert {place: count for place, count in lines.items() if count > MOST_LINES} == {}


def test_no_function_is_too_long() -> None:
    crowded = {place: list(long_bodies(text)) for place, text in files() if not place.startswith("tests/")}
    assert {place: functions for place, functions in crowded.items() if functions} == {}


def test_the_worker_s_root_is_seen_at_a_glance() -> None:
    modules = [file.name for file in (ROOT / "worker").glob("*.py") if not file.name.startswith("__")]
    assert len(modules) <= MOST_AT_THE_ROOT


@pytest.mark.parametrize(
    ("count", "long"), [(1, []), (MOST_OF_A_BODY, []), (MOST_OF_A_BODY + 1, [("f", MOST_OF_A_BODY + 1)])]
)
def test_a_docstring_is_no_part_of_a_body(count: int, long: list[tuple[str, int]]) -> None:
    body = "    x = 1\n" * count
    assert list(long_bodies(f'def f() -> None:\n    """Says\n\n    much.\n    """\n{body}')) == long
