"""What a file is by its first bytes, where that can be no plan."""

from __future__ import annotations

import re

from worker.errors import FileProblem

_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"{\\rtf", "a text document (RTF)"),
    (b"\x1f\x8b", "a compressed archive"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed archive"),
    (b"Rar!", "a compressed archive"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3", "a database"),
)
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|meta|script|style|title)\b", re.IGNORECASE)
_XML = re.compile(rb"<\?xml|<\w+:?Workbook\b", re.IGNORECASE)
_XML_2003 = re.compile(rb"urn:schemas-microsoft-com:office:spreadsheet|Excel\.Sheet", re.IGNORECASE)
_MARKS = b"\xef\xbb\xbf\xff\xfe \t\r\n"


def refuse_others(head: bytes) -> None:
    """Say what a file that begins with *head* is, where it can be no plan."""
    for signature, what in _OTHERS:
        if head.startswith(signature):
            raise FileProblem(
                f"This is {what}, not a workbook.",
                "Ask for the plan as an Excel file, or copy its table into one.",
                code="not-a-workbook",
            )
    _refuse_markup(head)


def _refuse_markup(head: bytes) -> None:
    text = head.lstrip(_MARKS).replace(b"\0", b"")
    if _PAGE.match(text) or text[:13].lower() == b"mime-version:":
        raise FileProblem(
            "This is a web page (text file) with an Excel name.", "Save it as .xlsx.", code="web-page"
        )
    if not _XML.match(text):
        return
    if _XML_2003.search(text):
        raise FileProblem(
            "This is an XML spreadsheet of 2003 (text file) with an Excel name.",
            "Open it in Excel and save it as .xlsx.",
            code="xml-2003",
        )
    if b"<html" in text.lower():
        raise FileProblem(
            "This is a web page (text file) with an Excel name.", "Save it as .xlsx.", code="web-page"
        )
    raise FileProblem(
        "This is an XML file, not a workbook.", "Open it in Excel and save it as .xlsx.", code="xml"
    )
