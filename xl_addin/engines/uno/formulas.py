"""Formulas as Excel writes them, and as LibreOffice's API wants them: `=SUM('My plan'!A1,B2)`, `=SUM($'My plan'.A1;B2)`."""

from __future__ import annotations

import re

_REFERENCE = r"\$?[A-Za-z]{1,3}\$?[0-9]{1,7}(?![\w(])|\$?[A-Za-z]{1,3}(?=:)|\$?[0-9]{1,7}(?=:)|#REF!"
_SHEET = r"'(?:[^']|'')+'|[^\W\d][\w]*"
_FROM_EXCEL = re.compile(
    rf'(?P<text>"(?:[^"]|"")*")|(?P<sheet>{_SHEET})!|(?P<comma>,)|(?P<braced>\{{[^}}]*\}})'
)
_FROM_OFFICE = re.compile(
    rf'(?P<text>"(?:[^"]|"")*")|\$?(?P<sheet>{_SHEET})\.(?={_REFERENCE})|(?P<comma>;)|(?P<braced>\{{[^}}]*\}})'
)


def to_office(formula: str) -> str:
    """'=SUM(Plan!A1,2)' -> '=SUM($Plan.A1;2)'; texts stay as they are."""

    def change(match: re.Match[str]) -> str:
        if match["text"]:
            return match[0]
        if match["sheet"]:
            return f"${match['sheet']}."
        if match["braced"]:
            return _rows(match[0], ",;", ";|")
        return ";"

    return _FROM_EXCEL.sub(change, formula)


def to_excel(formula: str) -> str:
    """'=SUM($Plan.A1;2)' -> '=SUM(Plan!A1,2)'; texts stay as they are."""

    def change(match: re.Match[str]) -> str:
        if match["text"]:
            return match[0]
        if match["sheet"]:
            return f"{match['sheet']}!"
        if match["braced"]:
            return _rows(match[0], ";|", ",;")
        return ","

    return _FROM_OFFICE.sub(change, formula)


def _rows(constant: str, old: str, new: str) -> str:
    """The separators of an array constant, its texts left alone."""
    parts = re.split(r'("(?:[^"]|"")*")', constant)
    table = str.maketrans(old, new)
    return "".join(part if part.startswith('"') else part.translate(table) for part in parts)
