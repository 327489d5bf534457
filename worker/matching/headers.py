"""A header as it is read: its whole, its parts, and the words that only colour it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from worker import text
from worker.knowledge.vocabulary import Vocabulary
from worker.matching.pieces import pieces

_BRACKETS = re.compile(r"[(\[{（【［]([^()\[\]{}（）【】［］]*)[)\]}）】］]?")
_CUTS = re.compile(r"\s+/\s+|\s+[-–—|·]\s+|[:：|\n\r⏎,;，；]")
_CURRENCIES = frozenset(
    ["aed", "ars", "aud", "bdt", "bgn", "brl", "byn", "cad", "chf", "clp", "cny", "cop", "czk", "dkk", "egp", "eur", "gbp", "hkd", "huf", "idr", "ils", "inr", "jpy", "kes", "krw", "kwd", "kzt", "mad", "mxn", "myr", "ngn", "nok", "nzd", "omr", "pen", "php", "pkr", "pln", "qar", "rmb", "ron", "rsd", "rub", "sar", "sek", "sgd", "thb", "tnd", "try", "twd", "uah", "usd", "uyu", "uzs", "vnd", "zar", "$", "€", "£", "¥", "₽", "₩", "₴", "₺", "₹", "руб", "rur", "tl", "zł", "kč", "kr"]
)
LONGEST_MODIFIER = 5
LONGEST_CJK_MODIFIER = 8
CURRENCY, PERCENT = "currency_word", "percent"


@dataclass(frozen=True, slots=True)
class Header:
    """One header, taken apart; all in pieces."""

    text: str
    whole: tuple[str, ...]
    plain: tuple[str, ...]
    """Without currencies, units, fillers and a number at the end."""
    core: tuple[str, ...]
    """Without anything that only modifies."""
    outside: tuple[str, ...]
    """What stands outside brackets, plain."""
    parts: tuple[tuple[str, ...], ...]
    """What brackets, colons, slashes and lines divide, plain; the outermost first."""
    modifiers: frozenset[str]
    """What the words left out of the core say: 'net', 'planned', 'excl_vat' ..."""
    numbered: bool
    """Ends in a number from 2 on, as a repeated column does."""


class HeaderReader:
    """Reads headers with the modifiers of a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._modifiers: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._inside: dict[
            str, tuple[str, ...]
        ] = {}  # Chinese and Japanese: no spaces, so found inside words
        for phrase, names in vocabulary.modifiers.items():
            if text.CJK.search(phrase) and " " not in phrase:
                self._inside[phrase] = names
            else:
                self._modifiers[pieces(phrase.split(" "))] = names
        self._colour_inside = {phrase: n for phrase, n in self._inside.items() if _COLOUR.issuperset(n)}

    def read(self, header: str) -> Header:
        """The header taken apart; one of symbols only has no pieces."""
        cleaned = header.replace("\n", " ⏎ ")
        words = text.words(cleaned)
        said: set[str] = set()
        plain_words, core_words = self._stripped(words, said)
        outside = _BRACKETS.sub(" ", cleaned)
        segments = [outside, *_CUTS.split(outside), *(m.group(1) for m in _BRACKETS.finditer(cleaned))]
        parts = dict.fromkeys(pieces(self._stripped(text.words(s), set())[0]) for s in segments if s)
        whole = pieces(words)
        return Header(
            text=header,
            whole=whole,
            plain=pieces(plain_words),
            core=pieces(core_words),
            outside=pieces(self._stripped(text.words(outside), set())[0]),
            parts=tuple(p for p in parts if p and p != whole),
            modifiers=frozenset(said),
            numbered=bool(len(words) > 1 and words[-1].isdigit() and 2 <= int(words[-1]) <= 20),
        )

    def _stripped(self, words: tuple[str, ...], said: set[str]) -> tuple[list[str], list[str]]:
        """The words without colouring ones, and without all modifiers; their names are added to *said*."""
        plain: list[str] = []
        core: list[str] = []
        at = 0
        while at < len(words):
            length, names = self._modifier_at(words, at)
            if not length:
                word = self._cut_inside(words[at], said, self._inside)
                plain.append(self._cut_inside(words[at], set(), self._colour_inside) or words[at])
                if word:
                    core.append(word)
                at += 1
                continue
            said.update(names)
            if not _COLOUR.issuperset(names):
                plain.extend(words[at : at + length])
            at += length
        if len(plain) > 1 and plain[-1].isdigit() and len(plain[-1]) < 3:
            plain.pop()
        return plain or list(words), core

    def _modifier_at(self, words: tuple[str, ...], at: int) -> tuple[int, tuple[str, ...]]:
        for length in range(min(LONGEST_MODIFIER, len(words) - at), 0, -1):
            names = self._modifiers.get(pieces(words[at : at + length]))
            if names:
                return length, names
        if words[at] in _CURRENCIES:
            return 1, (CURRENCY,)
        if words[at] == "%":
            return 1, (PERCENT,)
        return 0, ()

    def _cut_inside(self, word: str, said: set[str], known: dict[str, tuple[str, ...]]) -> str:
        if not known or not text.CJK.search(word):
            return word
        for length in range(min(LONGEST_CJK_MODIFIER, len(word)), 0, -1):
            for start in range(len(word) - length + 1):
                names = known.get(word[start : start + length])
                if names:
                    said.update(names)
                    return self._cut_inside(word[:start] + word[start + length :], said, known)
        return word


_COLOUR = frozenset({CURRENCY, "filler", "total", "local"})
"""Modifiers that change no meaning at all."""
