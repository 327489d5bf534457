"""The environment of this process as another program's own Python should see it."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

OURS = ("PYTHON", "VIRTUAL_ENV")
"""What steers a Python, and is meant for ours."""


def for_others(environ: Mapping[str, str] = os.environ, prefix: str = sys.prefix) -> dict[str, str]:
    """*environ* without the virtual environment at *prefix*.

    LibreOffice looks for its Python along PATH: with our `bin` first it takes ours, which has no `uno`, and every
    extension that is written in Python fails.
    """
    others = {name: value for name, value in environ.items() if not name.startswith(OURS)}
    if "PATH" in others:
        places = others["PATH"].split(os.pathsep)
        others["PATH"] = os.pathsep.join(p for p in places if not p or Path(p).parent != Path(prefix))
    return others
