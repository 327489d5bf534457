"""How near known phrases come to a header that is none of them: by the words that both have, or words that are alike."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence, Set
from itertools import repeat
from typing import NamedTuple

from worker.matching.words.phrases import Meaning, PhraseIndex

SHORTLIST = 24
"""Phrases that are compared closely; more changes no answer measurably."""
LEAST = 0.35
"""Share of the best phrase's score below which a phrase is not compared closely."""
LONGEST_SPAN = 5
"""Longest phrase looked for inside a header, in pieces."""
FETCHED = 250
"""Phrases fetched for one header, unless its rarest piece alone has more."""
NEAREST = 8
"""Classes kept for their likeness alone."""
_NOBODY = frozenset[str]()
_ZEROS = repeat(0.0)


class Near(NamedTuple):
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
    has_first: bool
    """Whether the phrase has the header's first word."""
    has_last: bool
    """Whether it has the last."""
    elsewhere: bool
    """Whether it means the class by words that the header has not: 'advertiser cost' is a cost, 'advertiser' none."""
    at_end: int = 0
    """Pieces of the longest phrase of the class with which the header ends; only of the class that has the longest."""


class _Spans(NamedTuple):
    """The phrases that stand in a header as they are."""

    phrases: list[int]
    length: int
    """Pieces of the longest with which it ends."""
    at_end: frozenset[str]
    """The classes that this one names."""


_Best = tuple[float, int, float, float, Meaning]
"""The best phrase of a class: its score, number, likeness, the weight that it shares with the header, its meaning."""


class _Phrase(NamedTuple):
    """What is asked of a phrase that is compared closely."""

    parts: tuple[str, ...]
    mass: float
    meanings: tuple[Meaning, ...]


class Nearness:
    """Compares headers with the phrases of an index."""

    def __init__(self, index: PhraseIndex) -> None:
        self._index = index
        self._gains_of: dict[str, tuple[float, tuple[tuple[str, float], ...]]] = {}
        self._phrases: dict[int, _Phrase] = {}
        self._fetched: dict[str, tuple[int, ...]] = {}
        self._lightest: dict[str, tuple[int, ...]] = {}

    def nearest(
        self,
        parts: Sequence[str],
        leave_out: Set[int] = frozenset(),
        names: Collection[str] = (),
        most: int = NEAREST,
    ) -> dict[str, Near]:
        """The nearest phrase of the classes that come nearest, and of those of *names* that share anything with *parts*."""
        mass, gains = self._gains(parts)
        if not gains:
            return {}
        spans = self._spans(parts, leave_out)
        shortlist = dict.fromkeys([*spans.phrases, *self._shortlist(gains, leave_out)])
        best = self._best_of_class(shortlist, gains, mass)
        alike = {name: one[2] for name, one in best.items()}
        likeliest = sorted(alike, key=alike.__getitem__, reverse=True)[:most]
        wanted = {*likeliest, *names}
        first, last = (frozenset([p for p, _ in self._index.tokens.like(parts[at])]) for at in (0, -1))
        return {
            name: self._near(one, mass, gains, (first, last), spans)
            for name, one in best.items()
            if name in wanted
        }

    def _near(
        self,
        one: _Best,
        mass: float,
        gains: Mapping[str, float],
        ends: tuple[frozenset[str], frozenset[str]],
        spans: _Spans,
    ) -> Near:
        """The best phrase of a class beside a header that begins and ends with words like those of *ends*."""
        _, at, alike, shared, meaning = one
        parts, phrase_mass, _ = self._phrases[at]
        first, last = ends
        name = meaning.name
        return Near(
            self._index.phrases[at], meaning.source, alike, shared / mass, shared / phrase_mass, meaning.share,
            not first.isdisjoint(parts), not last.isdisjoint(parts),
            self._means(name, [part for part in parts if part not in gains]),
            spans.length if name in spans.at_end else 0,
        )  # fmt: skip

    def _gains(self, parts: Sequence[str]) -> tuple[float, dict[str, float]]:
        """What all of *parts* say, and what sharing each known piece that is like one of them counts."""
        gains: dict[str, float] = {}
        mass = 0.0
        for part in dict.fromkeys(parts):
            most, shares = self._gains_of.get(part) or self._gains_of_part(part)
            mass += most
            for other, gain in shares:
                if gain > gains.get(other, 0.0):
                    gains[other] = gain
        return mass, gains

    def _gains_of_part(self, part: str) -> tuple[float, tuple[tuple[str, float], ...]]:
        """What a piece says, and what sharing each known one that is like it counts; kept where it is known itself."""
        index = self._index
        likes = index.tokens.like(part)
        known = index.knows(part)
        most = index.weight(likes[0][0] if likes and not known else part)
        gains = most, tuple([(other, alike * min(most, index.weight(other))) for other, alike in likes])
        if known:
            self._gains_of[part] = gains
        return gains

    def _spans(self, parts: Sequence[str], leave_out: Set[int]) -> _Spans:
        phrases: list[int] = []
        at_end: list[int] = []
        length = 0
        for start in range(len(parts)):
            for end in range(start + 1, min(len(parts), start + LONGEST_SPAN) + 1):
                if not self._index.knows(parts[end - 1]):
                    break
                spoken = [at for at in self._index.exact(parts[start:end]) if at not in leave_out]
                phrases += spoken
                if end == len(parts) and spoken and not length:
                    at_end, length = spoken, end - start
        names = (m.name for at in at_end for m in self._index.meanings(at) if m.everywhere)
        return _Spans(phrases, length, frozenset(names) if length else _NOBODY)

    def _means(self, name: str, parts: Sequence[str]) -> bool:
        """Whether these pieces alone mean a class."""
        phrases = self._index.exact(parts) if parts else ()
        return any(meaning.name == name for at in phrases for meaning in self._index.meanings(at))

    def _best_of_class(
        self, phrases: Collection[int], gains: Mapping[str, float], mass: float
    ) -> dict[str, _Best]:
        best: dict[str, _Best] = {}
        for at in phrases:
            parts, phrase_mass, meanings = self._phrases.get(at) or self._phrase(at)
            shared = min(mass, sum(map(gains.get, parts, _ZEROS)))
            alike = shared / (mass + phrase_mass - shared)
            for meaning in meanings:
                score = alike * meaning.share
                had = best.get(meaning.name)
                if had is None or score > had[0]:
                    best[meaning.name] = score, at, alike, shared, meaning
        return best

    def _phrase(self, at: int) -> _Phrase:
        index = self._index
        phrase = self._phrases[at] = _Phrase(index.parts(at), index.masses[at], index.meanings(at))
        return phrase

    def _shortlist(self, gains: Mapping[str, float], leave_out: Set[int]) -> list[int]:
        """The phrases that share most with a header, given what each shared piece counts.

        The rarest pieces fetch them; the commoner ones only count in those fetched, as they are compared closely.
        """
        scores: dict[int, float] = {}
        likely: set[int] = set()  # those that several pieces fetch, and the shortest that each one does
        fetched = 0
        posted = {piece: self._fetched.get(piece) or self._fetch(piece) for piece in gains}
        for piece in sorted(posted, key=lambda each: len(posted[each])):
            phrases = posted[piece]
            fetched += len(phrases)
            if scores and fetched > FETCHED:
                break
            new = dict.fromkeys(phrases, gains[piece])
            for at in scores.keys() & new.keys():
                new[at] += scores[at]
                likely.add(at)
            scores.update(new)
            likely.update(self._shortest(piece, leave_out))
        for at in scores.keys() & leave_out:
            del scores[at]
        if len(scores) <= SHORTLIST:
            return list(scores)
        least = max(scores.values()) * LEAST
        masses = self._index.masses
        ratios = {
            at: score / (1.0 + masses[at])
            for at in filter(likely.__contains__, scores)
            if (score := scores[at]) >= least
        }
        return sorted(ratios, key=ratios.__getitem__, reverse=True)[:SHORTLIST]

    def _fetch(self, piece: str) -> tuple[int, ...]:
        """The phrases that have a known piece."""
        phrases = self._fetched[piece] = tuple(self._index.phrases_of(piece))
        return phrases

    def _shortest(self, piece: str, leave_out: Set[int]) -> Sequence[int]:
        """As many of the phrases of a piece as are compared closely, those that say least else."""
        lightest = self._lightest.get(piece)
        if lightest is None:
            phrases = self._fetched[piece]
            lightest = (
                phrases
                if len(phrases) <= SHORTLIST
                else tuple(sorted(phrases, key=self._index.masses.__getitem__))
            )
            self._lightest[piece] = lightest
        shortest = lightest[:SHORTLIST]
        if leave_out.isdisjoint(shortest):
            return shortest
        return [at for at in lightest if at not in leave_out][:SHORTLIST]
