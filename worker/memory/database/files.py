"""Files that are whole or not there: written beside, then moved into place, their owner's alone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from worker.errors import FileProblem
from worker.outputs import temporary


@contextmanager
def whole_file(path: Path, *, binary: bool = False) -> Iterator[IO[Any]]:
    """A file beside, moved into place when it is whole and on disk.

    Raises:
        FileProblem: it can't be written; what stood there still does.
    """
    beside = temporary.beside(path)
    try:
        handle = os.open(beside, os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0), 0o600)
        with open(handle, "w+b") if binary else open(handle, "w", encoding="utf-8", newline="\n") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
        settle(path.parent)
    except OSError as error:
        raise FileProblem(
            f"{path} can't be written: {error.strerror or error}.", "Give another name or folder."
        ) from error
    finally:
        beside.unlink(missing_ok=True)


def settle(folder: Path) -> None:
    """Have the folder's names on disk too; Windows does so by itself."""
    if os.name != "nt":
        _sync(folder, os.O_RDONLY)


def sync(path: Path) -> None:
    """Have on disk what anybody wrote to a file."""
    _sync(path, os.O_RDWR)


def _sync(path: Path, flags: int) -> None:
    handle = os.open(path, flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
