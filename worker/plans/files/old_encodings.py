"""The encodings of the time before UTF-8: in which of them a text reads like some language's."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Literal

from charset_normalizer import from_bytes

from worker import paths
from worker.knowledge.words import entries, read

FILE = "encodings.txt"
_CYRILLIC = frozenset({"cp1251", "koi8_r", "cp866"})
_NEUTRAL = frozenset("€£–—‘’“”„•…®©™«»°\u00a0")
_THAI_ASTRAY = re.compile(
    "(?<![\u0e01-\u0e2e\u0e31-\u0e3a\u0e47-\u0e4e])[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]|[\u0e40-\u0e44](?![\u0e01-\u0e2e])|[\u0e03\u0e05\u0e4f-\u0e5b]"
)
"""Marks without a letter to stand on, vowels without a letter behind, letters out of use: Chinese read as Thai."""
_CAPITAL_INSIDE = re.compile("(?<=[а-яё])[А-ЯЁ]")
_RARE_CYRILLIC = re.compile("[йшщъ]")
"""What the most frequent Hebrew letters turn into; rare in every language written so."""


def likeliest(sample: bytes) -> str:
    """The old encoding in which *sample* reads like some language's text.

    charset-normalizer rules out what is no text; among what it leaves, on a few short headers, letters decide.
    """
    latin, scripts = _encodings("letters"), _encodings("script")
    left = from_bytes(sample, cp_isolation=[*latin, *scripts], threshold=0.3)
    chaos = {match.encoding: match.chaos for match in left}
    for match in left:
        chaos |= dict.fromkeys(match.could_be_from_charset, match.chaos)
    best, most = "cp1252", 0.0
    for encoding in (*latin, *scripts):
        if encoding not in chaos and encoding not in latin:
            continue
        try:
            text = sample.decode(encoding)
        except UnicodeDecodeError:
            continue
        score = _plausible(text, encoding) - chaos.get(encoding, 0.1)
        if score > most + 0.02:
            best, most = encoding, score
    return best


@cache
def _encodings(what: Literal["letters", "script"]) -> dict[str, tuple[str, ...]]:
    """The letters of each language, or the ranges of each script, by encoding, as `knowledge/encodings.txt` has them."""
    lines = [
        (line.name.split(), line.phrases) for line in entries(read(paths.shipped("knowledge", FILE)), FILE)
    ]
    return {encoding: phrases for (kind, encoding), phrases in lines if kind == what}


@cache
def _signs_of(encoding: str) -> re.Pattern[str]:
    """Any sign of the script that is written in *encoding*."""
    ends = (map(int, span.split("-"), (16, 16)) for span in _encodings("script")[encoding])
    return re.compile(f"[{''.join(f'{chr(first)}-{chr(last)}' for first, last in ends)}]")


def _plausible(text: str, encoding: str) -> float:
    """The share of signs beyond ASCII that one language written in *encoding* uses."""
    beyond = Counter(letter for letter in text if not letter.isascii())
    if not beyond:
        return 0.5
    total = beyond.total()
    if alphabets := _encodings("letters").get(encoding):
        lower = {letter: letter.lower()[:1] for letter in beyond}
        return max(
            sum(n for letter, n in beyond.items() if lower[letter] in alphabet or letter in _NEUTRAL) / total
            for alphabet in alphabets
        )
    signs = _signs_of(encoding)
    share = sum(n for letter, n in beyond.items() if signs.match(letter) or letter in _NEUTRAL) / total
    if encoding == "cp874":
        return share - 3 * len(_THAI_ASTRAY.findall(text)) / total
    return share - (_strange_cyrillic(text, total) if encoding in _CYRILLIC else 0)


def _strange_cyrillic(text: str, total: int) -> float:
    """How much speaks against Cyrillic: KOI8 and Windows swap capitals, and Hebrew turns into it."""
    against = len(_CAPITAL_INSIDE.findall(text)) / total
    if text.isupper() or len(_RARE_CYRILLIC.findall(text)) > total / 8:
        against += 0.3
    return against
