"""File formats: one format, one file, and this folder is their registry.

A format's module has a docstring, `WHAT` ("a text file"), the `SUFFIXES` that its files bear, `recognises(head)`, which
says whether a file's first bytes are its own, and `read(source) -> Book`. What a file is, its content says: each format is
asked in turn, those that take whatever no other does (`LAST = True`) at the end. Adding a format is adding a file.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import BinaryIO

from worker.lazy_dataclass import dataclass
from worker.settings import Settings
from worker.shapes.grid import Book

HEAD = 4096
"""Bytes that are enough to tell what a file is."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read, opened at its start."""

    file: BinaryIO
    path: Path
    settings: Settings
    sheets: Sequence[str] | None
    """The sheets asked for; None for all."""


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file."""

    name: str
    what: str
    """What a planner calls it, with its article."""
    suffixes: tuple[str, ...]
    recognises: Callable[[bytes], bool]
    """Whether a file that begins so is one; raises `FileProblem` for what no format can be."""
    read: Callable[[Source], Book]
    last: bool = False


@cache
def registry() -> tuple[Format, ...]:
    """All formats, in the order in which they are asked."""
    formats = [_load(module.name) for module in pkgutil.iter_modules(__path__)]
    return tuple(sorted(formats, key=lambda one: (one.last, one.name)))


def _load(name: str) -> Format:
    module = importlib.import_module(f"{__name__}.{name}")
    last = getattr(module, "LAST", False)
    return Format(name, module.WHAT, module.SUFFIXES, module.recognises, module.read, last)


def of_content(head: bytes) -> Format:
    """The format of a file that begins with *head*; a table of text where no other is."""
    return next(one for one in registry() if one.recognises(head))


def of_suffix(suffix: str) -> Format | None:
    """The format whose files bear *suffix* ('.csv')."""
    return next((one for one in registry() if suffix in one.suffixes), None)


def suffixes() -> tuple[str, ...]:
    """What file names may end in; other names are read by content all the same."""
    return tuple(suffix for one in registry() for suffix in one.suffixes)
