"""A blank line or an empty value ends the reading of a configuration file, and a line for another Python starts that."""

from __future__ import annotations

from pathlib import Path

from xl_addin.doctor.symptom import Symptom, fail, ok, warn
from xl_addin.install import xlwings_conf
from xl_addin.machine import Machine

TITLE = "Excel's configuration"
INSTALL = "Run: mediamapper install"


def examine(machine: Machine) -> Symptom | None:
    """Read the file as VBA does."""
    if machine.system != "macos":
        return None
    path = xlwings_conf.path(machine)
    interpreter = xlwings_conf.told_interpreter(machine)
    if interpreter is None:
        return fail(f"{path} names no Python.", INSTALL)
    lines = path.read_text("utf-8", errors="replace").splitlines()
    if bad := [at for at, line in enumerate(lines, 1) if not line.strip() or line.endswith(',""')]:
        return fail(
            f"{path} has a blank line or an empty value in line {bad[0]}.", f"Delete that line. Or: {INSTALL}"
        )
    if not Path(interpreter).exists():
        return fail(f"{path} names {interpreter}, which is gone.", INSTALL)
    if Path(interpreter) != machine.python:
        return warn(f"{path} names {interpreter}, and this is {machine.python}.", INSTALL)
    return ok(f"It names {interpreter}.")
