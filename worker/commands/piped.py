"""`-` where a plan, a mapping or a csv is named: standard input as a file to read, standard output as one to write."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable
from os import PathLike
from pathlib import Path

import click

from worker.errors import UsageError

STREAM = "-"
_READ = "worker.commands.piped"
_SUFFIXES = {b"PK\x03\x04": ".xlsx", b"PAR1": ".parquet", b"\xd0\xcf\x11\xe0": ".xls"}
"""By its first bytes: the name that a file of this kind bears. What is none of these is text."""


class InputFile(click.Path):
    """The path of a file to read; `-` is standard input, copied into a file that goes with the command."""

    name = "path"

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(
        self, value: str | PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | PathLike[str]:
        """The path, as click gives it to the command."""
        return _stdin_file(ctx) if value == STREAM and ctx is not None else super().convert(value, param, ctx)


def is_stdin(path: Path, ctx: click.Context) -> bool:
    """Whether *path* is what `-` became."""
    return bool(path == ctx.meta.get(_READ))


def stdin_text(path: Path | None, ctx: click.Context) -> bytes | None:
    """What `-` read where *path* is it and no workbook came."""
    return path.read_bytes() if path is not None and is_stdin(path, ctx) and not path.suffix else None


def is_stdout(path: Path) -> bool:
    """Whether *path* names standard output."""
    return str(path) == STREAM


def write_stdout(writer: Callable[[Path], object], suffix: str) -> None:
    """Have *writer* write a file of this *suffix*, and send it to standard output whole."""
    with tempfile.TemporaryDirectory(prefix="mediamapper-") as folder:
        path = Path(folder) / f"stdout{suffix}"
        writer(path)
        with path.open("rb") as file:
            shutil.copyfileobj(file, sys.stdout.buffer)
    sys.stdout.buffer.flush()


def _stdin_file(ctx: click.Context) -> Path:
    """All of standard input in a file of this user's alone; reading needs a file with a size and a beginning."""
    if _READ in ctx.meta:
        raise UsageError("`-` stands for standard input, which can be read once.", "Name the other file.")
    folder = tempfile.TemporaryDirectory(prefix="mediamapper-")
    ctx.call_on_close(folder.cleanup)
    head = sys.stdin.buffer.read(4)
    path = Path(folder.name) / f"stdin{_SUFFIXES.get(head, '')}"
    with path.open("wb") as file:
        file.write(head)
        shutil.copyfileobj(sys.stdin.buffer, file)
    ctx.meta[_READ] = path
    return path
