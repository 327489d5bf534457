"""The environment of this process as another program's own Python should see it."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

OURS = ("PYTHON", "VIRTUAL_ENV")
"""What steers a Python, and is meant for ours."""


def for_others(environ: Mapping[str, str] = os.environ, prefix: str = sys.prefix) -> dict[str, str]:
    """*environ* without the virtual environment at *prefix*, and without any that comes before the system's own Python.

    LibreOffice looks for its Python along PATH: with an environment's `bin` first it takes that one, which has no
    `uno`, and every extension that is written in Python fails.
    """
    others = {name: value for name, value in environ.items() if not name.startswith(OURS)}
    if "PATH" in others:
        places = others["PATH"].split(os.pathsep)
        others["PATH"] = os.pathsep.join(
            p for p in places if not p or (Path(p).parent != Path(prefix) and not is_virtual(Path(p).parent))
        )
    return others


def is_virtual(prefix: Path) -> bool:
    """Whether a virtual environment without the system's packages stands at *prefix*."""
    try:
        config = (prefix / "pyvenv.cfg").read_text("utf-8", "replace")
    except OSError:
        return False
    return "include-system-site-packages = true" not in config
