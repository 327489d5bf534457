"""How far the cells of an .ods reach, and how much text they hold.

A few bytes there repeat one cell, one row or one space a million times.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.parsers import expat

from worker.errors import FileProblem
from worker.plans.files.markup import parser
from worker.plans.files.preflight import MEGABYTE, check_area, damaged

MOST_DIGITS = 12
"""Of a number of repetitions; what has more is far too many either way."""


_CELLS = ("table:table-cell", "table:covered-table-cell")
_BREAKS = ("text:p", "text:tab", "text:line-break")
_TEXTS = ("office:string-value", "office:date-value", "office:time-value", "table:formula")
"""Attributes that the reader holds as text, once for each repetition."""


def check_reach(pieces: Iterable[bytes], max_cells: int, max_mb: int) -> None:
    """Refuse a `content.xml` with a sheet whose used area is no plan's, or with more than *max_mb* million characters.

    Repetitions of columns, rows and spaces count as often as they say.
    """
    reach = _Reach(max_cells, max_mb)
    reading = parser()
    reading.StartElementHandler = reach.start
    reading.EndElementHandler = reach.end
    reading.CharacterDataHandler = reach.text
    try:
        for piece in pieces:
            reading.Parse(piece)
        reading.Parse(b"", True)
    except expat.ExpatError:
        raise damaged() from None


class _Reach:
    def __init__(self, max_cells: int, max_mb: int) -> None:
        self._max_cells = max_cells
        self._max_mb = max_mb
        self._characters = 0
        self._of_cell = self._columns = 0
        self._in_cell = False
        self._sheet = ""
        self._row = self._column = self._rows = 0
        self._height = self._width = 0
        self._holds = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in _CELLS:
            self._columns = _times(attributes, "table:number-columns-repeated")
            self._column += self._columns
            self._in_cell = True
            self._of_cell = sum(len(attributes.get(text, "")) for text in _TEXTS)
            if "office:value-type" in attributes:
                self._holds = True
                self._width = max(self._width, self._column)
        elif name == "text:s":
            self._of_cell += _times(attributes, "text:c")
        elif name in _BREAKS:
            self._of_cell += 1
        elif name == "table:table-row":
            self._rows = _times(attributes, "table:number-rows-repeated")
            self._column = 0
            self._holds = False
        elif name == "table:table":
            self._sheet = attributes.get("table:name", "")
            self._row = self._height = self._width = 0

    def text(self, text: str) -> None:
        if self._in_cell:
            self._of_cell += len(text)

    def end(self, name: str) -> None:
        if name in _CELLS:
            self._in_cell = False
            self._characters += self._of_cell * self._columns * self._rows
            if self._characters > self._max_mb * MEGABYTE:
                raise _too_much_text(self._max_mb)
        if name != "table:table-row":
            return
        self._row += self._rows
        if self._holds:
            self._height = self._row
            check_area(self._height, self._width, self._sheet, self._max_cells)


def _too_much_text(max_mb: int) -> FileProblem:
    return FileProblem(
        f"The texts of its cells, repeated as the file says, come to more than {max_mb} MB, so it was not opened.",
        "Save the sheet you need as its own file, or raise the setting `max_unpacked_mb`.",
        code="unpacks-too-far",
    )


def _times(attributes: dict[str, str], name: str) -> int:
    times = attributes.get(name, "1")
    return int(times[:MOST_DIGITS]) if times.isdecimal() else 1
