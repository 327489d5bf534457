"""Without its start at login the worker is there only after the first click, and formulas before it show ?."""

from __future__ import annotations

from xl_addin.doctor.symptom import Symptom, ok, warn
from xl_addin.install import login_start, records
from xl_addin.install.step import Options
from xl_addin.machine import Machine

TITLE = "Start at login"
APPROVED = "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\StartupApproved\\Run"
OFF = ("01", "03")
"""The first byte of what Task Manager notes, where a person or a policy said no."""


def examine(machine: Machine) -> Symptom | None:
    """See whether what was installed is still there."""
    if not records.read(machine):
        return None
    step = login_start.step(machine, Options())
    if not all(change.is_done(machine, records.read(machine)) for change in step.changes):
        return warn("Nothing starts this version's worker at login.", "Run: mediamapper install")
    switched_off = [
        name
        for name in (login_start.WORKER, login_start.FORMULAS)
        if str(machine.registry.get(APPROVED, name) or "").startswith(OFF)
    ]
    if switched_off:
        return warn(
            f"Switched off in Task Manager: {', '.join(switched_off)}.",
            "Switch it on there, under Startup apps; or ask your IT whether a policy did it.",
        )
    return ok(", ".join(step.where) or step.note)
