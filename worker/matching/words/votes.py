"""The vote of a header's letters: which class do the phrases mean that share its runs of letters?

Words that no phrase has still have letters that some have: 'Budgetvolumen', 'Бюджетирование', a slip of the pen.
The table of votes is counted once from the vocabulary (`bench/fit_votes.py`) and shipped beside it, since counting takes
over a second; it is a plain file of numbers, looked up by a checksum of each run of letters.

    b"MMVOTES1" | classes: a byte that counts them, then a byte of length and a name each | 2**BITS + 1 offsets, 4 bytes
    | pairs (class, weight), a byte each

Everything is little-endian.
"""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import accumulate, repeat
from operator import add, getitem
from typing import NamedTuple, cast
from zlib import crc32

from worker import paths, text

FILE = "phrase_votes.bin"
MAGIC = b"MMVOTES1"
BITS = 18
_MASK = (1 << BITS) - 1
LENGTHS = (3, 4, 5)
"""Letters of the runs that vote; in scripts without spaces one and two letters as well."""
LEAST = 0.01
"""A smaller share of the vote is not worth a claim."""
CACHE_SIZE = 1 << 13
"""Words whose votes are kept, and runs: 4 MB each at most."""
KNOWN_SIZE = 1 << 10
"""Known words of headers whose votes are kept together: 3 MB."""
_letters_at: Callable[[str, slice], str] = getitem
_bytes_at = cast(Callable[[bytes, slice], bytes], getitem)


@lru_cache(maxsize=512)
def _cuts(length: int) -> Sequence[slice]:
    """Where the runs stand in a text of a length."""
    return [slice(at, at + size) for size in LENGTHS for at in range(length - size + 1)]


@lru_cache(maxsize=2048)
def _cuts_beside(lengths: Sequence[int], known: Sequence[int]) -> tuple[Sequence[slice], int]:
    """Where the runs stand in a header of words of these lengths that are in no known word, and how many are shortest.

    *known* has the length of each known word, and 0 for the others.
    """
    starts = [*accumulate([length + 1 for length in lengths], initial=0)]
    within = [(start, start + length + 2) for start, length in zip(starts, known, strict=False) if length]
    cuts: list[slice] = []
    for size in LENGTHS:
        places = set(range(starts[-1] + 2 - size))
        for first, last in within:
            places.difference_update(range(first, last - size + 1))
        cuts += [slice(at, at + size) for at in sorted(places)]
    return cuts, sum(cut.stop - cut.start == LENGTHS[0] for cut in cuts)


def runs(normal: str) -> set[str]:
    """The runs of letters of a normalised header or phrase, its ends marked by blanks.

    >>> sorted(runs("cpm"))
    [' cp', ' cpm', ' cpm ', 'cpm', 'cpm ', 'pm ']
    """
    padded = f" {normal} "
    cuts = set(map(_letters_at, repeat(padded), _cuts(len(padded))))
    if text.CJK.search(normal):
        cuts.update(padded[at : at + 2] for at in range(len(padded) - 1))
        cuts.update(letter for letter in normal if text.CJK.match(letter))
    return cuts


def _encoded(cuts: Collection[str]) -> list[bytes]:
    return "\n".join(cuts).encode("utf-8", "replace").split(b"\n") if cuts else []


def bucket(run: str) -> int:
    """Where the votes of a run stand in the table; runs that share a bucket vote together."""
    return crc32(run.encode("utf-8", "replace")) & _MASK


class _Classes(NamedTuple):
    names: tuple[str, ...]
    numbers: Mapping[str, int]
    """The place of each among the names."""


def _classes(names: tuple[str, ...]) -> _Classes:
    return _Classes(names, {name: at for at, name in enumerate(names)})


class Vote:
    """How the letters of a header voted."""

    __slots__ = ("_counts", "_least", "_names", "_numbers", "_total")

    def __init__(
        self, classes: _Classes, counts: Sequence[float], total: float = 1.0, least: float = 0.0
    ) -> None:
        """*counts* are what each of the *classes* has of *total*; *least* and less is nothing."""
        self._names, self._numbers = classes
        self._counts, self._total, self._least = counts, total, least

    def share(self, name: str) -> float:
        """What a class has of the vote, 0..1; 0.0 where that is too little."""
        number = self._numbers.get(name)
        count = 0.0 if number is None else self._counts[number]
        return count / self._total if count > self._least else 0.0

    def shares_of(self, names: Iterable[str]) -> list[float]:
        """What each of several classes has of the vote."""
        counts, total, least = self._counts, self._total, self._least
        places = map(self._numbers.get, names)
        return [0.0 if at is None or (count := counts[at]) <= least else count / total for at in places]

    def first(self, most: int) -> list[str]:
        """The classes with the largest shares, the first one first; those of one share in their order."""
        counts, first = self._counts, list[str]()
        at, had = -1, 0.0
        for count in sorted(counts)[: -most - 1 : -1]:
            if count > self._least:
                at = counts.index(count, at + 1 if count == had else 0)
                first.append(self._names[at])
                had = count
        return first

    def shares(self) -> dict[str, float]:
        """Class -> its share, without those that have too little."""
        shares = zip(self._names, self.shares_of(self._names), strict=True)
        return {name: share for name, share in shares if share}


def vote_of(shares: Mapping[str, float]) -> Vote:
    """The vote that has these shares."""
    return Vote(_classes(tuple(shares)), [*shares.values()])


NO_VOTE = vote_of({})


class _Known(NamedTuple):
    """The votes of a header's known words."""

    counts: Sequence[int]
    """Of each class."""
    shortest: frozenset[bytes] | None
    """Their shortest runs; None where one stands in them twice."""


class Votes:
    """The shipped table of votes."""

    def __init__(self, table: bytes) -> None:
        """*table* as the module's head describes it."""
        if not table.startswith(MAGIC):
            raise ValueError("not a table of votes")
        at = len(MAGIC) + 1
        names = []
        for _ in range(table[len(MAGIC)]):
            length = table[at]
            names.append(table[at + 1 : at + 1 + length].decode())
            at += 1 + length
        size = 4 * ((1 << BITS) + 1)
        self._classes = _classes(tuple(names))
        self._offsets = array("I", table[at : at + size])
        if sys.byteorder == "big":
            self._offsets.byteswap()
        self._pairs = table[at + size :]
        self._pairs_of = _Pairs(self._offsets, self._pairs)
        self._words: dict[str, array[int] | None] = {}
        self._known: dict[tuple[str, ...], _Known] = {}

    def of(self, header: str) -> Vote:
        """What each class has of the vote, adding up to 1 before the small ones go; none where no run is known."""
        normal = text.normalise(header)
        counts = None if text.CJK.search(normal) else self._by_words(normal)
        if counts is None:
            counts = self._with_runs([0] * len(self._classes.names), _encoded(runs(normal)))
        total = sum(counts)
        return Vote(self._classes, counts, total, int(LEAST * total))

    def _by_words(self, normal: str) -> list[int] | None:
        """The votes of each class: those of known words, which are kept, with the others'.

        None where a run stands twice in the header, which has one vote. Then a shortest one does.
        """
        words = normal.split(" ")
        known = tuple([word if self._is_known(word) else "" for word in words])
        base = self._known.get(known) or self._of_known(known)
        if base.shortest is None:
            return None
        cuts, short = _cuts_beside(tuple(map(len, words)), tuple(map(len, known)))
        padded = f" {normal} "
        if padded.isascii():
            encoded = [*map(_bytes_at, repeat(padded.encode()), cuts)]
        else:
            encoded = _encoded([*map(_letters_at, repeat(padded), cuts)])
        shortest = set(encoded[:short])
        if len(shortest) < short or not base.shortest.isdisjoint(shortest):
            return None
        shared = b"".join([*map(self._pairs_of.__getitem__, encoded[:short])])
        return self._with_runs([*base.counts], encoded[short:], shared)

    def _is_known(self, word: str) -> bool:
        """Whether a word was asked for before: most others are names that stand in one header alone."""
        if word in self._words:
            return True
        if len(self._words) >= CACHE_SIZE:
            self._words.clear()
        self._words[word] = None
        return False

    def _of_known(self, words: tuple[str, ...]) -> _Known:
        """The votes of known words together, for all headers that have no others but strange ones."""
        spoken = [*filter(None, words)]
        shortest = _encoded([run for word in spoken for run in runs(word) if len(run) == LENGTHS[0]])
        counts = [0] * len(self._classes.names)
        for word in spoken:
            counts = [*map(add, counts, self._of_word(word))]
        if len(self._known) >= KNOWN_SIZE:
            self._known.clear()
        varied = frozenset(shortest) if len(set(shortest)) == len(shortest) else None
        known = self._known[words] = _Known(counts, varied)
        return known

    def _of_word(self, word: str) -> Sequence[int]:
        """The votes of a word's runs, its ends among them."""
        votes = self._words.get(word)
        if votes is None:
            counts = self._with_runs([0] * len(self._classes.names), _encoded(runs(word)))
            votes = self._words[word] = array("I", counts)
        return votes

    def _with_runs(self, counts: list[int], cuts: Iterable[bytes], pairs: bytes = b"") -> list[int]:
        """*counts* with the votes of more runs, and with other *pairs* of the table."""
        offsets, spans = self._offsets, self._pairs
        places = [code & _MASK for code in map(crc32, cuts)]
        pairs += b"".join([spans[2 * offsets[at] : 2 * offsets[at + 1]] for at in places])
        for number, weight in zip(pairs[::2], pairs[1::2], strict=True):
            counts[number] += weight
        return counts


class _Pairs(dict[bytes, bytes]):
    """The pairs of the shortest runs, which many words share."""

    def __init__(self, offsets: Sequence[int], pairs: bytes) -> None:
        super().__init__()
        self._offsets, self._pairs = offsets, pairs

    def __missing__(self, run: bytes) -> bytes:
        if len(self) >= CACHE_SIZE:
            self.clear()
        at = crc32(run) & _MASK
        pairs = self[run] = self._pairs[2 * self._offsets[at] : 2 * self._offsets[at + 1]]
        return pairs


def table_of(weights: Mapping[str, Mapping[str, float]]) -> bytes:
    """The table for *weights*: run of letters -> class -> weight (0..1)."""
    names = sorted({name for classes in weights.values() for name in classes})
    if len(names) > 255:
        raise ValueError(f"{len(names)} classes do not fit a byte")
    number = {name: at for at, name in enumerate(names)}
    buckets: list[dict[int, float]] = [{} for _ in range(1 << BITS)]
    for run in sorted(weights):
        place = buckets[bucket(run)]
        for name, weight in weights[run].items():
            place[number[name]] = place.get(number[name], 0.0) + weight
    offsets, pairs = [0], bytearray()
    for place in buckets:
        for name_number, weight in sorted(place.items()):
            if byte := min(255, round(255 * weight)):
                pairs += bytes((name_number, byte))
        offsets.append(len(pairs) // 2)
    head = MAGIC + bytes((len(names),))
    for name in names:
        head += bytes((len(name.encode()),)) + name.encode()
    return head + struct.pack(f"<{len(offsets)}I", *offsets) + bytes(pairs)


@cache
def shipped_votes() -> Votes:
    """The table that comes with the program."""
    return Votes(paths.shipped("knowledge", FILE).read_bytes())
