"""Without its script Excel for macOS reaches nothing outside its sandbox."""

from __future__ import annotations

from xl_addin.doctor.found import Found, fail, ok
from xl_addin.install import applescript
from xl_addin.machine import Machine

TITLE = "Excel's script"


def examine(machine: Machine) -> Found | None:
    """Compare the scripts with ours."""
    if machine.system != "macos":
        return None
    step = applescript.step(machine)
    if bad := [change.where for change in step.changes if not change.is_done(machine, ())]:
        return fail(f"Missing or of another version: {', '.join(bad)}.", "Run: mediamapper install")
    return ok(f"It is in {applescript.folder(machine)}.")
