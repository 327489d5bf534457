"""Checks: one rule, one small file, and this folder is their registry.

A check module has a docstring whose first line says what it finds, and a generator
`check(lines: Lines, mapped: MappedTable) -> Iterator[Finding]`. It sees the lines before periods become rows, a column
at a time. The module's name is the code of what it finds, whose sentence stands in `worker.findings.checks`; what is
found by the platforms' rules has the rules' codes. Adding a check is adding a file.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from functools import lru_cache

from worker.cleaning.lines import Lines
from worker.cleaning.mapped_table import MappedTable
from worker.lazy_dataclass import dataclass
from worker.progress import breathe
from worker.shapes.finding import Finding


@dataclass(frozen=True, slots=True)
class Check:
    """One rule."""

    name: str
    sentence: str
    """What it finds."""
    run: Callable[[Lines, MappedTable], Iterator[Finding]]


@lru_cache(maxsize=1)
def registry() -> tuple[Check, ...]:
    """All checks, by name."""
    checks = []
    for module in sorted(m.name for m in pkgutil.iter_modules(__path__)):
        loaded = importlib.import_module(f"{__name__}.{module}")
        sentence = (loaded.__doc__ or "").strip().splitlines()[0]
        checks.append(Check(module.replace("_", "-"), sentence, loaded.check))
    return tuple(checks)


def run_checks(lines: Lines, mapped: MappedTable) -> list[Finding]:
    """What all checks find on the lines of one table."""
    findings: list[Finding] = []
    for check in registry():
        breathe()
        findings += check.run(lines, mapped)
    return findings
