"""Excel opens a workbook in a synced folder under an address of the web, which Python can't follow."""

from __future__ import annotations

from xl_addin.doctor.symptom import Symptom, fail, ok
from xl_addin.install.records import workbook_record
from xl_addin.install.synced import service_of
from xl_addin.machine import Machine

TITLE = "Workbook synced"


def examine(machine: Machine) -> Symptom | None:
    """See whether the workbook's folder is synced by now."""
    installed = workbook_record(machine)
    if installed is None:
        return None
    if service := service_of(installed.path, machine):
        return fail(
            f"{installed.path} is synced by {service}; Excel then knows it by an address of the web.",
            "Run: mediamapper install, which puts it into a folder of this computer alone, and open it there.",
        )
    return ok("It is in a folder of this computer alone.")
