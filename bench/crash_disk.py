"""A disk that forgets at a power cut what was not synced: a file layer under SQLite, through apsw.

What a file was given since it was last synced is kept apart; afterwards any part of it may be there, in sectors and in
any order. Names that are taken away count as gone at once.
"""

from __future__ import annotations

import os
import random
from dataclasses import dataclass, field

import apsw

SECTOR = 512


class PowerCut(Exception):
    """Nothing reaches the disk from here on."""


@dataclass
class Disk:
    """What is on it for certain, and what may be."""

    cut_after: int
    """How many writes are let through."""
    synced: dict[str, bytearray] = field(default_factory=dict)
    pending: dict[str, list[tuple[int, bytes | None]]] = field(default_factory=dict)
    writes: int = 0

    def write(self, name: str, at: int, data: bytes | None) -> None:
        """A write, or with None the cutting of a file to a length."""
        self.writes += 1
        if self.writes > self.cut_after:
            raise PowerCut
        self.pending.setdefault(name, []).append((at, data))

    def sync(self, name: str) -> None:
        """All that was written to this file is now certain."""
        if self.writes >= self.cut_after:
            raise PowerCut
        content = self.synced.setdefault(name, bytearray())
        for at, data in self.pending.pop(name, []):
            _put(content, at, data)

    def delete(self, name: str) -> None:
        """The file is gone."""
        self.synced.pop(name, None)
        self.pending.pop(name, None)

    def after(self, chance: random.Random) -> dict[str, bytes]:
        """The files as they come back: of what was not synced any part, in sectors."""
        for name, writes in self.pending.items():
            content = self.synced.setdefault(name, bytearray())
            survive = chance.choice((0.0, 0.1, 0.5, 0.9, 1.0))
            for at, data in chance.sample(writes, len(writes)):
                if data is None:
                    if chance.random() < survive:
                        _put(content, at, None)
                    continue
                for sector in range(0, len(data), SECTOR):
                    if chance.random() < survive:
                        _put(content, at + sector, data[sector : sector + SECTOR])
        return {name: bytes(content) for name, content in self.synced.items()}


def _put(content: bytearray, at: int, data: bytes | None) -> None:
    if data is None:
        del content[at:]
        return
    content.extend(bytes(max(0, at + len(data) - len(content))))
    content[at : at + len(data)] = data


class CrashFile(apsw.VFSFile):
    """A file whose writes the disk may forget."""

    def __init__(self, name: str | apsw.URIFilename, flags: list[int], disk: Disk) -> None:
        super().__init__("", name, flags)
        self._name = os.path.basename(name if isinstance(name, str) else name.filename())
        self._disk = disk

    def xWrite(self, data: bytes, offset: int) -> None:
        """Tell the disk first."""
        self._disk.write(self._name, offset, bytes(data))
        super().xWrite(data, offset)

    def xTruncate(self, size: int) -> None:
        """The same for a shorter file."""
        self._disk.write(self._name, size, None)
        super().xTruncate(size)

    def xSync(self, flags: int) -> None:
        """From here on it is certain."""
        self._disk.sync(self._name)
        super().xSync(flags)


class CrashVFS(apsw.VFS):
    """Files of one disk."""

    def __init__(self, disk: Disk) -> None:
        self._disk = disk
        super().__init__("crash", "")

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:
        """Only files with a name are on it."""
        return apsw.VFSFile("", name, flags) if name is None else CrashFile(name, flags, self._disk)

    def xDelete(self, filename: str, syncdir: bool) -> None:
        """A name that is taken away is gone, as if the folder were synced."""
        self._disk.delete(os.path.basename(filename))
        super().xDelete(filename, syncdir)
