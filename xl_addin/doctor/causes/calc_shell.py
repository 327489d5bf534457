"""LibreOffice loads no extension in Python, or crashes, when a shell starts it whose first Python is a virtual environment's."""

from __future__ import annotations

import os
from pathlib import Path

from xl_addin.doctor.symptom import Symptom, ok, warn
from xl_addin.environment import for_others, is_virtual
from xl_addin.install.calc_extension import package_manager
from xl_addin.machine import Machine

TITLE = "LibreOffice from this shell"
STARTED_BY_UV = "UV_RUN_RECURSION_DEPTH"
"""Set by `uv run`, which puts our virtual environment first on PATH for this command alone."""


def examine(machine: Machine) -> Symptom | None:
    """Look which Python LibreOffice would find along PATH; it needs the system's, which has its bridge 'uno'."""
    if machine.system != "linux" or package_manager(machine) is None:
        return None
    environment = for_others(machine.env) if STARTED_BY_UV in machine.env else machine.env
    places = [Path(place) for place in environment.get("PATH", "").split(os.pathsep) if place]
    first = next((place.parent for place in places if os.access(place / "python3", os.X_OK)), None)
    if first is None or not is_virtual(first):
        return ok("LibreOffice finds the system's Python.")
    return warn(
        f"The first Python of this shell is that of the virtual environment {first}. A LibreOffice started from here "
        "takes it for its own, without its bridge 'uno': no extension in Python loads, and it may crash.",
        "Start LibreOffice from the menu, or run `deactivate` first. Did it fail once? Run: mediamapper install",
    )
