"""Raw data into a file: xlsx, csv or parquet by its suffix, whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from worker.errors import FileProblem, UsageError

if TYPE_CHECKING:
    from worker.shapes.raw_data import RawData

SUFFIXES = (".xlsx", ".csv", ".parquet")


def write(raw: RawData, path: Path) -> None:
    """Write *raw* to *path*; a file that stood there is replaced once the new one is complete.

    Raises:
        UsageError: a suffix that is none of `SUFFIXES`.
        FileProblem: the place can't be written; nothing half-written stays behind.
    """
    check_target(path)
    with replacing(path) as temporary:
        _writer(path.suffix.lower())(raw, temporary)


def check_target(path: Path) -> None:
    """Say early what would fail late: the suffix, a missing folder, a folder in the place of the file.

    Raises:
        UsageError, FileProblem: as `write`.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise UsageError(
            f"{path.name} is no kind of file that can be written.", f"Use one of {', '.join(SUFFIXES)}."
        )
    if path.is_dir():
        raise FileProblem(f"{path} is a folder.", "Choose another name.")
    if not path.parent.is_dir():
        raise FileProblem(f"There is no folder {path.parent}.", "Create it, or choose another place.")
    if not os.access(path.parent, os.W_OK) or (path.exists() and not os.access(path, os.W_OK)):
        raise FileProblem(f"{path} is write-protected.", "Choose another place.")


def _writer(suffix: str) -> Callable[[RawData, Path], None]:
    """Imported when used: each kind has a library of its own."""
    if suffix == ".xlsx":
        from worker.writers.xlsx import write_xlsx

        return write_xlsx
    if suffix == ".csv":
        from worker.writers.delimited import write_csv

        return write_csv
    from worker.writers.parquet import write_parquet

    return write_parquet


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A new file beside *path* that takes its place when the block ends well, and is gone when it does not."""
    target = path.resolve()
    temporary = target.with_name(f".{target.stem}.{secrets.token_hex(4)}.part{target.suffix}")
    try:
        yield temporary
        os.replace(temporary, target)
    except OSError as error:
        raise _said(error, path) from error
    finally:
        temporary.unlink(missing_ok=True)


def _said(error: OSError, path: Path) -> FileProblem:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return FileProblem(f"The disk is full: {path} was not written.", "Free some space and try again.")
    if error.errno == errno.EROFS:
        return FileProblem(f"{path} is on a read-only disk.", "Choose another place.")
    if isinstance(error, PermissionError):
        return FileProblem(
            f"{path} can't be written: it is protected, or open in another program.",
            "Close it there, or choose another name.",
        )
    if isinstance(error, FileNotFoundError):
        return FileProblem(f"There is no folder {path.parent}.", "Create it, or choose another place.")
    return FileProblem(f"{path} was not written: {error.strerror or error}.", "Choose another place.")
