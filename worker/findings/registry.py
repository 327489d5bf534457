"""All kinds of findings, by code: what documentation, the command `checks` and the HTTP schema are made from."""

from __future__ import annotations

import importlib
import pkgutil
from functools import lru_cache

import worker.findings
from worker.findings.kind import FindingKind


@lru_cache(maxsize=1)
def registry() -> dict[str, tuple[FindingKind, ...]]:
    """The kinds of each code, in the order of the alphabet; every module of this room is looked into."""
    by_code: dict[str, tuple[FindingKind, ...]] = {}
    for module in pkgutil.iter_modules(worker.findings.__path__, f"{worker.findings.__name__}."):
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, FindingKind):
                by_code[value.code] = (*by_code.get(value.code, ()), value)
    return dict(sorted(by_code.items()))
