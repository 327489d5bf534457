"""The encodings of the time before UTF-8: in which of them a text reads like some language's."""

from __future__ import annotations

import re
from collections import Counter

from charset_normalizer import from_bytes

# The usual one first: it wins where several read a text equally well.
_LATIN: dict[str, tuple[str, ...]] = {
    "cp1252": (
        "äöüß",
        "àâæçéèêëîïôùûüœÿ",
        "áéíñóúü¿¡ºª",
        "àèéìíîòóùúº",
        "àáâãçéêíóôõúüºª",
        "åäöæøé",
        "éëïöüóè",
    ),
    "cp1250": ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîşţ", "čćđšž"),
    "cp1254": ("çğıöşüâîû",),
    "cp1257": ("ąčęėįšųūž", "āčēģīķļņšūž", "äõöüšž"),
    "iso8859_2": ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áéíóöőúüű"),
    "mac_roman": ("äöüß", "àâæçéèêëîïôùûüœ", "áéíñóúü¿¡", "àèéìòù", "àáâãçéêíóôõú"),
}
_SCRIPTS: dict[str, str] = {
    "cp1251": "\u0400-\u04ff№",
    "koi8_r": "\u0400-\u04ff",
    "cp866": "\u0400-\u04ff№",
    "cp1255": "\u05d0-\u05ea₪",
    "cp1253": "\u0370-\u03ff",
    "cp1256": "\u0600-\u06ff",
    "cp874": "\u0e00-\u0e7f",
    "cp932": "\u3000-\u30ff\u4e00-\u9fff\uff01-\uff9f",
    "gb18030": "\u3000-\u303f\u4e00-\u9fff\uff01-\uff5e",
    "big5": "\u3000-\u303f\u4e00-\u9fff\uff01-\uff5e",
    "cp949": "\u3000-\u303f\uac00-\ud7a3\u4e00-\u9fff\uff01-\uff5e",
    "euc_jp": "\u3000-\u30ff\u4e00-\u9fff\uff01-\uff9f",
}
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
    left = from_bytes(sample, cp_isolation=[*_LATIN, *_SCRIPTS], threshold=0.3)
    chaos = {match.encoding: match.chaos for match in left}
    for match in left:
        chaos |= dict.fromkeys(match.could_be_from_charset, match.chaos)
    best, most = "cp1252", 0.0
    for encoding in (*_LATIN, *_SCRIPTS):
        if encoding not in chaos and encoding not in _LATIN:
            continue
        try:
            text = sample.decode(encoding)
        except UnicodeDecodeError:
            continue
        score = _plausible(text, encoding) - chaos.get(encoding, 0.1)
        if score > most + 0.02:
            best, most = encoding, score
    return best


def _plausible(text: str, encoding: str) -> float:
    """The share of signs beyond ASCII that one language written in *encoding* uses."""
    beyond = Counter(letter for letter in text if not letter.isascii())
    if not beyond:
        return 0.5
    total = beyond.total()
    if encoding in _LATIN:
        lower = {letter: letter.lower()[:1] for letter in beyond}
        return max(
            sum(n for letter, n in beyond.items() if lower[letter] in alphabet or letter in _NEUTRAL) / total
            for alphabet in _LATIN[encoding]
        )
    usual = re.compile(f"[{_SCRIPTS[encoding]}]")
    share = sum(n for letter, n in beyond.items() if usual.match(letter) or letter in _NEUTRAL) / total
    if encoding == "cp874":
        return share - 3 * len(_THAI_ASTRAY.findall(text)) / total
    return share - (_strange_cyrillic(text, total) if encoding in _CYRILLIC else 0)


def _strange_cyrillic(text: str, total: int) -> float:
    """How much speaks against Cyrillic: KOI8 and Windows swap capitals, and Hebrew turns into it."""
    against = len(_CAPITAL_INSIDE.findall(text)) / total
    if text.isupper() or len(_RARE_CYRILLIC.findall(text)) > total / 8:
        against += 0.3
    return against
