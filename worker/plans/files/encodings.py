"""Bytes of a text file become text: byte order marks, UTF without one, and what is left to `old_encodings`."""

from __future__ import annotations

import codecs

from worker.errors import FileProblem
from worker.findings.files import ENCODING_GUESSED, LETTERS_LOST, NUL_REMOVED
from worker.lazy_dataclass import dataclass
from worker.plans.files import old_encodings
from worker.shapes.finding import Finding

_SAMPLE = 1 << 16
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_EURO_OF_ISO = "¤"
"""The euro of ISO 8859-15 and 8859-7 where such a text is read by the code page of Windows beside it; nobody types this sign."""
_PLAIN = frozenset(" \t\r\n,;|\"'.:-/0123456789")
"""Signs of a table in every language."""


@dataclass(frozen=True, slots=True)
class PlainText:
    """A file's text, and how it was read."""

    text: str
    encoding: str
    findings: tuple[Finding, ...] = ()


def decode(data: bytes) -> PlainText:
    """*data* as text, byte order marks and NULs taken out."""
    encoding, data = _by_mark(data)
    findings: list[Finding] = []
    if encoding is None:
        encoding, doubt = _by_content(data)
        findings.extend(doubt)
    text = data.decode(encoding, "replace")
    if findings:
        text = text.replace(_EURO_OF_ISO, "€")
    _refuse_binary(text)
    lost = text.count("\ufffd")
    if lost and not findings:
        findings.append(_lost(lost, encoding))
    if "\0" in text:
        findings.append(NUL_REMOVED.at(count=text.count("\0")))
        text = text.replace("\0", "")
    return PlainText(text.lstrip("\ufeff").rstrip("\x1a"), encoding, tuple(findings))


def refuse_binary(start: bytes) -> None:
    """Refuse what begins like no text in any encoding; what passes may still be none."""
    head = start[:_SAMPLE]
    encoding, rest = _by_mark(head)
    _refuse_binary(rest.decode(encoding or _by_content(rest)[0], "replace"))


def _by_mark(data: bytes) -> tuple[str | None, bytes]:
    """The encoding that a byte order mark names, and what follows all such marks."""
    encoding_of_marks: str | None = None
    while True:
        for mark, encoding in _MARKS:
            if data.startswith(mark) and (encoding_of_marks is None or encoding_of_marks == encoding):
                encoding_of_marks, data = encoding, data[len(mark) :]
                break
        else:
            return encoding_of_marks, data


def _by_content(data: bytes) -> tuple[str, list[Finding]]:
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
    encoding = old_encodings.likeliest(_telling_lines(data))
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
