"""Bytes of a text file become text: marks, UTF, and the old encodings that exports still come in."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import dataclass

from worker.errors import FileProblem
from worker.findings.files import ENCODING_GUESSED, LETTERS_LOST, NUL_REMOVED
from worker.shapes.finding import Finding

_SAMPLE = 1 << 16
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
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
_PLAIN = frozenset(" \t\r\n,;|\"'.:-/0123456789")
"""Signs of a table in every language."""
_THAI_ASTRAY = re.compile(
    "(?<![\u0e01-\u0e2e\u0e31-\u0e3a\u0e47-\u0e4e])[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]|[\u0e40-\u0e44](?![\u0e01-\u0e2e])|[\u0e03\u0e05\u0e4f-\u0e5b]"
)
"""Marks without a letter to stand on, vowels without a letter behind, letters out of use: Chinese read as Thai."""
_CAPITAL_INSIDE = re.compile("(?<=[а-яё])[А-ЯЁ]")
_RARE_CYRILLIC = re.compile("[йшщъ]")
"""What the most frequent Hebrew letters turn into; rare in every language written so."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text, and how it was read."""

    text: str
    encoding: str
    findings: tuple[Finding, ...] = ()


def decode(data: bytes) -> Decoded:
    """*data* as text, byte order marks and NULs taken out.

    Raises:
        FileProblem: no text.
    """
    encoding, data = _unmarked(data)
    findings: list[Finding] = []
    if encoding is None:
        encoding, doubt = _guessed(data)
        findings.extend(doubt)
    text = data.decode(encoding, "replace")
    _refuse_binary(text)
    lost = text.count("\ufffd")
    if lost and not findings:
        findings.append(_lost(lost, encoding))
    if "\0" in text:
        findings.append(NUL_REMOVED.at(count=text.count("\0")))
        text = text.replace("\0", "")
    return Decoded(text.lstrip("\ufeff").rstrip("\x1a"), encoding, tuple(findings))


def refuse_binary(start: bytes) -> None:
    """Refuse what begins like no text in any encoding; what passes may still be none.

    Raises:
        FileProblem: no text.
    """
    head = start[:_SAMPLE]
    encoding, rest = _unmarked(head)
    _refuse_binary(rest.decode(encoding or _guessed(rest)[0], "replace"))


def _unmarked(data: bytes) -> tuple[str | None, bytes]:
    """The encoding that a byte order mark names, and what follows all such marks."""
    named: str | None = None
    while True:
        for mark, encoding in _MARKS:
            if data.startswith(mark) and (named is None or named == encoding):
                named, data = encoding, data[len(mark) :]
                break
        else:
            return named, data


def _guessed(data: bytes) -> tuple[str, list[Finding]]:
    head = data[:_SAMPLE]
    if len(head) >= 4 and head.count(0) > len(head) // 4:
        return ("utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"), []
    if wide := _wide(head):
        return wide, []
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3 and error.reason == "unexpected end of data":
            return "utf-8", [_lost(1, "utf-8")]  # cut off within its last letter
    else:
        return "utf-8", []
    lost, right = _utf8_damage(data)
    if right > 10 * lost:
        return "utf-8", [_lost(lost, "utf-8")]
    encoding = _legacy(_telling_lines(data))
    return encoding, [ENCODING_GUESSED.at(encoding=encoding)]


def _wide(head: bytes) -> str | None:
    """UTF-16 in which few letters are Latin, without a mark: line ends and separators show how it is written."""
    if head.count(0) < 2 or len(head) % 2 and len(head) < _SAMPLE:
        return None
    best, most = None, 0
    for encoding in ("utf-16-le", "utf-16-be"):
        text = head[: len(head) // 2 * 2].decode(encoding, "replace")
        plain = sum(letter in _PLAIN for letter in text)
        if plain > most and all(letter.isprintable() or letter in _PLAIN for letter in text):
            best, most = encoding, plain
    return best


def _utf8_damage(data: bytes) -> tuple[int, int]:
    """Characters that are no UTF-8, and non-ASCII ones that are."""
    text = data[: 16 * _SAMPLE].decode("utf-8", "replace")
    lost = text.count("\ufffd")
    return lost, sum(not letter.isascii() for letter in text) - lost


def _telling_lines(data: bytes) -> bytes:
    """Up to 64 kB of lines that are not all ASCII."""
    lines: list[bytes] = []
    size = 0
    for line in data.splitlines(keepends=True):
        if not line.isascii():
            lines.append(line)
            size += len(line)
            if size > _SAMPLE:
                break
    return b"".join(lines)


def _legacy(sample: bytes) -> str:
    """The old encoding in which *sample* reads like some language's text.

    charset-normalizer rules out what is no text; among what it leaves, on a few short headers, letters decide.
    """
    from charset_normalizer import from_bytes

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


def _refuse_binary(text: str) -> None:
    head = text[:_SAMPLE]
    strange = sum(letter < " " and letter not in "\t\n\r\x0b\x0c\x1a\x1c\x1d\x1e\x1f" for letter in head)
    if strange > max(2, len(head) // 50) and strange != head.count("\0") or head.count("\0") > len(head) // 4:
        raise FileProblem(
            "This is neither a workbook nor a text table: damaged, or another kind of file.",
            "Ask for the plan as an Excel file.",
            code="not-a-table",
        )


def _lost(count: int, encoding: str) -> Finding:
    return LETTERS_LOST.at(count=count, encoding=encoding)
