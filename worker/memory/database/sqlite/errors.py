"""Errors of SQLite and of files, each as one sentence with its next step."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from worker.errors import MemoryProblem


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
            return _in_words(name, cause, path)
    if isinstance(error, OSError):
        return MemoryProblem(
            f"The memory folder {path.parent} can't be used: {error.strerror or error}.",
            "Check that it exists and is yours, or give another with --memory.",
            code="memory-folder",
        )
    return None


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
        "Free some space and do it again.",
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
        "Check the disk, and that the folder is a local one.",
    ),
)


def _in_words(name: str, cause: BaseException, path: Path) -> MemoryProblem:
    for start, code, sentence, step in _SENTENCES:
        if name.startswith(start):
            return MemoryProblem(sentence.format(path=path), step, code=code)
    return MemoryProblem(f"The memory {path} can't be used: {cause}.", RESTORE)
