"""Who may read a file."""

from __future__ import annotations

import os
import stat
from pathlib import Path


def is_owners_alone(file: Path) -> bool:
    """Whether its mode lets in its owner alone. Windows says that by access lists, which tests/windows asks for."""
    return os.name == "nt" or stat.S_IMODE(file.stat().st_mode) & 0o077 == 0
