"""Office runs no macros of a file that carries the mark of the web."""

from __future__ import annotations

from pathlib import Path

from xl_addin.doctor.symptom import Symptom, fail, ok
from xl_addin.install.records import addin_record, workbook_record
from xl_addin.machine import Machine

TITLE = "Workbook blocked"
STEPS = {
    "windows": "Delete it and run: mediamapper install. Or right-click it, Properties, Unblock.",
    "macos": "Delete it and run: mediamapper install. Or in a terminal: xattr -d com.apple.quarantine FILE",
}
ZONES = ("ZoneId=3", "ZoneId=4")
"""Internet, and restricted sites."""


def examine(machine: Machine) -> Symptom | None:
    """Look for Windows' mark, or macOS' quarantine, on workbook and add-in."""
    installed = [record for record in (workbook_record(machine), addin_record(machine)) if record]
    if not installed or machine.system == "linux":
        return None
    for record in installed:
        if _is_marked(machine, record.path):
            return fail(
                f"{record.path} is marked as from the internet; its macros are blocked.",
                STEPS[machine.system],
            )
    return ok("Workbook and add-in carry no mark of the web.")


def _is_marked(machine: Machine, path: str) -> bool:
    if machine.system == "macos":
        return machine.run(("xattr", "-p", "com.apple.quarantine", path)).code == 0
    return _is_from_the_web(path)


def _is_from_the_web(path: str) -> bool:
    try:
        mark = Path(f"{path}:Zone.Identifier").read_text("utf-8", errors="replace")
    except OSError:
        return False
    return any(zone in mark for zone in ZONES)
