"""Without the add-in the tab stands over MediaMapper.xlsm alone, and formulas elsewhere need its name before theirs."""

from __future__ import annotations

from pathlib import Path

from xl_addin.doctor.symptom import Symptom, fail, ok
from xl_addin.install.records import addin_record, workbook_record
from xl_addin.machine import Machine

TITLE = "Add-in"


def examine(machine: Machine) -> Symptom | None:
    """Look for the add-in that was installed."""
    installed = addin_record(machine)
    if machine.system == "linux" or (installed is None and workbook_record(machine) is None):
        return None
    if installed is None:
        return ok("It was left out; `mediamapper install` puts it into Excel.")
    if not Path(installed.path).is_file():
        return fail(f"{installed.path} is gone.", "Run: mediamapper install")
    return ok(installed.path)
