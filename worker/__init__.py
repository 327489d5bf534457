"""Everything that does not know a spreadsheet program: reading plans, matching, memory, cleaning, export."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from worker import lazy

if TYPE_CHECKING:
    from worker.api import decide, export, map_plan, suggest
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
    "decide",
    "export",
    "get_platform_validation_rules",
    "map_plan",
    "map_with_fallback",
    "suggest",
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
    "decide": "worker.api",
    "export": "worker.api",
    "map_plan": "worker.api",
    "map_with_fallback": "worker.document.map_with_fallback",
    "suggest": "worker.api",
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
