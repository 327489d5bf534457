"""The database file's bytes, read beside SQLite.

On POSIX, closing any handle of a file drops every lock that this process has on it, SQLite's too: two connections
could then both believe to be alone. So a handle of a file that is in use here stays open as long as the connections.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

CHUNK = 1 << 20
_lock = threading.Lock()
_in_use: Counter[Path] = Counter()
_handles: dict[Path, int] = {}


def used(path: Path) -> None:
    """A connection to *path* is about to be opened."""
    with _lock:
        _in_use[path] += 1


def left(path: Path) -> None:
    """A connection to *path* was closed."""
    with _lock:
        _in_use[path] -= 1
        if _in_use[path] <= 0:
            del _in_use[path]
            if path in _handles:
                os.close(_handles.pop(path))


def start_of(path: Path, size: int) -> bytes:
    """The first bytes of a file; none where it can't be read."""
    with _lock, suppress(OSError), _handle(path) as handle:
        return os.read(handle, size)
    return b""


def digest(path: Path) -> bytes:
    """The BLAKE2 digest of all its bytes, in hexadecimal; of none where it can't be read."""
    hasher = hashlib.blake2b(digest_size=32)
    with _lock, suppress(OSError), _handle(path) as handle:
        while piece := os.read(handle, CHUNK):
            hasher.update(piece)
    return hasher.hexdigest().encode()


@contextmanager
def _handle(path: Path) -> Iterator[int]:
    handle = _handles.get(path)
    if handle is None:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        if _in_use[path] > 0:
            _handles[path] = handle
    try:
        os.lseek(handle, 0, os.SEEK_SET)
        yield handle
    finally:
        if path not in _handles:
            os.close(handle)
