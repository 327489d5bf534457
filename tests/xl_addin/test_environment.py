"""What a program with a Python of its own sees of our environment."""

from __future__ import annotations

import os
from pathlib import Path

from xl_addin.environment import for_others


def test_what_is_not_pythons_stays() -> None:
    told = {"HOME": "/home/ann", "PATH": "/usr/bin", "MEDIAMAPPER_HOME": "/memory"}
    assert for_others(told, "/venv") == told


def test_our_virtual_environment_does_not_show() -> None:
    ours = str(Path("/venv/bin"))
    told = {
        "PATH": os.pathsep.join([ours, "/usr/bin"]),
        "VIRTUAL_ENV": "/venv",
        "PYTHONPATH": ".",
        "PYTHONHOME": "/x",
    }
    assert for_others(told, "/venv") == {"PATH": "/usr/bin"}
