"""A workbook or an add-in whose macros somebody else wrote is not ours to trust."""

from __future__ import annotations

from pathlib import Path

from xl_addin.doctor.symptom import Symptom, ok, warn
from xl_addin.install.records import addin_record, workbook_record
from xl_addin.machine import Machine

TITLE = "Workbook and add-in unchanged"


def examine(machine: Machine) -> Symptom | None:
    """Compare the SHA-256 of workbook and add-in with what was installed."""
    installed = [record for record in (workbook_record(machine), addin_record(machine)) if record]
    present = [record for record in installed if Path(record.path).is_file()]
    if not present:
        return None
    for record in present:
        if record.is_changed():
            saved = (
                "If you saved settings in it, all is well. If not, delete" if record.precious else "Delete"
            )
            return warn(
                f"{record.path} is not as it was installed (SHA-256 {record.digest[:16]}...).",
                f"{saved} it and run: mediamapper install",
            )
    return ok("The SHA-256 of each is as installed.")
