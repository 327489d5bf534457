"""Words found by the letters that they share with another one: a byte for each word, and one sum counts for all of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

_MARK = re.compile(b"\1")


def letters_of(words: Sequence[str]) -> dict[str, bytes]:
    """How often each of *words* has a letter, by the letter: a byte a word, so that none may be longer than that counts."""
    counts: dict[str, bytearray] = defaultdict(lambda: bytearray(len(words)))
    for at, word in enumerate(words):
        for letter in word:
            counts[letter][at] += 1
    return {letter: bytes(count) for letter, count in counts.items()}


class Spellings:
    """Words of a list, by the letters that they have."""

    def __init__(self, words: Sequence[str], letters: Mapping[str, bytes]) -> None:
        """*letters* are the `letters_of` the words."""
        self._words = words
        self._shares = _Shares(letters)
        self._as_long: dict[range, int] = {}

    def sharing(self, piece: str, least: int, lengths: range) -> list[str]:
        """The words of some *lengths* that share at least so many letters with *piece*, wherever these stand, in their order."""
        letters = set(piece)
        shares = map(self._shares.__getitem__, zip(letters, map(piece.count, letters), strict=True))
        counts = sum(shares) & self._of(lengths)
        marks = counts.to_bytes(len(self._words), "big").translate(_from(least))
        return [self._words[mark.start()] for mark in _MARK.finditer(marks)]

    def _of(self, lengths: range) -> int:
        """All bits of the bytes of the words of some lengths."""
        as_long = self._as_long.get(lengths)
        if as_long is None:
            marks = bytes([255 * (len(word) in lengths) for word in self._words])
            as_long = self._as_long[lengths] = int.from_bytes(marks, "big")
        return as_long


class _Shares(dict[tuple[str, int], int]):
    """How often each word has a letter, so many times at most: a byte a word, the first word's the highest."""

    def __init__(self, letters: Mapping[str, bytes]) -> None:
        super().__init__()
        self._letters = letters

    def __missing__(self, key: tuple[str, int]) -> int:
        letter, most = key
        counts = self._letters.get(letter, b"").translate(_at_most(most))
        share = self[key] = int.from_bytes(counts, "big")
        return share


@cache
def _at_most(count: int) -> bytes:
    """Each byte as it is, but a larger one than *count*."""
    return bytes([min(byte, count) for byte in range(256)])


@cache
def _from(count: int) -> bytes:
    """A mark for each byte that is *count* or more, and 0 for the others."""
    return bytes([byte >= count for byte in range(256)])
