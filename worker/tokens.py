"""How many tokens a text is, without asking: near enough to refuse a question before it is paid for.

Explained, with its error, in `docs/tokens.md`; `Door.counted` asks the model's own counter.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache

_PIECE = re.compile(r"[A-Za-z]+|\d+|\n+|[^\W\d_]+|_|[^\w\s]")
# Fitted to a published Claude tokenizer, then enlarged by what newer models count more.
_WORD, _LONG_WORD, _LETTER, _DIGITS, _SIGN, _LINE = 1.15, 0.1, 0.77, 1.5, 0.55, 1.3
NEWER = 1.3
"""Tokens that newer models make of the same text, against the tokenizer of the fit."""
AROUND_A_MESSAGE = 12
"""Tokens of roles and marks around one system and one user text."""


@lru_cache(maxsize=4096)
def estimate(text: str) -> int:
    """About how many tokens the model counts for *text*."""
    if not text:
        return 0
    return max(1, round(NEWER * sum(map(_weight, _PIECE.findall(text)))))


def _weight(piece: str) -> float:
    if piece[0] == "\n":
        return _LINE
    if piece.isdigit():
        return _DIGITS * math.ceil(len(piece) / 3)
    if not piece.isalpha():
        return _SIGN
    if piece.isascii():
        return _WORD + _LONG_WORD * max(0, len(piece) - 5)
    return _LETTER * len(piece)
