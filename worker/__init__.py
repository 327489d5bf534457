"""Everything that does not know a spreadsheet program: reading plans, matching, memory, cleaning, export."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from worker.fallback import apply_mapping_rules, map_with_fallback
    from worker.language_model import LanguageModel
    from worker.memory.manager import LLMMemoryManager
    from worker.memory.ttl import cache_with_ttl
    from worker.platform_rules import get_platform_validation_rules

__all__ = [
    "LLMMemoryManager",
    "LanguageModel",
    "apply_mapping_rules",
    "cache_with_ttl",
    "get_platform_validation_rules",
    "map_with_fallback",
]

# Loaded when named: whoever imports `worker.shapes` inside Excel must not wait for the matcher.
_HOMES = {
    "LLMMemoryManager": "worker.memory.manager",
    "LanguageModel": "worker.language_model",
    "apply_mapping_rules": "worker.fallback",
    "cache_with_ttl": "worker.memory.ttl",
    "get_platform_validation_rules": "worker.platform_rules",
    "map_with_fallback": "worker.fallback",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'worker' has no attribute '{name}'")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted((*globals(), *__all__))
