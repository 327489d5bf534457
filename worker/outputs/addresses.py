"""Addresses that fsspec knows: a path on this machine, `s3://`, `gs://`, `abfs://`; and what can go wrong at them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import fsspec

from worker.errors import FileProblem, MediaMapperError, UsageError


def file_system(address: str) -> tuple[fsspec.AbstractFileSystem, str]:
    """The file system of *address*, and its path there.

    Raises:
        UsageError: nobody knows that kind of address, or its package is not installed.
    """
    try:
        fs, path = fsspec.core.url_to_fs(address)
    except (ImportError, ValueError) as error:
        raise UsageError(
            f"{address} can't be opened: {error}.", "Check the address, and that its package is installed."
        ) from error
    return fs, path


@contextmanager
def problems(address: str) -> Iterator[None]:
    """A block that works at *address*: each store has errors of its own, and here they become one.

    Raises:
        FileProblem: the store can't be reached, or refuses.
        FileNotFoundError: nothing is there, which is the block's own affair.
    """
    try:
        yield
    except (MediaMapperError, FileNotFoundError):
        raise
    except Exception as error:
        why = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise FileProblem(
            f"{address} can't be used: {why.rstrip('.')}.",
            "Check the address, and that this machine may use it.",
        ) from error
