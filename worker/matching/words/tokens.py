"""Words that are alike though not the same: inflected, misspelt, cut short, or written together."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from math import ceil
from operator import itemgetter

from rapidfuzz.distance import JaroWinkler

from worker.matching.words.spellings import Least, Spellings, letters_of

ALIKE = 0.9
"""Jaro-Winkler from which two words count as forms of one."""
SHORTEST_FUZZY = 4
"""Shorter words are too easily alike: cpc and cpa must never be."""
MOST_ALIKE = 6
"""Words alike that are kept of one."""
LONGEST_START = 4
"""Letters at the start that make two words more alike."""
LONGEST_FUZZY = 120
"""No word is longer; half a byte counts the letters of one that is not."""
SHORTEST_PART = 4
"""Shortest word looked for inside a word written together."""
LONGEST_PART = 16
_SPOKEN = re.compile("(?:[^aeiou]*[aeiou]){2}")
CACHE_SIZE = 100_000
"""Words whose likeness is kept."""


def by_first(pieces: Iterable[str]) -> dict[str, list[str]]:
    """The pieces that are compared by their likeness, by their first letter."""
    words: dict[str, list[str]] = {}
    for piece in pieces:
        if SHORTEST_FUZZY <= len(piece) <= LONGEST_FUZZY and piece[0].isalpha():
            words.setdefault(piece[0], []).append(piece)
    return words


class Tokens:
    """All known pieces, with a memory of what was asked."""

    def __init__(
        self, pieces: Mapping[str, object], letters: Mapping[str, Mapping[str, bytes]] | None = None
    ) -> None:
        """*letters* are the `letters_of` the words of each first letter, where somebody has counted them."""
        self._pieces = pieces
        self._by_first = by_first(pieces)
        self._letters_of = letters or {}
        self._spellings: dict[str, Spellings] = {}
        self._sorted: dict[str, list[str]] = {}
        self._cache: dict[str, tuple[tuple[str, float], ...]] = {}

    def like(self, piece: str) -> tuple[tuple[str, float], ...]:
        """Known pieces like this one with how like, best first; itself alone where it is known."""
        likes = self._cache.get(piece)
        if likes is None:
            if len(self._cache) >= CACHE_SIZE:
                self._cache.clear()
            likes = self._cache[piece] = self._search(piece)
        return likes

    def _search(self, piece: str) -> tuple[tuple[str, float], ...]:
        scores: dict[str, float] = {piece: 1.0} if piece in self._pieces else {}
        if piece[:1].isalpha():
            if SHORTEST_FUZZY <= len(piece) <= LONGEST_FUZZY:
                for other, score in self._inflected(piece):
                    scores.setdefault(other, score)
            if len(scores) < 2 and piece.isascii():
                for other, score in self._abbreviated(piece):
                    scores.setdefault(other, score)
        return tuple(sorted(scores.items(), key=itemgetter(1), reverse=True))

    def _inflected(self, piece: str) -> Iterable[tuple[str, float]]:
        rivals = self._spelt(piece[0]).sharing(piece, _least_shared(len(piece)))
        scored = [(other, JaroWinkler.similarity(piece, other, score_cutoff=ALIKE)) for other in rivals]
        scored.sort(key=itemgetter(1), reverse=True)
        for other, score in scored[:MOST_ALIKE]:
            if score and other != piece:
                yield other, score * score

    def _spelt(self, first: str) -> Spellings:
        """The known words with a first letter, by all their letters."""
        spellings = self._spellings.get(first)
        if spellings is None:
            words = self._by_first.get(first, [])
            letters = self._letters_of.get(first) or letters_of(words)
            spellings = self._spellings[first] = Spellings(words, letters)
        return spellings

    def _abbreviated(self, piece: str) -> Iterable[tuple[str, float]]:
        """Longer known words that *piece* cuts short: 'impr', 'cmpgn'."""
        if not 2 < len(piece) < 9 or not piece.isalpha():
            return
        for other in self._going_on(piece) if _is_spoken(piece) else self._with_letters_of(piece):
            score = abbreviation(piece, other)
            if score:
                yield other, score

    def _going_on(self, piece: str) -> Sequence[str]:
        """The known words that go on behind *piece* with two letters or more."""
        words = self._sorted.get(piece[0])
        if words is None:
            words = self._sorted[piece[0]] = sorted(self._by_first.get(piece[0], ()))
        first, last = bisect_left(words, piece), bisect_left(words, piece + "\uffff")
        longer = [word for word in words[first:last] if word.isascii() and len(word) >= len(piece) + 2]
        return longer if len(longer) < 2 else sorted(longer, key=self._by_first[piece[0]].index)

    def _with_letters_of(self, piece: str) -> Sequence[str]:
        """The known words that are longer than *piece*, begin with its first letter and have all the others."""
        words = self._spelt(piece[0]).with_letters(set(piece))
        return [word for word in words if word.isascii() and len(word) >= len(piece) + 2]

    def parts(self, piece: str) -> tuple[str, ...]:
        """The known words that *piece* is written together from, or none: 'adgroupname', 'mediakosten'."""
        if len(piece) < 2 * SHORTEST_PART - 2 or not piece.isalpha():
            return ()
        best: dict[int, tuple[str, ...]] = {0: ()}
        ends = {0}
        while ends:
            start = min(ends)
            ends.remove(start)
            beginnings = [piece[cut] for cut in _beginnings(start, len(piece))]
            for word in filter(self._pieces.__contains__, beginnings):
                end, parts = start + len(word), (*best[start], word)
                if (len(word) > 2 or word in _SHORT) and len(parts) < len(best.get(end, piece)):
                    best[end] = parts
                    ends.add(end)
        parts = best.get(len(piece), ())
        return parts if parts and max(map(len, parts)) >= SHORTEST_PART else ()


def _most_longer(length: int) -> int:
    """How many letters a word alike is longer or shorter at most."""
    return max(2, length // 3)


@cache
def _least_shared(length: int) -> Least:
    """How many letters words share with one of a length that is `ALIKE` at least, whichever they are."""
    most_longer = _most_longer(length)
    longest = min(LONGEST_FUZZY, length + most_longer)
    lengths = range(max(SHORTEST_FUZZY, length - most_longer), longest + 1)
    least = {other: _shared(length, other, 1) for other in lengths}
    most = max(least.values(), default=1)
    allowed, slack, more = bytearray(256), bytearray(256), bytearray(256)
    for other in lengths:
        allowed[other], slack[other] = 255, most - least[other]
        more[other] = least[other] - _shared(length, other, LONGEST_START)
    return Least(most, bytes(allowed), bytes(slack), bytes(more))


def _shared(length: int, other: int, start: int) -> int:
    """How many letters words of two lengths share that are `ALIKE` and have at most the first *start* in the same places.

    Of two words of a and b letters that share m, Jaro-Winkler is at most 1 - (1 - start / 10) * (1 - (m/a + m/b + 1) / 3).
    """
    share = 3 * (1 - (1 - ALIKE) / (1 - start / 10)) - 1
    return ceil(share * length * other / (length + other) - 1e-9)


@lru_cache(maxsize=2048)
def _beginnings(start: int, length: int) -> Sequence[slice]:
    """Where the words stand that may begin there in a piece of a length."""
    return [slice(start, end) for end in range(start + 2, min(length, start + LONGEST_PART) + 1)]


def _is_spoken(word: str) -> bool:
    """Whether a word has more vowels behind its first letter than one that is written with consonants alone."""
    return _SPOKEN.match(word, 1) is not None


_SHORT = frozenset({"ad", "id", "tv", "io"})


def abbreviation(short: str, long: str) -> float:
    """How well *short* cuts *long* short: 0.85 for a beginning, 0.7 for its consonants in order (0.5 of three letters), else 0."""
    if long.startswith(short):
        return 0.85 if len(short) >= 3 else 0.0
    if len(short) < 3 or short[0] != long[0]:
        return 0.0
    at = 0
    for letter in short:
        at = long.find(letter, at) + 1
        if not at:
            return 0.0
    if _is_spoken(short) or len(short) * 2.5 < len(long):
        return 0.0
    return 0.7 if len(short) > 3 else 0.5
