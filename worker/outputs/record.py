"""The record of written files: whether a file is as we left it.

It lies in the memory folder, a line a file: digest of the path, digest of the content, kind. Names of files, which say
names of clients, are not in it. Lines are only added, so that two processes at once lose none.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from worker.outputs import temporary

FILE = "outputs.txt"
MOST_BYTES = 1 << 20
"""Size from which the older half goes: some 8,000 files."""
_PIECE = 1 << 20


class Record:
    """The record in one memory folder."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def digest(self, path: Path, kind: str) -> str | None:
        """The digest with which a file of *kind* was last written to *path*; None where none was."""
        try:
            lines = self._path.read_text("ascii", errors="replace").splitlines()
        except OSError:
            return None
        place = _place(path)
        for line in reversed(lines):
            parts = line.split()
            if len(parts) == 3 and parts[0] == place:
                return parts[1] if parts[2] == kind else None
        return None

    def add(self, path: Path, kind: str) -> None:
        """Note that *path* is as we wrote it; a folder that can't be written goes without."""
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._shorten()
            line = f"{_place(path)} {content(path)} {kind}\n".encode("ascii")
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
    """The digest of a file's bytes.

    Raises:
        OSError: it can't be read.
    """
    digest = hashlib.blake2b(digest_size=32)
    with open(path, "rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()


def _place(path: Path) -> str:
    return hashlib.blake2b(os.fsencode(path.resolve()), digest_size=16).hexdigest()
