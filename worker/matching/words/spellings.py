"""Words found by the letters that they share with another one: a byte for each word, and one sum counts for all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import cache, reduce
from operator import and_
from typing import NamedTuple

HIGHEST = 128
"""What the highest bit of a byte counts; no word is so long."""


def letters_of(words: Sequence[str]) -> dict[str, bytes]:
    """How often each of *words* has a letter, by the letter: a byte a word, so that none may be longer than that counts."""
    counts: dict[str, bytearray] = defaultdict(lambda: bytearray(len(words)))
    for at, word in enumerate(words):
        for letter in word:
            counts[letter][at] += 1
    return {letter: bytes(count) for letter, count in counts.items()}


class Least(NamedTuple):
    """How many letters a word must share with another one, by the word's length; tables of 256 bytes."""

    most: int
    """What it is for the longest words that are allowed and have another second letter."""
    allowed: bytes
    """All bits for an allowed length."""
    slack: bytes
    """By how many letters a word of that length may share fewer than `most`."""
    more: bytes
    """And by how many fewer still, if it has the same second letter."""


class Spellings:
    """Words of a list, by the letters that they have."""

    def __init__(self, words: Sequence[str], letters: Mapping[str, bytes]) -> None:
        """*letters* are the `letters_of` the words."""
        self._words = words
        self._shares = _Shares(letters)
        self._lengths = bytes(map(len, words))
        self._seconds = bytes([ord(word[1:2] or "\0") & 255 for word in words])
        self._of_lengths: dict[Least, tuple[int, int, int]] = {}
        self._seconds_of: dict[str, int] = {}

    def sharing(self, piece: str, least: Least) -> list[str]:
        """The words that share so many letters with *piece*, two or more and fewer than `HIGHEST`, as *least* says, in their order."""
        letters = set(piece)
        shares = map(self._shares.__getitem__, zip(letters, map(piece.count, letters), strict=True))
        enough, slack, more = self._of(least)
        return self._where(sum(shares, slack + (more & self._with_second(piece[1]))) & enough)

    def with_letters(self, letters: Collection[str]) -> list[str]:
        """The words that have all of *letters*, one or more, in their order."""
        return self._where(reduce(and_, [self._shares[letter, 1] for letter in letters]) << 7)

    def _where(self, marks: int) -> list[str]:
        """The words whose byte of *marks* has its highest bit, as no byte has another."""
        words: list[str] = []
        while marks:
            bit = marks.bit_length() - 1
            words.append(self._words[len(self._words) - 1 - bit // 8])
            marks ^= 1 << bit
        return words

    def _of(self, least: Least) -> tuple[int, int, int]:
        """Of each word, in a byte: the highest bit if its length is allowed, what shared letters lack to that bit less its slack, and what a second letter adds."""
        of_lengths = self._of_lengths.get(least)
        if of_lengths is None:
            tables = (least.allowed, least.slack, least.more)
            allowed, slack, more = (int.from_bytes(self._lengths.translate(table), "big") for table in tables)
            each = int.from_bytes(bytes([1]) * len(self._words), "big")
            of_lengths = allowed & each * HIGHEST, slack + each * (HIGHEST - least.most), more
            self._of_lengths[least] = of_lengths
        return of_lengths

    def _with_second(self, letter: str) -> int:
        """All bits of the bytes of the words with that second letter, and of some others with a rare one."""
        words = self._seconds_of.get(letter)
        if words is None:
            same = bytearray(256)
            same[ord(letter) & 255] = 255
            words = self._seconds_of[letter] = int.from_bytes(self._seconds.translate(same), "big")
        return words


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
