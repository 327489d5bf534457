"""Every code is a record, every record is used, and each stands in the documentation."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import worker
from worker.cleaning import checks
from worker.findings.kind import FindingKind
from worker.findings.registry import registry
from worker.llm.problems import CODES

ROOT = Path(worker.__file__).parent
SOURCES = [path for path in sorted(ROOT.rglob("*.py")) if path.parent.name != "findings"]
RAW = {"cleaning/platform_lines.py"}
"""Modules that make findings with the codes of platform rules."""
KINDS = [kind for kinds in registry().values() for kind in kinds]


def _names(path: Path) -> set[str]:
    """The names that a module's code uses, imports aside."""
    return {node.id for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Name)}


def _calls_finding(path: Path) -> bool:
    calls = [node.func for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
    return any(isinstance(func, ast.Name) and func.id == "Finding" for func in calls)


def test_no_module_makes_a_finding_past_the_registry() -> None:
    assert {path.relative_to(ROOT).as_posix() for path in SOURCES if _calls_finding(path)} == RAW


def test_every_kind_is_raised_somewhere() -> None:
    used = set().union(*map(_names, SOURCES))
    constants = {
        name
        for path in (ROOT / "findings").glob("*.py")
        for name in re.findall(r"^([A-Z_0-9]+) = kind\(", path.read_text("utf-8"), re.M)
    }
    assert len(constants) == len(KINDS)
    assert constants - used == set()


@pytest.mark.parametrize("kind", KINDS, ids=[f"{kind.code}-{at}" for at, kind in enumerate(KINDS)])
def test_the_example_fills_the_templates(kind: FindingKind) -> None:
    assert kind.facts == set(kind.example)
    assert kind.sample.endswith(".")
    assert kind.sample_step == "" or kind.sample_step.endswith((".", "header."))


@pytest.mark.parametrize("code", [*registry(), *CODES])
def test_a_code_stands_in_the_documentation(code: str) -> None:
    pages = [ROOT.parent / "docs" / name for name in ("reference.md", "model.md")]
    assert any(f"| `{code}` |" in page.read_text("utf-8") for page in pages)


def test_a_check_is_named_by_the_code_that_it_gives() -> None:
    assert {
        c.name for c in checks.registry() if not c.name.startswith("platform-")
    } - registry().keys() == set()
