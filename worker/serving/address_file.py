"""Where the worker is: one a memory folder, its address in a file that is its owner's alone."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from filelock import FileLock, Timeout

from worker.errors import MemoryProblem, WorkerProblem
from worker.serving import own_file

ADDRESS_FILE = "worker.json"
LOCK_FILE = "worker.lock"


def locked(folder: Path) -> FileLock:
    """The lock on *folder*, held; it keeps a second worker away.

    Raises:
        WorkerProblem: another worker serves this folder already.
        MemoryProblem: the folder can't be written.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = FileLock(folder / LOCK_FILE)
        lock.acquire(timeout=0)
        return lock
    except Timeout:
        raise WorkerProblem(f"A worker already serves {folder}.", "Use it, or stop it first.") from None
    except OSError as error:
        raise MemoryProblem(
            f"The memory folder {folder} can't be written: {error.strerror}.", "Choose another with --memory."
        ) from error


@contextmanager
def published(folder: Path, url: str, token: str) -> Iterator[None]:
    """The address file, its owner's alone, in place of a dead worker's; gone with the worker.

    Raises:
        MemoryProblem: the folder can't be written, or keeps nothing from others.
    """
    file = folder / ADDRESS_FILE
    own_file.write(file, json.dumps({"url": url, "token": token, "pid": os.getpid()}))
    click.echo(f"Serving {url} for {folder}; Ctrl+C stops it.", err=True)
    if can := own_file.others_may(folder):
        click.echo(f"Others on this machine can {can}: {folder}. Make it yours alone: chmod 700.", err=True)
    try:
        yield
    finally:
        file.unlink(missing_ok=True)
