"""What was read of headers is kept for the next plan; after a table of thousands it is given back."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import TypeVar

from worker.progress import breathe

Key = TypeVar("Key")
Value = TypeVar("Value")
LIMIT = 2_000
"""Headers of which the readings stay, about 20 KB each: those of a few hundred plans."""


def shrink(cache: MutableMapping[Key, Value]) -> None:
    """Leave the first `LIMIT` entries, one by one: to free thousands at once would hold up every thread."""
    while len(cache) > LIMIT:
        cache.popitem()
        breathe()
