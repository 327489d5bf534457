"""Names of temporary files, and the end of those that a killed process left.

A name says which machine and process holds the file, so that whoever opens a memory can tell what nobody holds.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import socket
import sys
from contextlib import suppress
from pathlib import Path

_HELD = re.compile(r"\.(?P<host>[0-9a-f]{8})-(?P<process>\d+)-[0-9a-f]{8}\.part[^/]*$")
_PIECE = 1 << 20


def beside(path: Path) -> Path:
    """A new name beside *path*, with its suffix, that no other call gets."""
    suffix = path.suffix if path.suffix != ".part" else ""
    return path.with_name(f".{path.name[:80]}.{_host()}-{os.getpid()}-{secrets.token_hex(4)}.part{suffix}")


def leftovers(folder: Path) -> list[Path]:
    """Temporary files in *folder* and below that no live process of this machine holds."""
    return [path for path in folder.rglob(".*") if _is_left(path)]


def tidy(folder: Path) -> None:
    """Overwrite and delete `leftovers`; what can't be written stays."""
    for path in leftovers(folder):
        with suppress(OSError):
            wipe(path)


def wipe(path: Path) -> None:
    """Overwrite a file with zeros, then delete it; what a file system keeps elsewhere stays out of reach.

    Of a link only the link goes: where it leads may be somebody else's file.

    Raises:
        OSError: it can't be written.
    """
    if path.is_symlink():
        path.unlink()
        return
    handle = os.open(path, os.O_WRONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0))
    try:
        left = os.fstat(handle).st_size
        while left > 0:
            left -= os.write(handle, bytes(min(left, _PIECE)))
        os.fsync(handle)
    finally:
        os.close(handle)
    path.unlink(missing_ok=True)


def is_named(path: Path) -> bool:
    """Whether the name is one of `beside`."""
    return _HELD.search(path.name) is not None


def _is_left(path: Path) -> bool:
    holder = _HELD.search(path.name)
    if holder is None or path.is_symlink() or not path.is_file():
        return False
    return holder["host"] == _host() and not _lives(int(holder["process"]))


def _lives(process: int) -> bool:
    if sys.platform == "win32":
        return process == os.getpid()  # an open file can't be deleted there, so that a holder is safe
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _host() -> str:
    return hashlib.blake2b(socket.gethostname().encode(), digest_size=4).hexdigest()
