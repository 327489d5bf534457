"""The smallest parts by which headers are compared: words without accents, two characters at a time where none divide words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from worker import text
from worker.knowledge.particles import any_of, particles

# Letters that look the same: 'СРС' typed in Cyrillic is CPC. Both sides are folded alike, so real words lose nothing.
_LOOKALIKE = str.maketrans("авсенкмортух", "abcehkmoptyx")
_LOOKALIKES = frozenset("авсенкмортух")
_LOOKALIKE_LENGTH = 4
_ARABIC = str.maketrans("أإآةىیک", "اااهييك")
_PLAIN = str.maketrans(
    {"ł": "l", "đ": "d", "ð": "d", "ø": "o", "æ": "ae", "œ": "oe", "þ": "th", "ё": "е"}
    | dict(zip("άέήίόύώϊϋΐΰ", "αεηιουωιυιυ", strict=True))
)
"""Letters that no accent can be taken off, Russian 'ё' as it is mostly typed, and Greek ones, which capitals have bare."""


@lru_cache(maxsize=65_536)
def pieces_of(word: str) -> tuple[str, ...]:
    """The pieces of one word of `text.words`: itself folded, or overlapping pairs of characters.

    >>> pieces_of("coût"), pieces_of("点击率"), pieces_of("срс")
    (('cout',), ('点击', '击率'), ('cpc',))
    """
    if word.isascii():
        return (word,)
    if text.CJK.search(word):
        return tuple(piece for run in text.runs(word) for piece in _pairs(run))
    if len(word) <= _LOOKALIKE_LENGTH and all(c in _LOOKALIKES or c.isascii() for c in word):
        return (word.translate(_LOOKALIKE),)
    if "\u0600" <= word[0] <= "\u06ff":
        folded = word.translate(_ARABIC)
        (article,) = particles("article")
        return (folded.removeprefix(article) if len(folded) > len(article) + 2 else folded,)
    return (without_accents(word),)


def without_accents(words: str) -> str:
    """Normalised words as hurried people type them.

    >>> without_accents("płatność"), without_accents("στόχος")
    ('platnosc', 'στοχος')
    """
    return words if words.isascii() else text.fold(words.translate(_PLAIN))


def _pairs(run: str) -> tuple[str, ...]:
    if not text.CJK.match(run):
        return (run,)
    return tuple(run[i : i + 2] for i in range(len(run) - 1)) or (run,)


def pieces(words: Iterable[str]) -> tuple[str, ...]:
    """The pieces of several words, in order."""
    parts: list[str] = []
    for word in words:
        parts.extend(pieces_of(word))
    return tuple(parts)


_SHORTEST_STEM = 4


@lru_cache(maxsize=65_536)
def stem(piece: str) -> str:
    """A piece without its plural (Latin letters) or its ending (Cyrillic): 'clicks' -> 'click', 'показов' -> 'показ'."""
    if len(piece) < _SHORTEST_STEM + 1:
        return piece
    if piece.isascii():
        if piece[-1] != "s" or piece[-2] in "sui":
            return piece
        return piece[:-3] + "y" if piece.endswith("ies") else piece[:-1]
    if "а" <= piece[0] <= "я":
        cut = _ending().sub("", piece)
        return cut if len(cut) >= _SHORTEST_STEM else piece
    return piece


@lru_cache(maxsize=1)
def _ending() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of('ending')})$")
