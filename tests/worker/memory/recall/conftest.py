"""A cached function, and how often it was called."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from worker.memory.recall.ttl import cache_with_ttl


def counted(folder: Path, returns: Any = None, **options: Any) -> tuple[Any, list[Any]]:
    asked: list[Any] = []

    @cache_with_ttl(hours=24, memory_dir=folder, **options)
    def rules(platform: Any, /, limit: int = 3) -> Any:
        asked.append(platform)
        if isinstance(returns, Exception):
            raise returns
        return {"of": platform} if returns is None else returns

    return rules, asked
