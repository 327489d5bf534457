"""The rules of a platform under the name of the user's own document."""

from __future__ import annotations

from functools import lru_cache

from worker import settings
from worker.memory.folder import MemoryFolder
from worker.settings import Settings
from worker.verbs.platform_rules import PlatformRules


def get_platform_validation_rules(platform: str) -> list[dict[str, object]]:
    """What *platform* demands of names, ids, dates and figures, under whatever name a plan gives it.

    Each rule has `code`, `kind`, `field`, `severity`, `sentence`, and where it comes from (`origin`, `source`, `checked`,
    `author`, `pinned`, `vouched`). A model is asked at most once in 24 hours, and only where the setting `llm` allows it.

    Raises:
        UsageError: a file of the user's that is wrong.
    """
    return [rule.as_dict() for rule in _default(settings.load()).with_model(platform)]


@lru_cache(maxsize=4)
def _default(loaded: Settings) -> PlatformRules:
    return PlatformRules(MemoryFolder(loaded))
