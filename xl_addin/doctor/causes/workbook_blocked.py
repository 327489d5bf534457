"""Office runs no macros of a file that carries the mark of the web."""

from __future__ import annotations

from pathlib import Path

from xl_addin.doctor.found import Found, fail, ok
from xl_addin.install.records import workbook_record
from xl_addin.machine import Machine

TITLE = "Workbook blocked"
STEPS = {
    "windows": "Delete it and run: mediamapper install. Or right-click it, Properties, Unblock.",
    "macos": "Delete it and run: mediamapper install. Or in a terminal: xattr -d com.apple.quarantine FILE",
}
ZONES = ("ZoneId=3", "ZoneId=4")
"""Internet, and restricted sites."""


def examine(machine: Machine) -> Found | None:
    """Look for Windows' mark, or macOS' quarantine, on the workbook."""
    installed = workbook_record(machine)
    if installed is None or machine.system == "linux":
        return None
    if machine.system == "macos":
        marked = machine.run(("xattr", "-p", "com.apple.quarantine", installed.path)).code == 0
    else:
        marked = _is_from_the_web(installed.path)
    if marked:
        return fail(
            f"{installed.path} is marked as from the internet; its macros are blocked.", STEPS[machine.system]
        )
    return ok("It carries no mark of the web.")


def _is_from_the_web(path: str) -> bool:
    try:
        mark = Path(f"{path}:Zone.Identifier").read_text("utf-8", errors="replace")
    except OSError:
        return False
    return any(zone in mark for zone in ZONES)
