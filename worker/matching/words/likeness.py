"""How alike two texts are when nothing is known of their meaning: shared letters, shared words, shortened words."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache

from rapidfuzz.distance import JaroWinkler

from worker import text
from worker.knowledge.particles import particles
from worker.knowledge.words import phrases
from worker.matching.words.pieces import pieces
from worker.matching.words.tokens import abbreviation

SAME_SENSE = 0.75
"""What two words of one group under `[alike]` count."""
NAMING = 0.3
"""What a word counts that only says that something is named: 'name' of 'table name', 'field' of 'field label'."""


@lru_cache(maxsize=65_536)
def tokens_of(header: str) -> tuple[str, ...]:
    """Pieces of a header, plurals in the singular."""
    return tuple(singular(piece) for piece in pieces(text.words(header)))


def singular(word: str) -> str:
    """'studies' -> 'study', 'units' -> 'unit'; short words and '-ss', '-us', '-is' are left alone."""
    if len(word) < 4 or not word.isascii() or word[-1] != "s" or word[-2] in "sui":
        return word
    return word[:-3] + "y" if word.endswith("ies") else word[:-1]


@cache
def _naming() -> frozenset[str]:
    """Words that only say that something is named."""
    return frozenset(particles("naming"))


@cache
def _groups() -> dict[str, frozenset[str]]:
    """The words of each group by its name."""
    groups: dict[str, set[str]] = {}
    for name, word in phrases("alike"):
        groups.setdefault(name, set()).add(singular(word))
    return {name: frozenset(words) for name, words in groups.items()}


@cache
def _senses() -> dict[str, frozenset[str]]:
    """The groups of each word."""
    senses: dict[str, set[str]] = {}
    for name, words in _groups().items():
        for word in words:
            senses.setdefault(word, set()).add(name)
    return {word: frozenset(names) for word, names in senses.items()}


def kin_of(word: str) -> set[str]:
    """The words of one sense with *word*."""
    return {kin for name in _senses().get(word, ()) for kin in _groups()[name]}


@lru_cache(maxsize=262_144)
def alike(one: str, other: str) -> float:
    """How alike two words are, 0..1: forms of one word, one shortening the other, or of one sense."""
    if one == other:
        return 1.0
    senses = _senses()
    if one in senses and not senses[one].isdisjoint(senses.get(other, ())):
        return SAME_SENSE
    if one[0] != other[0]:
        return 0.0
    if len(one) > 3 and len(other) > 3:
        score = JaroWinkler.similarity(one, other)
        if score >= 0.9:
            return float(score * score)
    short, long = (one, other) if len(one) < len(other) else (other, one)
    if len(short) == 2 and short.isalpha() and short[1] in long[1:] and short[1] not in "aeiou":
        return 0.55
    return abbreviation(short, long) if short.isalpha() and long.isalpha() else 0.0


def grams(header: str) -> dict[str, float]:
    """Runs of 2 to 4 characters of a header's words, as a vector of length 1."""
    counts: dict[str, float] = {}
    padded = f" {' '.join(text.words(header))} "
    for size in (2, 3, 4):
        for at in range(len(padded) - size + 1):
            gram = padded[at : at + size]
            counts[gram] = counts.get(gram, 0.0) + 1.0
    norm = math.sqrt(sum(n * n for n in counts.values()))
    return {gram: n / norm for gram, n in counts.items()} if norm else {}


class Rarity:
    """How much a word says among the texts of a list."""

    def __init__(self, texts: Iterable[Iterable[str]]) -> None:
        counts: dict[str, int] = {}
        total = 0
        for words in texts:
            total += 1
            for word in set(words):
                counts[word] = counts.get(word, 0) + 1
        self._unknown = math.log1p(total)
        self._weights = {word: math.log1p(total / n) for word, n in counts.items()}

    def of(self, word: str) -> float:
        """The weight of a word; one that never occurs says most."""
        return self._weights.get(word, self._unknown)


Likes = Sequence[Mapping[str, float]]
"""For each word of a header, the words it is like with how like."""


def covered(words: Sequence[str], likes: Likes, by: Sequence[str], rarity: Rarity) -> float:
    """Share of the weight of a header's *words* that the words of *by* account for."""
    total = shared = 0.0
    for word, like in zip(words, likes, strict=True):
        best, weight = 0.0, rarity.of(word)
        for other in by:
            score = like.get(other, 0.0)
            if score > best:
                best, weight = score, rarity.of(other)
        if word in _naming():
            weight *= NAMING
        total += weight
        shared += weight * best
    return shared / total if total else 0.0


def covers(likes: Likes, of: Sequence[str], rarity: Rarity) -> float:
    """Share of the weight of the words of *of* that a header accounts for."""
    total = shared = 0.0
    for other in of:
        weight = rarity.of(other)
        total += weight
        shared += weight * max([like.get(other, 0.0) for like in likes], default=0.0)
    return shared / total if total else 0.0


def initials(words: Sequence[str], of: Sequence[str]) -> bool:
    """Whether one of the words is the first letters of the other side's: 'dob' of 'date of birth'."""
    first = "".join(word[0] for word in of)
    return len(first) > 1 and any(
        len(word) > 1 and word in (first, first[: len(word)]) and len(word) >= 3 for word in words
    )
