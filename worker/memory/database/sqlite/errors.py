"""Errors of SQLite and of files, each as one sentence with its next step."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from worker.errors import MemoryProblem

LEAST_ROOM = 128 << 10
"""Bytes that a step of the memory takes at least: a few pages, and the index of its log."""
_FOR_WANT_OF_ROOM = ("SQLITE_IOERR", "SQLITE_CANTOPEN")
"""What SQLite says on a full disk where it is not a page of the file itself that lacks the room."""


@contextmanager
def problems(path: Path) -> Iterator[None]:
    """Driver and file errors inside the block become `MemoryProblem`, each with its next step."""
    try:
        yield
    except Exception as error:
        raise_as_problem(error, path)
        raise


def raise_as_problem(error: BaseException, path: Path) -> None:
    """Raise the `MemoryProblem` of a driver's or file's error; return where it is another's."""
    if not isinstance(error, MemoryProblem) and (problem := problem_of(error, path)) is not None:
        raise problem from error


def problem_of(error: BaseException, path: Path) -> MemoryProblem | None:
    """The sentence and next step of a driver's or file's error; None where it is another's."""
    # Peewee wraps the driver's errors, and a failed rollback hides the cause: the deepest one tells.
    causes = [error]
    while (deeper := causes[-1].__cause__ or causes[-1].__context__) is not None and deeper not in causes:
        causes.append(deeper)
    for cause in reversed(causes):
        if name := name_of(cause):
            lacks_room = name.startswith(_FOR_WANT_OF_ROOM) and has_no_room(path.parent)
            return _in_words("SQLITE_FULL" if lacks_room else name, cause, path)
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _in_words("SQLITE_FULL", error, path)
    if isinstance(error, OSError):
        return MemoryProblem(
            f"The memory folder {path.parent} can't be used: {error.strerror or error}.",
            "Check that it exists and is yours, or give another with --memory.",
            code="memory-folder",
        )
    return None


def has_no_room(folder: Path) -> bool:
    """Whether the disk of *folder* is as good as full: the log's index alone takes 32 kB."""
    try:
        return shutil.disk_usage(folder).free < LEAST_ROOM
    except OSError:
        return False


def name_of(error: BaseException) -> str:
    """SQLite's name of the error ('SQLITE_FULL'); empty where it is not the driver's."""
    if not type(error).__module__.startswith(("sqlcipher3", "sqlite3")):
        return ""
    return getattr(error, "sqlite_errorname", None) or "SQLITE_ERROR"


RESTORE = "Restore the last good backup with `mediamapper memory restore`."
_SENTENCES = (
    (
        "SQLITE_FULL",
        "memory-full",
        "There is no room left on the disk for the memory {path}; nothing of this step was kept.",
        "Free some space on that disk and do it again; of the memory's own files, old ones in its folder 'backups' "
        "can go.",
    ),
    (
        "SQLITE_BUSY",
        "memory-busy",
        "The memory {path} is being written to by another program.",
        "Wait for it, or close it, and do it again.",
    ),
    (
        "SQLITE_LOCKED",
        "memory-busy",
        "The memory {path} is being written to by another program.",
        "Wait for it, or close it, and do it again.",
    ),
    (
        "SQLITE_READONLY",
        "memory-read-only",
        "The memory {path} can only be read; nothing was kept.",
        "Check the folder's permissions, or give another with --memory.",
    ),
    (
        "SQLITE_NOTADB",
        "memory-damaged",
        "{path} is no memory that can be read: it has another key, is damaged, or is something else.",
        f"Check MEMORY_ENCRYPTION_KEY. {RESTORE}",
    ),
    ("SQLITE_CORRUPT", "memory-damaged", "The memory {path} is damaged.", RESTORE),
    (
        "SQLITE_CANTOPEN",
        "memory-folder",
        "The memory {path} can't be opened.",
        "Check that the folder is yours and on a local disk.",
    ),
    (
        "SQLITE_IOERR",
        "memory-disk",
        "The disk failed under the memory {path}; nothing of this step was kept.",
        "Check the disk, that the folder is a local one, and any limit on the size of files (ulimit -f).",
    ),
)


def _in_words(name: str, cause: BaseException, path: Path) -> MemoryProblem:
    for start, code, sentence, step in _SENTENCES:
        if name.startswith(start):
            return MemoryProblem(sentence.format(path=path), step, code=code)
    return MemoryProblem(f"The memory {path} can't be used: {cause}.", RESTORE)
