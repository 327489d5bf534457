"""A database in a synced folder is copied while it is written, and breaks."""

from __future__ import annotations

from xl_addin.doctor.symptom import Symptom, fail, ok
from xl_addin.install.synced import service_of
from xl_addin.machine import Machine

TITLE = "Memory folder synced"


def examine(machine: Machine) -> Symptom:
    """See whether the folder is synced."""
    if service := service_of(machine.memory, machine):
        return fail(
            f"{machine.memory} is synced by {service}; it copies the database while it is being written.",
            "Move the folder to a place of this computer alone, set MEDIAMAPPER_HOME to it, and use "
            "`mediamapper memory backup` to carry it elsewhere.",
        )
    return ok("It is this computer's alone.")
