"""Number formats: Excel's codes for a document's keys, and what kind of value a format shows."""

from __future__ import annotations

import re
from dataclasses import dataclass

from xl_addin.engines.uno.connection import Connection
from xl_addin.engines.uno.uno_object import UnoObject

DATE, TIME, TEXT, LOGICAL = 2, 4, 256, 1024
"""Bits of com.sun.star.util.NumberFormat."""
COLOURS = ("BLACK", "BLUE", "CYAN", "GREEN", "MAGENTA", "RED", "WHITE", "YELLOW")
_LITERAL = re.compile(r'("[^"]*"|\\.|\[[^\]]*\]|AM/PM|A/P|General)')


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """One format of a document."""

    key: int
    code: str
    """As Excel writes it: 'dd.mm.yyyy', '#,##0.00'."""
    type: int

    @property
    def is_date(self) -> bool:
        """Whether numbers show as days, with or without a time."""
        return bool(self.type & DATE)

    @property
    def is_time(self) -> bool:
        """Whether numbers show as a time of day or a duration."""
        return bool(self.type & TIME) and not self.type & DATE

    @property
    def is_logical(self) -> bool:
        """Whether numbers show as TRUE and FALSE."""
        return bool(self.type & LOGICAL)

    @property
    def is_text(self) -> bool:
        """Whether what is entered stays text."""
        return bool(self.type & TEXT)


class NumberFormats:
    """The formats of one document, each asked for once."""

    def __init__(self, office: Connection, document: UnoObject) -> None:
        self._api = document.getNumberFormats()
        self._english = office.struct("com.sun.star.lang.Locale", Language="en", Country="US")
        self._by_key: dict[int, NumberFormat] = {}
        self._by_code: dict[str, int] = {}

    def of(self, key: int) -> NumberFormat:
        """The format with *key*."""
        if key not in self._by_key:
            entry = self._api.getByKey(key)
            self._by_key[key] = NumberFormat(key, self._english_code(entry), int(entry.Type))
        return self._by_key[key]

    def _english_code(self, entry: UnoObject) -> str:
        if entry.Locale.Language not in ("en", ""):
            code = str(entry.FormatString)
            key = self._api.addNewConverted(code, entry.Locale, self._english)
            converted = str(self._api.getByKey(key).FormatString)
            # A format of another language keeps it in its prefix; Excel knows it without.
            return excel_code(re.sub(r"^\[\$-[0-9A-F]+\]", "", converted))
        return excel_code(str(entry.FormatString))

    def key(self, code: str) -> int:
        """The key of an Excel code.

        Raises:
            ValueError: no such format.
        """
        if code not in self._by_code:
            office_code = "BOOLEAN" if code == "BOOLEAN" else code
            number = self._api.queryKey(office_code, self._english, False)
            if number == -1:
                try:
                    number = self._api.addNew(office_code, self._english)
                except Exception as error:  # com.sun.star.util.MalformedNumberFormatException
                    raise ValueError(f"'{code}' is no number format.") from error
            self._by_code[code] = int(number)
            # As it was asked for: LibreOffice writes some formats in other words.
            self._by_key.setdefault(
                int(number), NumberFormat(int(number), code, self._api.getByKey(number).Type)
            )
        return self._by_code[code]


def excel_code(code: str) -> str:
    """LibreOffice's 'YYYY-MM-DD' as Excel's 'yyyy-mm-dd'; what is quoted stays."""
    parts = _LITERAL.split(code)
    return "".join(_bracketed(part) if at % 2 else _plain(part) for at, part in enumerate(parts))


def _plain(part: str) -> str:
    part = part.replace("NNNN", 'DDDD", "').replace("NNN", "DDDD").replace("NN", "DDD")
    return re.sub("[YMDHS]+", lambda match: match[0].lower(), part)


def _bracketed(part: str) -> str:
    """'[HH]' and '[RED]' are written otherwise in Excel; texts, currencies and conditions are not."""
    if re.fullmatch(r"\[(?:H+|M+|S+)\]", part):
        return part.lower()
    return part[0] + part[1:].capitalize() if part[1:-1] in COLOURS else part
