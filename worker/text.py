"""Text as it is compared: one normal form for headers, and the words that a header is made of."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect
from collections.abc import Callable, Collection, Sequence
from functools import lru_cache


class _Letters:
    """Letters of scripts; no pattern says whether a text has one, for to compile so long ranges takes long."""

    def __init__(self, pattern: str) -> None:
        """*pattern*: a class of ranges alone, in their order."""
        self.pattern = pattern
        ranges = pattern[1:-1]
        self._edges = [
            edge for at in range(0, len(ranges), 3) for edge in (ranges[at], chr(ord(ranges[at + 2]) + 1))
        ]

    def search(self, text: str) -> str | None:
        """The first of them in *text*."""
        if text.isascii() or max(text) < self._edges[0]:
            return None
        return next((letter for letter in text if bisect(self._edges, letter) % 2), None)

    def match(self, text: str) -> str | None:
        """The one with which *text* begins."""
        return text[0] if text and bisect(self._edges, text[0]) % 2 else None


_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\x00-\x08\x0e-\x1b]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f\ufeff\u200b\ufffe\uffff]")
_BREAK = re.compile("[\x0b\x0c\x1c-\x1f]")
"""Soft breaks, as slides and word processors have them: no workbook holds them, and they part words."""
_UNREADABLE = re.compile("[\ud800-\udfff]")
_SPACE = re.compile(r"\s+")
_CAMEL = re.compile(r"(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
# Marks that belong to the letter before them: accents, and the vowel signs of Hebrew, Arabic, Hindi and Thai.
_MARKS = "\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u064b-\u065f\u0670\u0900-\u0903\u093a-\u093c\u093e-\u094f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
CURRENCY_SIGNS = "".join(c for c in map(chr, range(0x24, 0x20D0)) if unicodedata.category(c) == "Sc")
"""All signs that Unicode calls currencies: '$', '€', '฿', '₱' ..."""
_WORD = re.compile(rf"(?:[^\W\d_][{_MARKS}]*)+|\d+|%|[{re.escape(CURRENCY_SIGNS)}]")
_DIGITS = str.maketrans("123456789", "000000000")
PIECE = 4_096
"""Texts that are looked at together; one odd text makes all of these be looked at one by one."""
_PLAIN_LETTERS = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ı": "i", "ß": "ss", "æ": "ae"})
# Written without spaces between words; such runs are cut into single characters by whoever needs smaller pieces.
CJK = _Letters("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")
SPACELESS = _Letters("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")
"""A letter of a script whose words touch each other: those of CJK, and Thai."""


def runs(text: str) -> list[str]:
    """*text* cut where a script without spaces begins or ends.

    >>> runs("想定imp数"), runs("CPM")
    (['想定', 'imp', '数'], ['CPM'])
    """
    if not CJK.search(text):
        return [text]
    return [run for run in re.split(f"({CJK.pattern}+)", text) if run]


def clean(text: str) -> str:
    """NFKC, invisible and control characters out, white space folded, ends trimmed; case is kept."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip(" ")  # what the rest would give, at a tenth of the time
    return _SPACE.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))).strip()


def printable(text: str) -> str:
    """*text* as every cell, file and terminal takes it: for cells, names of files and names of sheets.

    Soft breaks become spaces and other control characters go; tabs and line ends stay. Bytes of a file's name that are
    no UTF-8 are escaped.

    >>> printable("Net\\x0bcost")
    'Net cost'
    """
    if text.isprintable():
        return text
    return _UNREADABLE.sub(_escape, _BREAK.sub(" ", _CONTROL.sub("", text)))


def _escape(letter: re.Match[str]) -> str:
    code = ord(letter[0])
    return f"\\x{code - 0xDC00:02x}" if 0xDC80 <= code <= 0xDCFF else f"\\u{code:04x}"


@lru_cache(maxsize=65_536)
def normalise(header: str) -> str:
    """The form in which two headers are the same: 'Media_Cost  (USD)' and 'mediaCost usd' -> 'media cost usd'.

    Idempotent. Symbols that carry meaning stay: % and currency signs. A header of other symbols only keeps them.
    """
    joined = " ".join(words(header))
    return joined or clean(header).casefold()


@lru_cache(maxsize=65_536)
def words(header: str) -> tuple[str, ...]:
    """Lower-case words: snake, kebab and camel case split, letters apart from digits, accents kept.

    >>> words("Avg. CPC_2 (SpendUSD)")
    ('avg', 'cpc', '2', 'spend', 'usd')
    """
    spoken = header.split()
    if header.isascii() and "".join(spoken).isalpha() and all(map(is_uniform, spoken)):
        return tuple(map(str.lower, spoken))  # what the rest would give, at a fifth of the time
    return tuple(cut(prepared(header)))


def is_uniform(word: str) -> bool:
    """Whether a word is all small, all capitals, or has its first letter alone large: none of two written together."""
    return word.islower() or word.istitle() or word.isupper()


def prepared(text: str) -> str:
    """A whole file's text as `words` has it before cutting, line ends kept: one pass instead of one a phrase."""
    lower = _CAMEL.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))).casefold()
    return lower.replace("i\u0307", "i")  # Turkish capital I with a dot folds to a letter and a mark


def cut(prepared_text: str) -> list[str]:
    """The words of text that is `prepared`."""
    return _WORD.findall(prepared_text)


def fold(text: str) -> str:
    """Without accents: 'Coût' -> 'Cout', 'Días' -> 'Dias', 'Tıklama' -> 'Tiklama'. Only Latin letters change."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFD", text.replace("ı", "i"))
    return unicodedata.normalize(
        "NFC",
        "".join(
            mark
            for i, mark in enumerate(decomposed)
            if not (unicodedata.combining(mark) and i and decomposed[i - 1].isascii())
        ),
    )


@lru_cache(maxsize=16_384)
def plain(text: str) -> str:
    """Case-folded, without accents on Latin and Greek letters; Cyrillic ones keep theirs.

    >>> plain("TỔNG số")
    'tong so'
    """
    if text.isascii():
        return clean(text.casefold())
    pieces: list[str] = []
    base = ""
    for mark in unicodedata.normalize("NFD", clean(text).casefold()):
        if "\u0300" <= mark <= "\u036f":
            if "\u0400" <= base <= "\u04ff":
                pieces.append(mark)
            continue
        base = mark
        pieces.append(mark)
    return clean(unicodedata.normalize("NFC", "".join(pieces)).translate(_PLAIN_LETTERS))


def all_plain(texts: Sequence[str]) -> list[str]:
    """`plain` of each of *texts*: of some thousand ASCII ones at once, which takes a tenth of the time."""
    every: list[str] = []
    for first in range(0, len(texts), PIECE):
        piece = texts[first : first + PIECE]
        text = "\n".join(piece)
        if text.isascii() and "  " not in text and is_tidy(piece):
            every += at_once(str.casefold, piece)
        else:
            every += map(plain, piece)
    return every


def is_tidy(texts: Collection[str]) -> bool:
    """Whether all of *texts* are `printable` as they are, without white space at their ends and line ends between."""
    joined = "\n".join(texts)
    is_one_each = joined.count("\n") == len(texts) - 1
    return (
        is_one_each
        and " \n" not in f"{joined}\n"
        and "\n " not in f"\n{joined}"
        and "".join(texts).isprintable()
    )


def at_once(change: Callable[[str], str], texts: Collection[str]) -> list[str]:
    """*change* made to each of *texts*, to all in one go; it leaves line ends and looks no further than a line."""
    changed = change("\n".join(texts)).split("\n")
    return changed if len(changed) == len(texts) else [change(text) for text in texts]


def digits_alike(text: str) -> str:
    """'Placement 17' as 'Placement 00'."""
    return text.translate(_DIGITS)


def where_alike(texts: Collection[str], test: Callable[[str], bool]) -> list[str]:
    """Those of *texts* that *test* holds for, which asks whether there are digits and not which.

    Ten thousand placements that are counted are asked of once.
    """
    every = at_once(digits_alike, texts)
    holds = set(filter(test, set(every)))
    return [text for text, alike in zip(texts, every, strict=True) if alike in holds] if holds else []


def compared(value: str) -> str:
    """The form in which two values are the same: letters and digits only, without case, accents and signs.

    A value of signs alone ('€', 'S/') keeps them.
    """
    joined = value.replace(" ", "")
    if joined.isascii() and joined.isalnum():
        return joined.lower()  # what the rest would give, at a tenth of the time
    joined = "".join(words(fold(value)))
    return joined if any(c.isalnum() for c in joined) and "$" not in value else clean(value).casefold()
