"""Error -1743: macOS lets no program steer Excel that was not allowed to."""

from __future__ import annotations

from xl_addin.doctor.symptom import Symptom, fail, ok, warn
from xl_addin.machine import Machine

TITLE = "Permission to steer Excel"
DENIED = "-1743"


def examine(machine: Machine) -> Symptom | None:
    """Ask a running Excel for its version; one that is not running is not started for it."""
    if machine.system != "macos":
        return None
    if machine.run(("pgrep", "-x", "Microsoft Excel")).code:
        return ok("Excel is not running, so it was not asked.")
    ran = machine.run(("osascript", "-e", 'tell application "Microsoft Excel" to get version'))
    if DENIED in ran.out:
        return fail(
            "macOS does not let us steer Excel (-1743).",
            "System Settings, Privacy & Security, Automation: allow Microsoft Excel for the program that ran this "
            "(Terminal, or python). If it is not listed: tccutil reset AppleEvents, and click a button again.",
        )
    if ran.code:
        return warn(f"Excel did not answer: {ran.out}.", "Close its open dialogs and try again.")
    return ok("It is given.")
