"""Everything that does not know a spreadsheet program: reading plans, matching, memory, cleaning, export."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from worker import lazy

if TYPE_CHECKING:
    from worker.api import (
        check,
        decide,
        diff,
        export,
        flowchart,
        layout,
        map_plan,
        name_values,
        remember,
        suggest,
        undo,
    )
    from worker.document.language_model import LanguageModel
    from worker.document.manager import LLMMemoryManager
    from worker.document.map_with_fallback import apply_mapping_rules, map_with_fallback
    from worker.document.platform_rules import get_platform_validation_rules
    from worker.memory.recall.ttl import cache_with_ttl

__all__ = [
    "LLMMemoryManager",
    "LanguageModel",
    "__version__",
    "apply_mapping_rules",
    "cache_with_ttl",
    "check",
    "decide",
    "diff",
    "export",
    "flowchart",
    "get_platform_validation_rules",
    "layout",
    "map_plan",
    "map_with_fallback",
    "name_values",
    "remember",
    "suggest",
    "undo",
]

__version__: str
lazy.install()

# Loaded when named: whoever imports `worker.shapes` inside Excel must not wait for the matcher.
_HOMES = {
    "LLMMemoryManager": "worker.document.manager",
    "LanguageModel": "worker.document.language_model",
    "apply_mapping_rules": "worker.document.map_with_fallback",
    "cache_with_ttl": "worker.memory.recall.ttl",
    "get_platform_validation_rules": "worker.document.platform_rules",
    "map_with_fallback": "worker.document.map_with_fallback",
    "check": "worker.api",
    "decide": "worker.api",
    "diff": "worker.api",
    "export": "worker.api",
    "flowchart": "worker.api",
    "layout": "worker.api",
    "map_plan": "worker.api",
    "name_values": "worker.api",
    "remember": "worker.api",
    "suggest": "worker.api",
    "undo": "worker.api",
}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("mediamapper")
    if name not in _HOMES:
        raise AttributeError(f"module 'worker' has no attribute '{name}'")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted((*globals(), *__all__))
