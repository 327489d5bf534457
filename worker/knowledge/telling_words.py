"""Words of which one stands in each text that says a thing: most headers have none of them, and need not be searched."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from worker.knowledge.cache_file import from_cache
from worker.text import words


def spoken(texts: Iterable[str]) -> frozenset[str] | None:
    """All words of texts that are `words` with a space between and nothing else; None where one of them is more.

    >>> sorted(spoken(["Net cost", "media Cost"]))
    ['cost', 'media', 'net']
    >>> spoken(["Net cost", "Cost (EUR)"]), spoken(["netCost"]), spoken(["Kosten für TV"])
    (None, None, None)
    """
    written = list(texts)
    parts = list(map(words, written))
    if not all(map(str.isascii, written)) or list(map(" ".join, parts)) != list(map(str.lower, written)):
        return None
    return frozenset().union(*parts)


def telling_words(phrases: Iterable[str]) -> frozenset[str]:
    """The last word of each phrase, and the phrase written as one word.

    >>> sorted(telling_words(["sq cm", "per day"]))
    ['cm', 'day', 'perday', 'sqcm']
    """
    parts = [words(phrase) for phrase in phrases]
    return frozenset(word for some in parts if some for word in (some[-1], "".join(some)))


def telling(name: str, phrases: Callable[[], Iterable[str]]) -> Callable[[], frozenset[str]]:
    """The telling words of the *phrases*, which the next process takes from the cache folder by their *name*."""
    return cache(lambda: from_cache(f"telling-{name}", frozenset[str], lambda: telling_words(phrases())))
