"""How far the cells of an .xlsb sheet reach: one walk over its records ([MS-XLSB] 2.1.4)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from worker.plans.files.preflight import check_area, damaged

_ROW = 0
_CELLS = range(2, 12)
"""Records of cells with a value; 1 is a blank one."""


def check_reach(sheet_part: bytes, sheet: str, max_cells: int) -> None:
    """Refuse a sheet whose used area is no plan's."""
    row = height = width = 0
    for kind, body in _records(sheet_part):
        if kind == _ROW:
            row = _number(sheet_part, body)
        elif kind in _CELLS:
            height = max(height, row + 1)
            width = max(width, _number(sheet_part, body) + 1)
            check_area(height, width, sheet, max_cells)


def _records(data: bytes) -> Iterator[tuple[int, int]]:
    """Kind and place of each record; both numbers in its head are written 7 bits a byte."""
    at, end = 0, len(data)
    try:
        while at < end:
            kind = data[at]
            at += 1
            if kind & 0x80:
                kind = kind & 0x7F | data[at] << 7
                at += 1
            size = 0
            for shift in (0, 7, 14, 21):
                byte = data[at]
                at += 1
                size |= (byte & 0x7F) << shift
                if not byte & 0x80:
                    break
            yield kind, at
            at += size
    except IndexError:
        raise damaged() from None


def _number(data: bytes, at: int) -> int:
    try:
        number: int = struct.unpack_from("<I", data, at)[0]
    except struct.error:
        raise damaged() from None
    return number
