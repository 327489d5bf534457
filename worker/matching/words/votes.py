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
from collections.abc import Callable, Mapping, Sequence, Set
from functools import cache, lru_cache
from itertools import accumulate, chain, repeat
from operator import getitem
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
"""Words whose votes are kept as numbers: 4 MB."""
_WIDTH = array("I").itemsize
_letters_at: Callable[[str, slice], str] = getitem


@lru_cache(maxsize=512)
def _cuts(length: int) -> Sequence[slice]:
    """Where the runs stand in a text of a length."""
    return [slice(at, at + size) for size in LENGTHS for at in range(length - size + 1)]


@lru_cache(maxsize=512)
def _cuts_across(gap: int, length: int) -> Sequence[slice]:
    """Where the runs stand that have letters on both sides of a *gap* between two words."""
    return [cut for cut in _cuts(length) if cut.start < gap < cut.stop - 1]


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


def _is_varied(normal: str) -> bool:
    """Whether no run stands twice in a header, and none is shorter, so that its words' runs are its own."""
    padded = f" {normal} "
    shortest = [*zip(padded, padded[1:], padded[2:], strict=False)]
    return len(set(shortest)) == len(shortest) and not text.CJK.search(normal)


def _across(words: Sequence[str]) -> set[str]:
    """The runs of a header that have letters of two words."""
    padded = f" {' '.join(words)} "
    gaps = accumulate([len(word) + 1 for word in words[:-1]])
    cuts = chain.from_iterable([_cuts_across(gap, len(padded)) for gap in gaps])
    return set(map(_letters_at, repeat(padded), cuts))


def bucket(run: str) -> int:
    """Where the votes of a run stand in the table; runs that share a bucket vote together."""
    return crc32(run.encode("utf-8", "replace")) & _MASK


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
        self._names = tuple(names)
        self._offsets = array("I", table[at : at + size])
        if sys.byteorder == "big":
            self._offsets.byteswap()
        self._pairs = table[at + size :]
        self._words: dict[str, int | None] = {}

    def of(self, header: str) -> dict[str, float]:
        """Class -> its share of the vote, adding up to 1 before the small ones go; empty where no run is known."""
        normal = text.normalise(header)
        if _is_varied(normal):
            words = normal.split(" ")
            votes = [*map(self._of_word, words)]
            strange = [runs(word) for word, vote in zip(words, votes, strict=True) if vote is None]
            counts = self._with_runs(sum(filter(None, votes)), _across(words).union(*strange))
        else:
            counts = self._with_runs(0, runs(normal))
        total = sum(counts)
        least = int(LEAST * total)
        return {name: count / total for name, count in zip(self._names, counts, strict=True) if count > least}

    def _of_word(self, word: str) -> int | None:
        """The votes of a word's runs, its ends among them, as one number, so that a sum adds up all classes at once.

        None of one that was never asked for: most are names that stand in one header alone, and their runs are counted
        with the others'. A word that comes again is kept.
        """
        votes = self._words.get(word)
        if votes is None:
            if len(self._words) >= CACHE_SIZE:
                self._words.clear()
            if word in self._words:
                votes = int.from_bytes(array("I", self._with_runs(0, runs(word))).tobytes(), sys.byteorder)
            self._words[word] = votes
        return votes

    def _with_runs(self, votes: int, cuts: Set[str]) -> list[int]:
        """The votes of each class, those of more runs added."""
        counts = array("I", votes.to_bytes(_WIDTH * len(self._names), sys.byteorder)).tolist()
        encoded = "\n".join(cuts).encode("utf-8", "replace").split(b"\n") if cuts else []
        offsets, spans = self._offsets, self._pairs
        places = [code & _MASK for code in map(crc32, encoded)]
        pairs = b"".join([spans[2 * offsets[at] : 2 * offsets[at + 1]] for at in places])
        for number, weight in zip(pairs[::2], pairs[1::2], strict=True):
            counts[number] += weight
        return counts


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
