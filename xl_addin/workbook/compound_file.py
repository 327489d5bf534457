"""An OLE compound file, [MS-CFB] version 3: storages and streams in 512-byte sectors.

Small streams share the mini stream. Siblings stand in a balanced red-black tree, as Excel demands:
every path down has as many black nodes, and no red node has a red child.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from worker.errors import UsageError

SECTOR, MINI_SECTOR, ENTRY = 512, 64, 128
CUTOFF = 4096
"""Streams shorter than this go to the mini stream."""
END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
NONE = 0xFFFFFFFF
RED, BLACK = 0, 1
STORAGE, STREAM, ROOT = 1, 2, 5
IN_HEADER = 109
"""FAT sectors whose place the header holds: files up to 7 MB."""
LONGEST_NAME = 31


@dataclass(slots=True)
class _Entry:
    """A directory entry; `left`, `right` and `child` are entry numbers."""

    name: str
    kind: int
    data: bytes = b""
    colour: int = BLACK
    left: int = NONE
    right: int = NONE
    child: int = NONE
    start: int = END
    size: int = 0
    children: list[_Entry] = field(default_factory=list)


def compound_file(streams: dict[str, bytes]) -> bytes:
    """The file that holds *streams*, named by path: {"VBA/dir": b"...", "PROJECT": b"..."}.

    Raises:
        UsageError: a name longer than 31 characters, or more than 7 MB.
    """
    entries = _directory(streams)
    body, fat = _Sectors(), []
    mini = _place(entries, body)
    entries[0].start, entries[0].size = body.add(mini.data), len(mini.data)
    mini_fat = body.add(mini.table()) if mini.chain else END
    mini_fat_sectors = -(-len(mini.chain) * 4 // SECTOR)
    directory = body.add(b"".join(map(_entry_bytes, entries)), filler=_entry_bytes(_Entry("", 0)))
    fat_sectors = _fat_sectors(len(body.chain))
    fat = [*body.chain, *[FAT] * fat_sectors]
    header = _header(len(body.chain), fat_sectors, directory, mini_fat, mini_fat_sectors)
    return header + bytes(body.data) + _table(fat, SECTOR)


class _Sectors:
    """Data in sectors of one size, and for each sector the next of its chain."""

    def __init__(self, size: int = SECTOR) -> None:
        self.size = size
        self.data = bytearray()
        self.chain: list[int] = []

    def add(self, data: bytes | bytearray, filler: bytes = b"\0") -> int:
        """Append *data*, filled up to whole sectors; its first sector."""
        if not data:
            return END
        first, count = len(self.chain), -(-len(data) // self.size)
        self.data += data
        self.data += filler * ((count * self.size - len(data)) // len(filler))
        self.chain += [*range(first + 1, first + count), END]
        return first

    def table(self) -> bytes:
        """The chain as an allocation table."""
        return _table(self.chain, SECTOR)


def _place(entries: list[_Entry], body: _Sectors) -> _Sectors:
    """Put each stream into *body*, or into the mini sectors that are returned."""
    mini = _Sectors(MINI_SECTOR)
    for entry in entries:
        if entry.kind == STREAM:
            entry.size = len(entry.data)
            entry.start = (mini if entry.size < CUTOFF else body).add(entry.data)
    return mini


def _table(chain: list[int], size: int) -> bytes:
    packed = struct.pack(f"<{len(chain)}I", *chain)
    return packed + struct.pack("<I", FREE) * (-len(packed) % size // 4)


def _fat_sectors(others: int) -> int:
    """Sectors that the table takes which also lists itself."""
    count = 0
    while count * SECTOR // 4 < others + count:
        count += 1
    if count > IN_HEADER:
        raise UsageError("The VBA project is larger than 7 MB.", "Shorten its modules.")
    return count


def _header(fat_at: int, fat_sectors: int, directory: int, mini_fat: int, mini_fat_sectors: int) -> bytes:
    head = struct.pack("<8s16s5H6x", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6)
    counts = struct.pack("<9I", 0, fat_sectors, directory, 0, CUTOFF, mini_fat, mini_fat_sectors, END, 0)
    places = [*range(fat_at, fat_at + fat_sectors), *[FREE] * (IN_HEADER - fat_sectors)]
    return head + counts + struct.pack(f"<{IN_HEADER}I", *places)


# ---------------------------------------------------------------- directory


def _directory(streams: dict[str, bytes]) -> list[_Entry]:
    """All entries, the root first, each storage's children as a tree."""
    root = _Entry("Root Entry", ROOT)
    storages = {"": root}
    for path, data in streams.items():
        *above, name = path.split("/")
        parent = root
        for depth, folder in enumerate(above, 1):
            place = "/".join(above[:depth])
            if place not in storages:
                storages[place] = _Entry(folder, STORAGE)
                parent.children.append(storages[place])
            parent = storages[place]
        parent.children.append(_Entry(name, STREAM, data))
    entries = list(_walk(root))
    numbers = {id(entry): number for number, entry in enumerate(entries)}
    for storage in storages.values():
        ranked = sorted(storage.children, key=_rank)
        storage.child = _tree([(numbers[id(entry)], entry) for entry in ranked])
    return entries


def _walk(entry: _Entry) -> Iterator[_Entry]:
    yield entry
    for child in entry.children:
        yield from _walk(child)


def _rank(entry: _Entry) -> tuple[int, bytes]:
    """The order of siblings: shorter names first, then by upper-case code units."""
    if len(entry.name) > LONGEST_NAME:
        raise UsageError(f"'{entry.name}' is longer than {LONGEST_NAME} characters.", "Shorten the name.")
    return len(entry.name), entry.name.upper().encode("utf-16-be")


def _tree(ranked: list[tuple[int, _Entry]]) -> int:
    """Link *ranked* as a tree with all levels full but the last, whose nodes are red; its top."""
    full_levels = (len(ranked) + 1).bit_length() - 1

    def top(low: int, high: int, level: int) -> int:
        if low >= high:
            return NONE
        middle = (low + high) // 2
        number, entry = ranked[middle]
        entry.colour = RED if level == full_levels else BLACK
        entry.left = top(low, middle, level + 1)
        entry.right = top(middle + 1, high, level + 1)
        return number

    return top(0, len(ranked), 0)


def _entry_bytes(entry: _Entry) -> bytes:
    name = entry.name.encode("utf-16-le")
    length = len(name) + 2 if name else 0
    colour = entry.colour if entry.kind else 0
    # No class id, no times: they would tell where and when it was built.
    start = entry.start if entry.kind in (STREAM, ROOT) else 0
    tail = struct.pack("<3I36xIQ", entry.left, entry.right, entry.child, start, entry.size)
    return struct.pack("<64sHBB", name, length, entry.kind, colour) + tail
