"""Without its script Excel for macOS reaches nothing outside its sandbox."""

from __future__ import annotations

from xl_addin.doctor.symptom import Symptom, fail, ok
from xl_addin.install import applescript, records
from xl_addin.machine import Machine

TITLE = "Excel's script"


def examine(machine: Machine) -> Symptom | None:
    """Compare the scripts with ours."""
    if machine.system != "macos":
        return None
    past = records.read(machine)
    if bad := [c.where for c in applescript.step(machine).changes if not c.is_done(machine, past)]:
        return fail(f"Missing or of another version: {', '.join(bad)}.", "Run: mediamapper install")
    return ok(f"It is in {applescript.folder(machine)}.")
