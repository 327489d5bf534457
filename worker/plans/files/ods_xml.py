"""How far the cells of an .ods reach: a few bytes there repeat one cell, or one row, a million times."""

from __future__ import annotations

from collections.abc import Iterable
from xml.parsers import expat

from worker.plans.files.markup import parser
from worker.plans.files.preflight import check_area, damaged

MOST_DIGITS = 12
"""Of a number of repetitions; what has more is far too many either way."""


def check_reach(pieces: Iterable[bytes], max_cells: int) -> None:
    """Refuse a `content.xml` with a sheet whose used area is no plan's.

    Raises:
        FileProblem: too large, damaged, or with entities.
    """
    reach = _Reach(max_cells)
    reading = parser()
    reading.StartElementHandler = reach.start
    reading.EndElementHandler = reach.end
    try:
        for piece in pieces:
            reading.Parse(piece)
        reading.Parse(b"", True)
    except expat.ExpatError:
        raise damaged() from None


class _Reach:
    def __init__(self, max_cells: int) -> None:
        self._max_cells = max_cells
        self._sheet = ""
        self._row = self._column = self._rows = 0
        self._height = self._width = 0
        self._holds = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in ("table:table-cell", "table:covered-table-cell"):
            self._column += _times(attributes, "table:number-columns-repeated")
            if "office:value-type" in attributes:
                self._holds = True
                self._width = max(self._width, self._column)
        elif name == "table:table-row":
            self._rows = _times(attributes, "table:number-rows-repeated")
            self._column = 0
            self._holds = False
        elif name == "table:table":
            self._sheet = attributes.get("table:name", "")
            self._row = self._height = self._width = 0

    def end(self, name: str) -> None:
        if name != "table:table-row":
            return
        self._row += self._rows
        if self._holds:
            self._height = self._row
            check_area(self._height, self._width, self._sheet, self._max_cells)


def _times(attributes: dict[str, str], name: str) -> int:
    times = attributes.get(name, "1")
    return int(times[:MOST_DIGITS]) if times.isdecimal() else 1
