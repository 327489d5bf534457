"""Text as it is compared: one normal form for headers, and the words that a header is made of."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f]")
_SPACE = re.compile(r"\s+")
_CAMEL = re.compile(r"(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_WORD = re.compile(r"[^\W\d_]+|\d+|%|[$€£¥₽₩₴₺₹]", re.UNICODE)
# Written without spaces between words; such runs are cut into single characters by whoever needs smaller pieces.
CJK = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")


def clean(text: str) -> str:
    """NFKC, invisible and control characters out, white space folded, ends trimmed; case is kept."""
    return _SPACE.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))).strip()


@lru_cache(maxsize=65_536)
def normalise(header: str) -> str:
    """The form in which two headers are the same: 'Media_Cost  (USD)' and 'mediaCost usd' -> 'media cost usd'.

    Idempotent. Symbols that carry meaning stay: % and currency signs. A header of other symbols only keeps them.
    """
    found = " ".join(words(header))
    return found or clean(header).casefold()


@lru_cache(maxsize=65_536)
def words(header: str) -> tuple[str, ...]:
    """Lower-case words: snake, kebab and camel case split, letters apart from digits, accents kept.

    >>> words("Avg. CPC_2 (SpendUSD)")
    ('avg', 'cpc', '2', 'spend', 'usd')
    """
    return tuple(_WORD.findall(_CAMEL.sub(" ", clean(header)).casefold()))


def prepared(text: str) -> str:
    """A whole file's text as `words` has it before cutting, line ends kept: one pass instead of one a phrase."""
    return _CAMEL.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))).casefold()


def cut(prepared_text: str) -> list[str]:
    """The words of text that is `prepared`."""
    return _WORD.findall(prepared_text)


def fold(text: str) -> str:
    """Without accents: 'Coût' -> 'cout', 'Días' -> 'dias'. Only Latin letters change."""
    decomposed = unicodedata.normalize("NFD", text)
    return unicodedata.normalize(
        "NFC",
        "".join(
            mark
            for i, mark in enumerate(decomposed)
            if not (unicodedata.combining(mark) and i and decomposed[i - 1].isascii())
        ),
    )
