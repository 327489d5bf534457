"""Values have types: `Any` stands only at the edges, where JSON comes in or a foreign library has no types."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MOST = {"worker": 50, "xl_addin": 23, "bench": 0}
"""Package -> how many lines may name `Any`, imports among them; a number only goes down."""


def lines_with_any(tree: ast.AST) -> set[int]:
    """The lines that name `Any`, in an annotation, an alias or an import."""
    return {
        node.lineno
        for node in ast.walk(tree)
        if (isinstance(node, ast.Name) and node.id == "Any")
        or (isinstance(node, ast.Attribute) and node.attr == "Any")
        or (isinstance(node, ast.alias) and node.name == "Any")
    }


def places(package: str) -> Iterator[tuple[str, int]]:
    """(File, how many lines) of every file of *package* that names `Any`."""
    for file in sorted((ROOT / package).rglob("*.py")):
        if count := len(lines_with_any(ast.parse(file.read_text("utf-8")))):
            yield file.relative_to(ROOT).as_posix(), count


@pytest.mark.parametrize("package", MOST)
def test_a_package_gets_no_more_of_them(package: str) -> None:
    by_file = Counter(dict(places(package)))
    assert by_file.total() <= MOST[package], by_file.most_common(10)


@pytest.mark.parametrize(
    ("code", "count"),
    [
        ("x: object = 1", 0),
        ("any(x)", 0),
        ("'Any'", 0),
        ("from typing import Any", 1),
        ("import typing\nx: typing.Any", 1),
        ("def f(a: Any, b: Any) -> Any: ...", 1),
        ("def f(\n    a: list[Any],\n) -> dict[str, Any]: ...", 2),
        ("Row = tuple[Any, ...]", 1),
    ],
)
def test_what_counts_as_one(code: str, count: int) -> None:
    assert len(lines_with_any(ast.parse(code))) == count
