"""Buttons in LibreOffice need its bridge 'uno', which is made for one version of Python."""

from __future__ import annotations

from xl_addin.doctor.symptom import Symptom, fail, ok
from xl_addin.install.calc_extension import package_manager
from xl_addin.machine import Machine

TITLE = "LibreOffice's bridge"
LOAD = "from xl_addin.engines.uno.connection import load_uno; load_uno()"


def examine(machine: Machine) -> Symptom | None:
    """Load it in our Python, in a process of its own."""
    if package_manager(machine) is None:
        return None
    ran = machine.run((str(machine.python), "-P", "-c", LOAD))
    if ran.code:
        return fail(
            "Our Python can't load LibreOffice's bridge 'uno', so that buttons in LibreOffice do nothing.",
            "Install it (Debian, Ubuntu: python3-uno), and MediaMapper with the Python version that it was made for.",
        )
    return ok("Our Python loads it.")
