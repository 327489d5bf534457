"""An encrypted memory opens for nobody whose key can't be found."""

from __future__ import annotations

from xl_addin.doctor.symptom import Symptom, ok, warn
from xl_addin.machine import Machine

TITLE = "Memory's key"
SALT_FILE = "llm_memory.salt"
VARIABLE = "MEMORY_ENCRYPTION_KEY"


def examine(machine: Machine) -> Symptom:
    """See whether a key is needed, and there; the keyring is the worker's to ask."""
    if not (machine.memory / SALT_FILE).is_file():
        return ok("The memory needs none.")
    if machine.env.get(VARIABLE):
        return ok(f"The memory is encrypted, and {VARIABLE} is set.")
    health = machine.health(machine.memory)
    if health is not None and health.get("encrypted"):
        return ok("The memory is encrypted, and the worker has its key.")
    return warn(
        f"The memory {machine.memory} is encrypted, and {VARIABLE} is not set here.",
        f"If the key is not in the keyring: set {VARIABLE} for your user (not in one terminal alone) and sign in again.",
    )
