"""A full disk keeps decisions and raw data from being written."""

from __future__ import annotations

from xl_addin.doctor.symptom import Symptom, fail, ok, warn
from xl_addin.machine import Machine

TITLE = "Room on the disk"
NEEDED, COMFORTABLE = 100 * 2**20, 1024 * 2**20


def examine(machine: Machine) -> Symptom:
    """Look at what is free where the memory is."""
    free = machine.free(machine.memory)
    sentence = f"{free / 2**20:,.0f} MB are free."
    if free < NEEDED:
        return fail(sentence, "Free some space: less than 100 MB leave no room for the memory.")
    if free < COMFORTABLE:
        return warn(sentence, "Free some space soon.")
    return ok(sentence)
