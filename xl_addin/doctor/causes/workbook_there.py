"""Without the workbook there is nothing to open."""

from __future__ import annotations

from pathlib import Path

from xl_addin.doctor.symptom import Symptom, fail, ok, warn
from xl_addin.install.records import workbook_record
from xl_addin.machine import Machine

TITLE = "Workbook"


def examine(machine: Machine) -> Symptom:
    """Look for the workbook that was installed."""
    installed = workbook_record(machine)
    if installed is None:
        return warn("Nothing is installed for Excel or LibreOffice.", "Run: mediamapper install")
    if not Path(installed.path).is_file():
        return fail(f"{installed.path} is gone.", "Run: mediamapper install")
    return ok(installed.path)
