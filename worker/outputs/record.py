"""The record of written files: whether a file is as we left it.

It lies in the memory folder, a line a file: digest of the path, digest of the content, kind, and what the disk says of
a large file. Names of files, which say names of clients, are not in it. Lines are only added, so that two processes at
once lose none.
"""

from __future__ import annotations

import hashlib
import os
import time
import zlib
from contextlib import suppress
from pathlib import Path

from worker.outputs import temporary

FILE = "outputs.txt"
MOST_BYTES = 1 << 20
"""Size from which the older half goes: some 8,000 files."""
_PIECE = 1 << 20
LARGE = 1 << 24
"""Bytes from which a file is known again by what the disk says of it: reading it takes a good part of an export."""
_SETTLED = 50_000_000
"""Nanoseconds after which a further change has another time than the one before: disks count in steps of a few."""
_SECOND = 1_000_000_000


class Record:
    """The record in one memory folder."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def is_known(self, path: Path, kind: str) -> bool:
        """Whether a file of *kind* was the last that was written to *path*."""
        return self._line(path, kind) is not None

    def is_as_left(self, path: Path, kind: str) -> bool:
        """Whether *path* is the file of *kind* that was last written there, and nobody changed it since.

        Raises:
            OSError: it can't be read.
        """
        line = self._line(path, kind)
        if line is None:
            return False
        digest, stamp = line
        return bool(stamp and stamp == _stamp(path)) or digest == content(path)

    def _line(self, path: Path, kind: str) -> tuple[str, str] | None:
        """Digest and stamp ('' for none) of the last line of *path*; None where there is none, or one of another kind."""
        try:
            lines = self._path.read_text("ascii", errors="replace").splitlines()
        except OSError:
            return None
        place = _place(path)
        for line in reversed(lines):
            parts = line.split()
            if len(parts) in (3, 4) and parts[0] == place:
                return (parts[1], parts[3] if len(parts) == 4 else "") if parts[2] == kind else None
        return None

    def add(self, path: Path, kind: str) -> None:
        """Note that *path* is as we wrote it; a folder that can't be written goes without."""
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._shorten()
            before = _stamp(path)
            digest = content(path)
            stamp = before if before == _stamp(path) and _is_settled(path) else ""
            line = f"{_place(path)} {digest} {kind} {stamp}".rstrip().encode("ascii") + b"\n"
            handle = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                os.write(handle, line)
            finally:
                os.close(handle)

    def _shorten(self) -> None:
        if not self._path.exists() or self._path.stat().st_size < MOST_BYTES:
            return
        lines = self._path.read_bytes().splitlines(keepends=True)
        half = temporary.beside(self._path)
        half.write_bytes(b"".join(lines[len(lines) // 2 :]))
        half.chmod(0o600)
        os.replace(half, self._path)


def content(path: Path) -> str:
    """The digest of a file's bytes; of a large one, that of the sums of its pieces, which takes a third of the time.

    Raises:
        OSError: it can't be read.
    """
    digest = hashlib.blake2b(digest_size=32)
    place = memoryview(
        bytearray(_PIECE)
    )  # one for all pieces: to make room for each takes a third of the time
    with open(path, "rb") as file:
        is_large = os.fstat(file.fileno()).st_size >= LARGE
        while size := file.readinto(place):
            piece = place[:size]
            digest.update(b"%d %d " % (size, zlib.crc32(piece)) if is_large else piece)
    return digest.hexdigest()


def _stamp(path: Path) -> str:
    """What the disk says of a large file, which whoever writes or replaces it changes; '' for any other."""
    facts = path.stat()
    times = (facts.st_mtime_ns, facts.st_ctime_ns)
    if facts.st_size < LARGE or not all(one % _SECOND for one in times):
        return ""  # a disk that counts in seconds tells nothing of two changes in one
    return "-".join(f"{fact:x}" for fact in (facts.st_size, facts.st_dev, facts.st_ino, *times))


def _is_settled(path: Path) -> bool:
    """Whether a change from now on would have another time than the last one."""
    facts = path.stat()
    return time.time_ns() - max(facts.st_mtime_ns, facts.st_ctime_ns) > _SETTLED


def _place(path: Path) -> str:
    return hashlib.blake2b(os.fsencode(path.resolve()), digest_size=16).hexdigest()
