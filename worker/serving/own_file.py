"""A file that only its owner can read, from its first moment, and a look at who else can get at a folder.

POSIX has modes. On Windows modes mean nothing: there the access list is cut down to the user with the system's own
`icacls`, before anything is written into the file.
"""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import field
from functools import cache
from pathlib import Path

from worker.errors import MemoryProblem
from worker.lazy_dataclass import dataclass

TOOL_SECONDS = 20
REPLACE_SECONDS = 2.0
"""Windows does not replace a file that somebody reads; a client reads it in thousandths."""
NO_WINDOW = 0x08000000
_SID = re.compile(rb"S-1-[0-9-]+")
"""Sought in bytes: a user's name beside it is in the console's code page, which no locale of Python decodes."""


@dataclass(frozen=True, slots=True)
class System:
    """What the operating system is asked; tests give answers of their own."""

    platform: str = sys.platform
    run: Callable[[Sequence[str]], bytes] = field(default=lambda command: _ran(command))
    root: str = os.environ.get("SYSTEMROOT", r"C:\Windows")
    user: Callable[[], int] = field(default=lambda: os.getuid())
    replace: Callable[[Path, Path], None] = os.replace


SYSTEM = System()


def write(file: Path, text: str, system: System = SYSTEM) -> None:
    """Make *file* hold *text*: whole or not at all, and nobody's but the user's. One writer at a time.

    Raises:
        MemoryProblem: the disk is full or keeps no access rights; an earlier file then stands as it was.
    """
    half = file.with_name(f"{file.name}.half")
    try:
        half.unlink(missing_ok=True)  # of a writer that was killed
        with os.fdopen(
            os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
        ) as out:
            _make_own(half, system)
            out.write(text)
        _replace(half, file, system)
    except BaseException as error:
        half.unlink(missing_ok=True)
        if not isinstance(error, OSError):
            raise
        raise MemoryProblem(
            f"{file} can't be written: {error.strerror}.",
            "Free some space, or choose another folder with --memory.",
        ) from error


def others_may(folder: Path, system: System = SYSTEM) -> str:
    """What other users of this machine can do in *folder*: "read it", "change it", or nothing (empty).

    Windows folders are not looked at: there a user's folders are that user's unless somebody changed it.
    """
    if system.platform == "win32":
        return ""
    status = folder.stat()
    if status.st_uid != system.user() or status.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        return "change it"
    return "read it" if status.st_mode & (stat.S_IRGRP | stat.S_IROTH) else ""


def _make_own(file: Path, system: System) -> None:
    if system.platform != "win32":
        if file.stat().st_mode & 0o077:
            raise _no_rights(file)
        return
    tools = Path(system.root) / "System32"
    try:
        sid = _user(system)
        if not sid:
            raise _no_rights(file)
        system.run([str(tools / "icacls.exe"), str(file), "/inheritance:r", "/grant:r", f"*{sid}:F", "/q"])
    except (OSError, subprocess.SubprocessError):
        raise _no_rights(file) from None


@cache
def _user(system: System) -> str:
    """The user by number: names are translated, and an administrator's files belong to a group. Empty if unknown."""
    whoami = str(Path(system.root) / "System32" / "whoami.exe")
    sid = _SID.search(system.run([whoami, "/user", "/fo", "csv", "/nh"]))
    return sid.group().decode() if sid else ""


def _no_rights(file: Path) -> MemoryProblem:
    return MemoryProblem(
        f"{file.parent} can't keep a file from other users of this machine.",
        "Choose a folder on a local disk with --memory.",
        code="memory-open",
    )


def _replace(half: Path, file: Path, system: System) -> None:
    until = time.monotonic() + REPLACE_SECONDS
    while True:
        try:
            return system.replace(half, file)
        except PermissionError:
            if system.platform != "win32" or time.monotonic() > until:
                raise
            time.sleep(0.02)


def _ran(command: Sequence[str]) -> bytes:
    flags = NO_WINDOW if sys.platform == "win32" else 0
    done = subprocess.run(command, capture_output=True, check=True, timeout=TOOL_SECONDS, creationflags=flags)
    return done.stdout
