"""The container of an .xls, an OLE compound file: its chains of sectors, and how far the cells in it reach.

Runs inside the child process: no imports beyond the standard library and `worker.errors`.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator, Sequence

from worker.lazy_dataclass import dataclass
from worker.plans.files.preflight import check_area, damaged, protected

END = 0xFFFFFFFA
"""From here on a number is a mark, and no sector."""
IN_HEADER = 109
ENTRY = 128
STREAM, ROOT = 2, 5
WORKBOOKS = ("workbook", "book")
SEVERAL = frozenset({0xBD, 0xBE})
"""Records of several cells in a row: numbers, blanks."""
SINGLE = frozenset({0x06, 0xFD, 0x203, 0x204, 0x205, 0x27E, 0x206, 0x406, 0xD6})
"""Records of one cell: formulas, texts, numbers, truths."""
SHEET_STARTS = 0x809
PASSWORD = 0x2F


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the directory."""

    name: str
    kind: int
    start: int
    size: int


class Container:
    """The sectors of an OLE file, whose chains end and never meet themselves."""

    def __init__(self, data: bytes) -> None:
        """Read the table of sectors and the directory."""
        try:
            shift, short_shift = struct.unpack_from("<HH", data, 30)
            count, first, _, self._cutoff, short_table, _, more, _ = struct.unpack_from("<8I", data, 44)
        except struct.error:
            raise damaged() from None
        if shift not in (9, 12) or short_shift != 6:
            raise damaged()
        self._data = memoryview(data)
        self._size = 1 << shift
        self._table = self._sectors_table(data, count, more)
        self.entries = list(self._entries(first))
        root = next((entry for entry in self.entries if entry.kind == ROOT), None)
        if root is None:
            raise damaged()
        self._short_table = self._numbers(short_table) if short_table < END else array("I")
        self._shorts = b"".join(self._chained(root.start)) if root.start < END else b""

    def stream(self, entry: Entry) -> bytes:
        """A stream's bytes."""
        if entry.size < self._cutoff:
            chain = _chain(entry.start, self._short_table)
            return b"".join(self._shorts[at * 64 : at * 64 + 64] for at in chain)[: entry.size]
        return b"".join(self._chained(entry.start))[: entry.size]

    def _sectors_table(self, data: bytes, count: int, more: int) -> array[int]:
        places = list(struct.unpack_from(f"<{IN_HEADER}I", data.ljust(512, b"\xff"), 76))
        seen: set[int] = set()
        while more < END and len(places) < count:
            if more in seen:
                raise damaged()
            seen.add(more)
            *further, more = array("I", bytes(self._sector(more)))
            places += further
        table = array("I")
        for place in places[:count]:
            if place < END:
                table.frombytes(self._sector(place))
        return table

    def _sector(self, number: int) -> memoryview:
        start = (number + 1) * self._size
        sector = self._data[start : start + self._size]
        if len(sector) < self._size:
            # Some writers leave the last sector short.
            if start >= len(self._data):
                raise damaged()
            sector = memoryview(bytes(sector).ljust(self._size, b"\0"))
        return sector

    def _chained(self, first: int) -> Iterator[memoryview]:
        return map(self._sector, _chain(first, self._table))

    def _numbers(self, first: int) -> array[int]:
        numbers = array("I")
        for sector in self._chained(first):
            numbers.frombytes(sector)
        return numbers

    def _entries(self, first: int) -> Iterator[Entry]:
        for sector in self._chained(first):
            for at in range(0, self._size, ENTRY):
                length, kind = struct.unpack_from("<HB", sector, at + 64)
                if kind:
                    name = bytes(sector[at : at + max(0, min(length, 64) - 2)]).decode("utf-16-le", "replace")
                    start, size = struct.unpack_from("<II", sector, at + 116)
                    yield Entry(name, kind, start, size)


def workbook_stream(data: bytes) -> bytes:
    """The stream of a workbook, for its container's chains end; a parser follows one in a circle until memory does."""
    stream = _stream_of(Container(data))
    if _starts_encrypted(stream):
        raise protected()
    return stream


def check_reach(stream: bytes, max_cells: int) -> None:
    """Refuse cells that no plan reaches; takes about a microsecond a cell."""
    height = width = 0
    for kind, body in records(stream):
        if kind == SHEET_STARTS:
            height = width = 0
        elif kind in SINGLE and len(body) >= 4:
            row, column = struct.unpack_from("<HH", body)
            height, width = max(height, row + 1), max(width, column + 1)
        elif kind in SEVERAL and len(body) >= 6:
            row = struct.unpack_from("<H", body)[0]
            last = struct.unpack_from("<H", body, len(body) - 2)[0]
            height, width = max(height, row + 1), max(width, last + 1)
        else:
            continue
        check_area(height, width, "of the old format", max_cells)


def _stream_of(container: Container) -> bytes:
    for entry in container.entries:
        if entry.kind == STREAM and entry.name.lower() in WORKBOOKS:
            return container.stream(entry)
    return b""


def _chain(first: int, table: Sequence[int]) -> list[int]:
    """The sectors from *first* to the end."""
    sectors: list[int] = []
    at = first
    while at < END:
        if at >= len(table) or len(sectors) > len(table):
            raise damaged()
        sectors.append(at)
        at = table[at]
    return sectors


def records(stream: bytes | memoryview) -> Iterator[tuple[int, memoryview]]:
    """The kind and content of each record; one that is cut off is shorter than it says."""
    at, view = 0, memoryview(stream)
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield kind, view[at + 4 : at + 4 + size]
        at += 4 + size


def _starts_encrypted(stream: bytes) -> bool:
    """Whether the second record says that the following are encrypted."""
    return [kind for _, (kind, _) in zip(range(2), records(stream), strict=False)][1:] == [PASSWORD]
