"""A workbook whose macros somebody else wrote is not ours to trust."""

from __future__ import annotations

from pathlib import Path

from xl_addin.doctor.found import Found, ok, warn
from xl_addin.install.records import workbook_record
from xl_addin.machine import Machine

TITLE = "Workbook unchanged"


def examine(machine: Machine) -> Found | None:
    """Compare its SHA-256 with what was installed."""
    installed = workbook_record(machine)
    if installed is None or not Path(installed.path).is_file():
        return None
    if installed.is_changed():
        return warn(
            f"{installed.path} is not as it was installed (SHA-256 {installed.digest[:16]}...).",
            "If you saved settings in it, all is well. If not, delete it and run: mediamapper install",
        )
    return ok("Its SHA-256 is as installed.")
