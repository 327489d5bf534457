"""The Python of Microsoft's store lives in a box of its own: other programs can't join it, and its files are elsewhere."""

from __future__ import annotations

from xl_addin.doctor.symptom import Symptom, fail, ok
from xl_addin.machine import Machine

TITLE = "Python of the store"
MARKS = ("windowsapps", "pythonsoftwarefoundation.python")


def examine(machine: Machine) -> Symptom | None:
    """Look at where our Python is."""
    if machine.system != "windows":
        return None
    if any(mark in str(machine.python).lower() for mark in MARKS):
        return fail(
            f"{machine.python} is the Python of Microsoft's store.",
            "Install MediaMapper with a Python from python.org or with uv, then run: mediamapper install",
        )
    return ok(f"{machine.python} is none of the store's.")
