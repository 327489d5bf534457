"""A memory folder that can't be written forgets every decision."""

from __future__ import annotations

import tempfile

from xl_addin.doctor.symptom import Symptom, fail, ok
from xl_addin.machine import Machine

TITLE = "Memory folder"


def examine(machine: Machine) -> Symptom:
    """Write a file into the folder, or see whether the folder could be made."""
    folder = machine.memory
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        return fail(
            f"{machine.memory} can't be written: {error.strerror or error}.",
            "Mend the permissions, or choose another folder with MEDIAMAPPER_HOME.",
        )
    return ok(f"{machine.memory} can be written.")
