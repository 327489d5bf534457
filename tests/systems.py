"""What a system may lack that a test is about: Windows has neither forks nor modes nor pipes with names."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
modes = pytest.mark.skipif(os.name == "nt", reason="Windows has no modes of files")
named_pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipe with a name")
full_device = pytest.mark.skipif(
    os.name == "nt" or not Path("/dev/full").exists(), reason="no device is always full"
)
posix_paths = pytest.mark.skipif(os.name == "nt", reason="paths of macOS or Linux are written by that system")
process_numbers = pytest.mark.skipif(
    os.name == "nt", reason="only POSIX is asked for a process by its number"
)
HAS_LINKS = os.name != "nt"
"""Symbolic links, which need a right of their own on Windows; hard links are everywhere."""
links = pytest.mark.skipif(not HAS_LINKS, reason="a symbolic link needs a right of its own on Windows")

CAN_ASK = os.name != "nt"
"""Whether a process from outside can be asked to end, and not just be killed."""


def was_killed(code: int | None) -> bool:
    """Whether *code* is that of a process that ended at once by `os.kill(os.getpid(), 9)` or was killed from outside."""
    return code in ((1, 9) if os.name == "nt" else (-9,))


def is_owners_alone(file: Path) -> bool:
    """Whether its mode lets in its owner alone. Windows says that by access lists, which tests/windows asks for."""
    return os.name == "nt" or stat.S_IMODE(file.stat().st_mode) & 0o077 == 0
