"""Known phrases, found again from a header: word for word, or as near as its words come."""

from __future__ import annotations

import json
import math
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, chain
from typing import NamedTuple, TypeVar

from worker.knowledge.cache_file import from_cache
from worker.knowledge.collector import paused
from worker.knowledge.vocabulary import Sense, Vocabulary
from worker.lazy_dataclass import dataclass
from worker.matching.words.pieces import pieces, stem
from worker.matching.words.spellings import letters_of
from worker.matching.words.tokens import Tokens, by_first

TEMPLATE = "template"
"""The source of a template's own names and synonyms."""
PLATFORM_VOTE = 0.3
"""What a platform's use of a phrase counts against a language's, for tables of any origin."""


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
    letters: dict[str, dict[str, bytes]]
    """The letters of the pieces of each first letter."""


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
        self.by_stems, self.letters = packed.by_stems, packed.letters

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
            {first: letters_of(words) for first, words in by_first(postings).items()},
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

    def parts(self, at: int) -> tuple[str, ...]:
        """The pieces of a phrase, each piece once."""
        parts = self._parts_of.get(at)
        if parts is None:
            parts = self._parts_of[at] = tuple(dict.fromkeys(self._keys[at].split(" ")))
        return parts

    @cached_property
    def tokens(self) -> Tokens:
        """The known pieces, to find words that are alike."""
        return Tokens(self._pieces.places, self._pieces.letters)

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

    def phrases_of(self, piece: str) -> Sequence[int]:
        """The phrases that have a known piece."""
        return self._pieces.phrases(piece)

    @cached_property
    def masses(self) -> Sequence[float]:
        """The weights of each phrase's pieces together."""
        return self._pieces.masses

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
        at = self._by_key.get(key)
        if at is None:
            return ()
        return self._shared.get(key) or (at,)

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
