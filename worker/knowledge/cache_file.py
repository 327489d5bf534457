"""What is worked out of the shipped lists once, in the user's cache folder for the next process.

Reading and indexing the lists takes longer than all else of a cold start. A file holds MessagePack, which can name no
code; the digest and the sum before it say of which sources it was made, and that it is whole. One that doesn't fit is
made anew.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
import zlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TypeVar

import msgspec

from worker import paths
from worker.outputs import temporary

_DIGEST = 16
_HEAD = _DIGEST + 4
_T = TypeVar("_T")


def from_cache(name: str, kind: type[_T], make: Callable[[], _T], extra: str = "") -> _T:
    """The *kind* that *make* gives, from the cache folder where it was made of the same sources before.

    The sources are the shipped knowledge, the code that reads it, and *extra*. A folder that takes or gives nothing
    costs time and no more.
    """
    file = paths.cache_dir() / f"{name}.bin"
    sources = _digest(_sources(), extra.encode())
    content = _content(file, sources)
    if content is not None:
        with suppress(msgspec.DecodeError):  # ValidationError is one
            return msgspec.msgpack.decode(content, type=kind)
    result = make()
    with suppress(OSError):
        _put(file, sources, msgspec.msgpack.encode(result))
    return result


def _content(file: Path, sources: bytes) -> bytes | None:
    """What the file holds, where it is this user's alone, whole, and of these *sources*."""
    try:
        with file.open("rb") as source:
            if not _is_own(os.fstat(source.fileno())):
                return None
            data = source.read()
    except OSError:
        return None
    head, content = data[:_HEAD], data[_HEAD:]
    return content if head == sources + _sum(content) else None


def _is_own(facts: os.stat_result) -> bool:
    """Whether nobody else can have written the file; Windows keeps a profile's folders apart itself."""
    if sys.platform == "win32":
        return stat.S_ISREG(facts.st_mode)
    return stat.S_ISREG(facts.st_mode) and facts.st_uid == os.getuid() and not facts.st_mode & 0o022


def _put(file: Path, sources: bytes, content: bytes) -> None:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = temporary.beside(file)
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with os.fdopen(handle, "wb") as target:
            target.write(sources + _sum(content) + content)
        os.replace(beside, file)
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


@cache
def _sources() -> bytes:
    """Digest of the shipped lists, of all code that may read them, and of what Python and its Unicode say."""
    lists = paths.shipped("knowledge")
    code = paths.PACKAGE
    files = [
        *sorted(lists.rglob("*.txt")),
        *sorted(paths.shipped("templates").glob("*.yaml")),
        *(file for room in _ROOMS for file in sorted((code / room).glob("*.py"))),
        code / "text.py",
        code / "shapes" / "template.py",
    ]
    return _digest(sys.version.encode(), *(part for file in files for part in _file(file)))


_ROOMS = (
    "knowledge",
    "matching/words",
    "plans/brief",
    "plans/rows",
    "plans/versions",
    "values",
    "values/dates",
)
"""Whose modules work out what lies in the folder."""


def _file(file: Path) -> Iterable[bytes]:
    """Its name and a sum: an edit is what has to show, and a digest of all that is written takes four times as long."""
    yield file.name.encode()
    yield _sum(file.read_bytes())


def _sum(content: bytes) -> bytes:
    """Finds what a disk or a cut leaves wrong, in a quarter of a digest's time; nobody else can have written the file."""
    return zlib.crc32(content).to_bytes(4, "big")


def _digest(*parts: bytes) -> bytes:
    digest = hashlib.blake2b(digest_size=_DIGEST)
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.digest()
