"""Known phrases, found again from a header: word for word, or as near as its words come."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from worker.knowledge.vocabulary import Sense, Vocabulary
from worker.matching.pieces import pieces
from worker.matching.tokens import Tokens

SHORTLIST = 40
"""Phrases that are compared closely; more changes no answer measurably."""
COMMON = 400
"""A piece in more phrases than this does not fetch phrases by itself: it only counts in those fetched."""


class Meaning(NamedTuple):
    """A class that a phrase names."""

    name: str
    source: str
    """A language, a platform, or 'template'."""
    platform: bool
    share: float
    """How far the phrase means this class and no other: sources agree, and name the likeliest first."""


def meanings_of(senses: Sequence[Sense]) -> tuple[Meaning, ...]:
    """The senses of one phrase with their shares."""
    if len(senses) == 1:
        return (Meaning(*senses[0], 1.0),)
    rank: dict[str, int] = {}
    votes: dict[str, float] = {}
    first: dict[str, Sense] = {}
    for sense in senses:
        place = rank[sense.source] = rank.get(sense.source, 0) + 1
        votes[sense.name] = votes.get(sense.name, 0.0) + 1.0 / place**2
        if sense.name not in first or first[sense.name].platform and not sense.platform:
            first[sense.name] = sense
    total = sum(votes.values())
    return tuple(Meaning(*sense, votes[sense.name] / total) for sense in first.values())


@dataclass(frozen=True, slots=True)
class Near:
    """How near the best phrase of a class comes to a header."""

    phrase: str
    source: str
    alike: float
    """Shared weight over all weight, 0..1."""
    of_header: float
    """Share of the header's weight that the phrase covers."""
    of_phrase: float
    """Share of the phrase's weight that the header covers."""
    share: float
    """How far that phrase means this class and no other."""


class PhraseIndex:
    """Phrases by key, by bag of pieces and by piece."""

    def __init__(self, vocabulary: Vocabulary, extra: Mapping[str, Sequence[str]] | None = None) -> None:
        """*extra*: more phrases by class, as a template gives them."""
        self.phrases: list[str] = []
        self.meanings: list[tuple[Meaning, ...]] = []
        self._by_key: dict[str, list[int]] = {}
        self._by_bag: dict[str, list[int]] = {}
        self._parts: list[tuple[str, ...]] = []
        self._postings: dict[str, list[int]] = {}
        for phrase, senses in vocabulary.senses.items():
            self._add(phrase, senses)
        for name, phrases in (extra or {}).items():
            for phrase in phrases:
                self._add(phrase, (Sense(name, "template"),))
        self._weigh()
        self.tokens = Tokens(self._postings)

    def _add(self, phrase: str, senses: tuple[Sense, ...]) -> None:
        parts = pieces(phrase.split(" "))
        at = len(self.phrases)
        self.phrases.append(phrase)
        self.meanings.append(meanings_of(senses))
        self._parts.append(parts)
        self._by_key.setdefault(" ".join(parts), []).append(at)
        if len(parts) > 1:
            self._by_bag.setdefault(" ".join(sorted(parts)), []).append(at)
        for part in set(parts):
            self._postings.setdefault(part, []).append(at)

    def _weigh(self) -> None:
        """A piece that many classes share says little."""
        classes = {meaning.name for meanings in self.meanings for meaning in meanings}
        self._rarest = math.log1p(len(classes))
        self._weights: dict[str, float] = {}
        for piece, found in self._postings.items():
            shared = {meaning.name for at in found for meaning in self.meanings[at]}
            self._weights[piece] = math.log1p(len(classes) / len(shared))
        self._masses = [sum(self._weights[p] for p in set(parts)) for parts in self._parts]

    def knows(self, piece: str) -> bool:
        """Whether any phrase has this piece."""
        return piece in self._postings

    def phrases_with(self, piece: str) -> int:
        """In how many phrases a piece is."""
        return len(self._postings.get(piece, ()))

    def weight(self, piece: str) -> float:
        """How much a piece says; one nobody knows says almost as much as the rarest."""
        known = self._weights.get(piece)
        if known is not None:
            return known
        return self._rarest * (0.25 if piece.isdigit() else 0.7)

    def exact(self, parts: Sequence[str]) -> list[int]:
        """Phrases of exactly these pieces."""
        return self._by_key.get(" ".join(parts), [])

    def same_words(self, parts: Sequence[str]) -> list[int]:
        """Phrases of the same pieces in any order."""
        return self._by_bag.get(" ".join(sorted(parts)), []) if len(parts) > 1 else []

    def nearest(self, parts: Sequence[str], leave_out: Iterable[int] = ()) -> dict[str, Near]:
        """The nearest phrase of each class that shares anything with *parts*."""
        like: dict[str, float] = {}  # known piece -> how like a piece of the header, best
        mass = 0.0
        for part in dict.fromkeys(parts):
            found = self.tokens.like(part)
            mass += max([self._weights[p] for p, _ in found[:1]], default=self.weight(part))
            for known, similarity in found:
                if similarity > like.get(known, 0.0):
                    like[known] = similarity
        best: dict[str, Near] = {}
        left_out = set(leave_out)
        for at in self._shortlist(like):
            if at in left_out:
                continue
            shared = sum(self._weights[p] * like.get(p, 0.0) for p in set(self._parts[at]))
            shared = min(shared, mass)
            total = mass + self._masses[at] - shared
            alike = shared / total if total else 0.0
            for name, source, _, share in self.meanings[at]:
                had = best.get(name)
                if had is None or alike * share > had.alike * had.share:
                    best[name] = Near(
                        self.phrases[at], source, alike, shared / mass, shared / self._masses[at], share
                    )
        return best

    def _shortlist(self, like: Mapping[str, float]) -> list[int]:
        scores: dict[int, float] = {}
        rare = [p for p in like if len(self._postings[p]) <= COMMON] or list(like)
        for piece in rare:
            gain = self._weights[piece] * like[piece]
            for at in self._postings[piece]:
                scores[at] = scores.get(at, 0.0) + gain
        masses = self._masses
        ranked = sorted(scores, key=lambda at: scores[at] / (1.0 + masses[at]), reverse=True)
        return ranked[:SHORTLIST]
