"""Names are nouns: no variable, parameter, attribute, function, class or file is called by a bare participle."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PARTICIPLES = frozenset({"found", "said", "told", "kept", "asked", "made", "given"})
EXCEPTIONS = {
    ("worker/memory/reporting/calibration.py", "said"): "a key of the report's JSON",
    ("worker/memory/reporting/performance.py", "asked"): "a key of the report's JSON",
    ("worker/memory/reporting/weeks.py", "asked"): "a key of the report's JSON",
}
"""(File, name) -> why it stays."""


def bindings(tree: ast.AST) -> Iterator[str]:
    """Every name that *tree* binds."""
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield name
            case ast.arg(arg=name):
                yield name
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.ExceptHandler(name=str(name)) | ast.alias(asname=str(name)):
                yield name
            case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                yield name


def is_participle(name: str) -> bool:
    return name.strip("_").casefold() in PARTICIPLES


@cache
def participles() -> frozenset[tuple[str, str]]:
    """(File, name) of every participle, the files' own names among them."""
    return frozenset(_participles())


def _participles() -> Iterator[tuple[str, str]]:
    for package in ("worker", "xl_addin", "bench"):
        for file in sorted((ROOT / package).rglob("*.py")):
            place = file.relative_to(ROOT).as_posix()
            names = [*bindings(ast.parse(file.read_text("utf-8"))), file.stem]
            yield from ((place, name) for name in names if is_participle(name))


def test_no_name_is_a_participle() -> None:
    assert sorted(participles() - set(EXCEPTIONS)) == []


def test_every_exception_is_still_there() -> None:
    assert set(EXCEPTIONS) <= participles()


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("match = find()", []),
        ("founder = kept_as = 1", []),
        ("found = find()", ["found"]),
        ("def f(said): ...", ["said"]),
        ("class Kept: ...", ["Kept"]),
        ("lambda _told: 1", ["_told"]),
        ("try: ...\nexcept OSError as found: ...", ["found"]),
        ("self._asked = 1", ["_asked"]),
        ("[made for made in all]", ["made"]),
    ],
)
def test_what_counts_as_one(code: str, names: list[str]) -> None:
    assert [name for name in bindings(ast.parse(code)) if is_participle(name)] == names
