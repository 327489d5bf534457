"""The Office of Microsoft's store lives in a box of its own, which our Python can't join."""

from __future__ import annotations

from xl_addin.doctor.symptom import Symptom, fail, ok, warn
from xl_addin.machine import Machine

TITLE = "Excel"
APP_PATHS = "Software\\Microsoft\\Windows\\CurrentVersion\\App Paths\\excel.exe"


def examine(machine: Machine) -> Symptom | None:
    """Look at which Excel is registered."""
    if machine.system != "windows":
        return None
    path = next(
        (str(p) for hive in ("HKCU", "HKLM") if (p := machine.registry.get(f"{hive}\\{APP_PATHS}", ""))), ""
    )
    if not path:
        return warn(
            "No Excel for the desktop was found.", "Install Excel's desktop version, or use LibreOffice."
        )
    if "windowsapps" in path.lower():
        return fail(
            f"{path} is the Office of Microsoft's store.",
            "Remove it and install Office from office.com with the same account.",
        )
    return ok(path)
