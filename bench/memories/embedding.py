"""A local embedding: hashed character n-grams of the words, so that no weights are needed."""

from __future__ import annotations

import math
from functools import lru_cache
from zlib import crc32

DIMENSIONS = 384
SIZES = (2, 3, 4)
"""Letters of an n-gram; the ends of a word count as letters."""


def embed(text: str) -> list[float]:
    """The direction of *text*, of length 1; texts that share pieces of words point to the same side."""
    vector = [0.0] * DIMENSIONS
    for word in text.casefold().split():
        for place, sign in _places(word):
            vector[place] += sign
    length = math.sqrt(sum(value * value for value in vector)) or 1.0
    return [value / length for value in vector]


@lru_cache(maxsize=65_536)
def _places(word: str) -> tuple[tuple[int, int], ...]:
    edged = f"<{word}>"
    pieces = (edged[at : at + size] for size in SIZES for at in range(len(edged) - size + 1))
    hashes = (crc32(piece.encode()) for piece in pieces)
    return tuple((number % DIMENSIONS, 1 if number & 0x80000000 else -1) for number in hashes)
