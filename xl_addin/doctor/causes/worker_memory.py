"""A worker that serves another folder answers from another memory."""

from __future__ import annotations

from pathlib import Path

from xl_addin.doctor.symptom import Symptom, fail, ok
from xl_addin.machine import Machine

TITLE = "Worker's memory"


def examine(machine: Machine) -> Symptom | None:
    """Compare the folder that the worker serves with ours."""
    served = (machine.health(machine.memory) or {}).get("memory")
    if not served:
        return None
    if Path(str(served)).resolve() != machine.memory.resolve():
        return fail(
            f"The worker serves {served}, and we use {machine.memory}.",
            "Unset MEDIAMAPPER_HOME or set it for all programs, then restart the worker.",
        )
    return ok(f"It serves {machine.memory}.")
