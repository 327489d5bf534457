"""After an upgrade the worker of the old version goes on answering."""

from __future__ import annotations

from xl_addin.doctor.symptom import Symptom, fail, ok
from xl_addin.machine import Machine

TITLE = "Worker's version"


def examine(machine: Machine) -> Symptom | None:
    """Compare the worker's version with ours."""
    health = machine.health(machine.memory)
    if health is None:
        return None
    version = health.get("version")
    if version != machine.version:
        return fail(
            f"The worker is of version {version}, this is {machine.version}.", "Run: mediamapper install"
        )
    return ok(f"Version {version}, as installed.")
