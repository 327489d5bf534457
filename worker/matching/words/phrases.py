"""Known phrases, found again from a header: word for word, or as near as its words come."""

from __future__ import annotations

import json
import math
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from functools import cached_property
from itertools import accumulate, chain
from typing import NamedTuple, TypeVar

from worker.knowledge.cache_file import from_cache
from worker.knowledge.collector import paused
from worker.knowledge.vocabulary import Sense, Vocabulary
from worker.lazy_dataclass import dataclass
from worker.matching.words.pieces import pieces, stem
from worker.matching.words.tokens import Tokens

TEMPLATE = "template"
"""The source of a template's own names and synonyms."""
SHORTLIST = 24
"""Phrases that are compared closely; more changes no answer measurably."""
LEAST = 0.35
"""Share of the best phrase's score below which a phrase is not compared closely."""
LONGEST_SPAN = 5
"""Longest phrase looked for inside a header, in pieces."""
PLATFORM_VOTE = 0.3
"""What a platform's use of a phrase counts against a language's, for tables of any origin."""
FETCHED = 250
"""Phrases fetched for one header, unless its rarest piece alone has more."""


_NONE: frozenset[str] = frozenset()
_T = TypeVar("_T")


class Meaning(NamedTuple):
    """A class that a phrase names."""

    name: str
    source: str
    """A language, a platform, or 'template'."""
    everywhere: bool
    """Whether a language or the template says so, not platforms alone."""
    platforms: frozenset[str]
    """The platforms that say so."""
    languages: frozenset[str]
    """The languages that say so."""
    share: float
    """How far the phrase means this class and no other: sources agree, and name the likeliest first."""


def meanings_of(senses: Sequence[Sense]) -> tuple[Meaning, ...]:
    """The senses of one phrase with their shares."""
    if len(senses) == 1:
        ((name, source, platform),) = senses
        alone = frozenset((source,))
        return (
            Meaning(
                name, source, not platform, alone if platform else _NONE, _NONE if platform else alone, 1.0
            ),
        )
    rank: dict[str, int] = {}
    votes: dict[str, float] = {}
    languages: dict[str, list[str]] = {}
    platforms: dict[str, list[str]] = {}
    for name, source, platform in senses:
        place = rank[source] = rank.get(source, 0) + 1
        votes[name] = votes.get(name, 0.0) + (PLATFORM_VOTE if platform else 1.0) / place**2
        if platform:
            platforms.setdefault(name, []).append(source)
        else:
            languages.setdefault(name, []).append(source)
    total = sum(votes.values())
    return tuple(
        Meaning(
            name, spoken_first(languages.get(name) or platforms[name]), name in languages,
            frozenset(platforms.get(name, ())), frozenset(languages.get(name, ())), vote / total,
        )
        for name, vote in votes.items()
    )  # fmt: skip


_SPOKEN = ("en", "de", "fr", "es", "pt", "it", "ru", "zh", "ja", "ko", "nl", "tr", "pl", "ar", "vi", "uk")
"""Languages by how often plans come in them."""


def spoken_first(sources: Sequence[str]) -> str:
    """The source to name in a sentence: a word of several languages is called the commonest's."""
    return next((language for language in _SPOKEN if language in sources), sources[0])


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


@dataclass(frozen=True, slots=True)
class _Keys:
    other: dict[int, str]
    """What a phrase is compared by, its pieces, where that is not the phrase itself."""
    shared: dict[str, tuple[int, ...]]
    """The phrases of a key that several have."""
    by_first: dict[str, bytes]
    """The phrases by the first letter of their keys, as bytes: a start asks for few."""


@dataclass(frozen=True, slots=True)
class _Packed:
    """`_Pieces` as a file has them: numbers as bytes, for a start asks for few of them."""

    pieces: list[str]
    ends: bytes
    phrases: bytes
    weights: bytes
    masses: bytes
    rarest: float
    by_stems: dict[str, tuple[int, ...]]


class _Pieces:
    """What is asked of the phrases once a header is no phrase itself."""

    def __init__(self, packed: _Packed) -> None:
        self.places = dict(zip(packed.pieces, range(len(packed.pieces)), strict=True))
        self._ends, self._phrases = array("I", packed.ends), array("I", packed.phrases)
        self._weights = array("d", packed.weights)
        self.masses = array("d", packed.masses)
        """The weights of each phrase's pieces together."""
        self.rarest = packed.rarest
        """The weight of a piece that one class alone has."""
        self.by_stems = packed.by_stems

    def phrases(self, piece: str) -> Sequence[int]:
        """The phrases that have a known piece."""
        place = self.places[piece]
        return self._phrases[self._ends[place] : self._ends[place + 1]]

    def count(self, piece: str) -> int:
        """How many phrases have a known piece."""
        place = self.places[piece]
        return self._ends[place + 1] - self._ends[place]

    def weight(self, piece: str) -> float | None:
        """What a piece says: one that many classes share, little. None for one that nobody knows."""
        place = self.places.get(piece)
        return None if place is None else self._weights[place]


class PhraseIndex:
    """Phrases by key, and by piece once a header is asked for that is no phrase itself."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        extra: Mapping[str, Sequence[str]] | None = None,
        *,
        shipped: bool = False,
    ) -> None:
        """*extra*: more phrases by class, as a template gives them; *shipped*: of the vocabulary that comes along."""
        self.phrases = list(vocabulary.senses)
        self._senses = list(vocabulary.senses.values())
        for name, phrases in (extra or {}).items():
            self.phrases.extend(phrases)
            self._senses.extend([(Sense(name, TEMPLATE),)] * len(phrases))
        self._cache_key = json.dumps(extra) if shipped else None
        self._meanings: dict[int, tuple[Meaning, ...]] = {}
        self._parts_of: dict[int, tuple[str, ...]] = {}
        index = self._cached("phrases", _Keys, self._index_keys)
        self._keys, self._shared, self._by_first = self.phrases.copy(), index.shared, index.by_first
        for at, key in index.other.items():
            self._keys[at] = key
        self._by_key = dict(zip(self._keys, range(len(self._keys)), strict=True))

    def _cached(self, name: str, kind: type[_T], make: Callable[[], _T]) -> _T:
        with paused(keep=True):
            return make() if self._cache_key is None else from_cache(name, kind, make, self._cache_key)

    def _index_keys(self) -> _Keys:
        other: dict[int, str] = {}
        by_key: dict[str, tuple[int, ...]] = {}
        by_first: dict[str, array[int]] = {}
        for at, phrase in enumerate(self.phrases):
            key = phrase if phrase.isascii() else " ".join(pieces(phrase.split(" ")))
            if key != phrase:
                other[at] = key
            by_first.setdefault(key[:1], array("I")).append(at)
            others = by_key.get(key, ())
            by_key[key] = (
                (at, *others) if phrase == key else (*others, at)
            )  # 'cpm' before 'срм' that looks like it
        return _Keys(
            other,
            {key: phrases for key, phrases in by_key.items() if len(phrases) > 1},
            {first: places.tobytes() for first, places in by_first.items()},
        )

    @cached_property
    def _pieces(self) -> _Pieces:
        return _Pieces(self._cached("pieces", _Packed, self._index_pieces))

    def _index_pieces(self) -> _Packed:
        parts = [tuple(dict.fromkeys(key.split(" "))) for key in self._keys]
        postings: dict[str, list[int]] = {}
        for at, each in enumerate(parts):
            for part in each:
                postings.setdefault(part, []).append(at)
        classes = [frozenset(sense.name for sense in senses) for senses in self._senses]
        count = len(frozenset().union(*classes))
        weights = {
            piece: math.log1p(count / len(frozenset().union(*[classes[at] for at in phrases])))
            for piece, phrases in postings.items()
        }
        masses = [sum([weights[piece] for piece in each]) for each in parts]
        ends = accumulate(map(len, postings.values()), initial=0)
        return _Packed(
            list(postings),
            array("I", ends).tobytes(),
            array("I", chain.from_iterable(postings.values())).tobytes(),
            array("d", weights.values()).tobytes(),
            array("d", masses).tobytes(),
            math.log1p(count),
            self._index_stems(),
        )

    def _index_stems(self) -> dict[str, tuple[int, ...]]:
        places: dict[str, tuple[int, ...]] = {}
        for at, key in enumerate(self._keys):
            stems = " ".join(map(stem, key.split(" ")))
            if stems != key:
                places[stems] = (*places.get(stems, ()), at)
        return places

    def meanings(self, at: int) -> tuple[Meaning, ...]:
        """What a phrase means."""
        meanings = self._meanings.get(at)
        if meanings is None:
            meanings = self._meanings[at] = meanings_of(self._senses[at])
        return meanings

    def _parts(self, at: int) -> tuple[str, ...]:
        """The pieces of a phrase, each piece once."""
        parts = self._parts_of.get(at)
        if parts is None:
            parts = self._parts_of[at] = tuple(dict.fromkeys(self._keys[at].split(" ")))
        return parts

    @cached_property
    def tokens(self) -> Tokens:
        """The known pieces, to find words that are alike."""
        return Tokens(self._pieces.places)

    def key(self, at: int) -> str:
        """A phrase's pieces, by which it is compared."""
        return self._keys[at]

    def beginning(self, start: str) -> list[int]:
        """The phrases whose pieces begin so."""
        places = array("I", self._by_first.get(start[0], b"")) if start else range(len(self._keys))
        return [at for at in places if self._keys[at].startswith(start)]

    def pieces(self) -> Iterable[str]:
        """All pieces that any phrase has."""
        return self._pieces.places

    def knows(self, piece: str) -> bool:
        """Whether any phrase has this piece."""
        return piece in self._pieces.places

    def phrases_with(self, piece: str) -> int:
        """In how many phrases a piece is."""
        return self._pieces.count(piece) if self.knows(piece) else 0

    def weight(self, piece: str) -> float:
        """How much a piece says; one nobody knows says almost as much as the rarest."""
        weight_of = self._pieces.weight(piece)
        if weight_of is not None:
            return weight_of
        return self._pieces.rarest * (0.25 if piece.isdigit() else 0.7)

    def exact(self, parts: Sequence[str]) -> tuple[int, ...]:
        """Phrases of exactly these pieces."""
        return self._of_key(" ".join(parts))

    def _of_key(self, key: str) -> tuple[int, ...]:
        if key in self._shared:
            return self._shared[key]
        return (self._by_key[key],) if key in self._by_key else ()

    def inflected(self, parts: Sequence[str]) -> tuple[int, ...]:
        """Phrases of these pieces in any of their forms, where there is none of exactly these."""
        if self.exact(parts):
            return ()
        stems = " ".join([stem(part) for part in parts])
        return (*self._of_key(stems), *self._pieces.by_stems.get(stems, ()))

    def same_words(self, parts: Sequence[str]) -> list[int]:
        """Phrases of the same pieces in any order."""
        if len(parts) < 2 or not all(map(self.knows, parts)):
            return []
        words, length = sorted(parts), len(" ".join(parts))
        rarest = self._pieces.phrases(min(words, key=self._pieces.count))
        return [
            at for at in rarest
            if len(self._keys[at]) == length and sorted(self._keys[at].split(" ")) == words
        ]  # fmt: skip

    def nearest(self, parts: Sequence[str], leave_out: Set[int] = frozenset()) -> dict[str, Near]:
        """The nearest phrase of each class that shares anything with *parts*."""
        gains: dict[str, float] = {}  # known piece -> what sharing it counts
        mass = 0.0
        for part in dict.fromkeys(parts):
            likes = self.tokens.like(part)
            most = self._pieces.weight(part) or max(
                [self.weight(p) for p, _ in likes[:1]], default=self.weight(part)
            )
            mass += most
            for other, similarity in likes:
                gain = similarity * min(most, self.weight(other))
                if gain > gains.get(other, 0.0):
                    gains[other] = gain
        shortlist = dict.fromkeys([*self._spans(parts, leave_out), *self._shortlist(gains, leave_out)])
        best = self._best_of_class(shortlist, gains, mass)
        first = {other for other, _ in self.tokens.like(parts[0])} if parts else set()
        last = {other for other, _ in self.tokens.like(parts[-1])} if parts else set()
        length, at_end = self._at_end(parts, leave_out)
        return {
            name: Near(
                self.phrases[at], m.source, alike, shared / mass, shared / self._pieces.masses[at], m.share,
                not first.isdisjoint(self._parts(at)), not last.isdisjoint(self._parts(at)),
                self._means(name, [part for part in self._parts(at) if part not in gains]),
                length if name in at_end else 0,
            )
            for name, (_, at, alike, shared, m) in best.items()
        }  # fmt: skip

    def _at_end(self, parts: Sequence[str], leave_out: Set[int]) -> tuple[int, frozenset[str]]:
        """The pieces of the longest phrase with which *parts* end, and the classes that it names."""
        for length in range(min(len(parts), LONGEST_SPAN), 0, -1):
            phrases = [at for at in self.exact(parts[-length:]) if at not in leave_out]
            if phrases:
                return length, frozenset(m.name for at in phrases for m in self.meanings(at) if m.everywhere)
        return 0, _NONE

    def _means(self, name: str, parts: Sequence[str]) -> bool:
        """Whether these pieces alone mean a class."""
        phrases = self.exact(parts) if parts else ()
        return any(meaning.name == name for at in phrases for meaning in self.meanings(at))

    def _best_of_class(
        self, phrases: Iterable[int], gains: Mapping[str, float], mass: float
    ) -> dict[str, tuple[float, int, float, float, Meaning]]:
        """By class: score, phrase, likeness, shared weight, meaning."""
        best: dict[str, tuple[float, int, float, float, Meaning]] = {}
        for at in phrases:
            shared = min(mass, sum([gains[p] for p in self._parts(at) if p in gains]))
            alike = shared / (mass + self._pieces.masses[at] - shared)
            for meaning in self.meanings(at):
                score = alike * meaning.share
                had = best.get(meaning.name)
                if had is None or score > had[0]:
                    best[meaning.name] = (score, at, alike, shared, meaning)
        return best

    def _spans(self, parts: Sequence[str], leave_out: Set[int]) -> list[int]:
        """Phrases that stand in the header as they are."""
        phrases: list[int] = []
        for start in range(len(parts)):
            for end in range(start + 1, min(len(parts), start + LONGEST_SPAN) + 1):
                phrases.extend(self.exact(parts[start:end]))
        return [at for at in phrases if at not in leave_out]

    def _shortlist(self, gains: Mapping[str, float], leave_out: Set[int]) -> list[int]:
        """The phrases that share most with a header, given what each shared piece counts.

        The rarest pieces fetch them; the commoner ones only count in those fetched, as they are compared closely.
        """
        masses = self._pieces.masses
        scores: dict[int, float] = {}
        fetched = 0
        for piece in sorted(gains, key=self._pieces.count):
            phrases = self._pieces.phrases(piece)
            fetched += len(phrases)
            if scores and fetched > FETCHED:
                break
            gain = gains[piece]
            for at in phrases:
                scores[at] = scores.get(at, 0.0) + gain
        for at in scores.keys() & leave_out:
            del scores[at]
        if len(scores) <= SHORTLIST:
            return list(scores)
        least = max(scores.values()) * LEAST
        ratios = {at: score / (1.0 + masses[at]) for at, score in scores.items() if score >= least}
        return sorted(ratios, key=ratios.__getitem__, reverse=True)[:SHORTLIST]
