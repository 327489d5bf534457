"""Number formats, fills and struck out texts of an .xls: its records of styles, and of the style of each cell ([MS-XLS] 2.4).

Runs inside the child process. What is damaged here costs formats and fills alone: the cells are calamine's.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator
from itertools import repeat

from worker.plans.files.styles import BUILT_IN, PALETTE, Styles
from worker.plans.files.xls_container import SEVERAL, SHEET_STARTS, SINGLE, records

FORMAT, STYLE, COLOURS, SHEET, FONT = 0x41E, 0xE0, 0x92, 0x85, 0x31
_NO_FONT = 4
"""A number that no font has: the fifth one is 5."""
_STRIKES = 0x0008
BLANK = 0x201
_STYLE_SIZE = 20
"""Bytes of a cell's style in Excel 97 to 2003; earlier ones have fewer, and are left alone."""
_OF_ONE = {0xBD: 6, 0xBE: 2}
"""Bytes that each cell of a record of several takes, its style the first two of them."""
_SOLID = 1
_OWN_COLOURS = 8
"""The first colour that a workbook may change."""


class XlsStyles:
    """The styles of a workbook, and the places that bear them by sheet."""

    def __init__(self, stream: bytes) -> None:
        self.styles = Styles()
        self._formats = dict(BUILT_IN)
        self._palette = list(PALETTE)
        self._cell_styles: list[tuple[int, int, int]] = []
        fonts: list[bool] = []
        self._stream = stream
        self.starts: dict[str, int] = {}
        """Where each sheet's records begin."""
        for kind, body in records(stream):
            if kind == 0x0A:
                break
            if kind == FORMAT and len(body) > 5:
                self._formats[_number(body, 0)] = _text(body[2:], 2)
            elif kind == STYLE and len(body) == _STYLE_SIZE:
                solid = _number(body, 16) >> 10 == _SOLID
                colour = _number(body, 18) & 0x7F if solid else -1
                self._cell_styles.append((_number(body, 2), colour, _number(body, 0)))
            elif kind == FONT and len(body) > 4:
                fonts.append(bool(_number(body, 2) & _STRIKES))
            elif kind == COLOURS and len(body) > 2:
                own = [bytes(body[at : at + 3]).hex().upper() for at in range(2, len(body) - 3, 4)]
                self._palette[_OWN_COLOURS : _OWN_COLOURS + len(own)] = own
            elif kind == SHEET and len(body) > 8:
                self.starts[_text(body[6:], 1)] = struct.unpack_from("<I", body)[0]
        fonts.insert(_NO_FONT, False)
        for at, (number, colour, font) in enumerate(self._cell_styles):
            code = self._formats.get(number, "")
            if code and code.lower() != "general":
                self.styles.formats[str(at)] = code
            if 0 <= colour < len(self._palette) and self._palette[colour] != "FFFFFF":
                self.styles.fills[str(at)] = self._palette[colour]
            if font < len(fonts) and fonts[font]:
                self.styles.struck.add(str(at))

    def places(self, sheet: str, most: int) -> bytes:
        """Eight bytes for each cell of *sheet* with a style that says anything, *most* of them: `place << 16 | style`."""
        styled = set(map(int, self.styles.telling))
        start = self.starts.get(sheet)
        places = array("Q")
        if start is None or not styled:
            return b""
        for row, column, style in _cells(memoryview(self._stream)[start:]):
            if style in styled:
                places.append((row + 1) << 32 | (column + 1) << 16 | style)
                if len(places) >= most:
                    break
        return places.tobytes()


def _cells(stream: memoryview) -> Iterator[tuple[int, int, int]]:
    """Row, column and style of each cell of the first sheet of *stream*."""
    depth = 0
    for kind, body in records(stream):
        depth += (kind == SHEET_STARTS) - (kind == 0x0A)
        if depth < 1:
            return
        if depth > 1:  # a chart inside the sheet
            continue
        if (kind in SINGLE or kind == BLANK) and len(body) >= 6:
            yield struct.unpack_from("<HHH", body)
        elif kind in SEVERAL and len(body) >= 6:
            row, first = struct.unpack_from("<HH", body)
            size = _OF_ONE[kind]
            count = (len(body) - 6) // size
            styles = (_number(body, 4 + at * size) for at in range(count))
            yield from zip(repeat(row), range(first, first + count), styles, strict=False)


def _number(body: memoryview, at: int) -> int:
    number: int = struct.unpack_from("<H", body, at)[0]
    return number


def _text(body: memoryview, size: int) -> str:
    """A text behind its count of *size* bytes and the byte that says how wide its letters are."""
    count = int.from_bytes(body[:size], "little")
    wide = bool(body[size] & 1)
    letters = bytes(body[size + 1 : size + 1 + count * (1 + wide)])
    return letters.decode("utf-16-le" if wide else "latin-1", "replace")
