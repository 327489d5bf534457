"""Words found by the letters that they share with another one: a byte for each word, and one sum counts for all of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache, cached_property

_MARK = re.compile(b"\1")


class Spellings:
    """Words of a list, by the letters that they have."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        self._shares = _Shares(words)

    def sharing(self, piece: str, least: int) -> list[str]:
        """The words that share at least so many letters with *piece*, wherever these stand, in their order."""
        letters = set(piece)
        shares = map(self._shares.__getitem__, zip(letters, map(piece.count, letters), strict=True))
        marks = sum(shares).to_bytes(len(self._words), "big").translate(_from(least))
        return [self._words[mark.start()] for mark in _MARK.finditer(marks)]


class _Shares(dict[tuple[str, int], int]):
    """How often each word has a letter, so many times at most: a byte a word, the first word's the highest."""

    def __init__(self, words: Sequence[str]) -> None:
        super().__init__()
        self._words = words

    def __missing__(self, key: tuple[str, int]) -> int:
        letter, most = key
        counts = self._counts.get(letter, b"")
        share = self[key] = int.from_bytes(counts.translate(_at_most(most)), "big")
        return share

    @cached_property
    def _counts(self) -> dict[str, bytearray]:
        """How often each word has a letter, by the letter."""
        counts: dict[str, bytearray] = defaultdict(lambda: bytearray(len(self._words)))
        for at, word in enumerate(self._words):
            for letter in word:
                counts[letter][at] += 1
        return counts


@cache
def _at_most(count: int) -> bytes:
    """Each byte as it is, but a larger one than *count*."""
    return bytes([min(byte, count) for byte in range(256)])


@cache
def _from(count: int) -> bytes:
    """A mark for each byte that is *count* or more, and 0 for the others."""
    return bytes([byte >= count for byte in range(256)])
