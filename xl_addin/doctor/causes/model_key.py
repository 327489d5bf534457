"""Without a key no model is asked; memory and rules go on."""

from __future__ import annotations

from xl_addin.doctor.symptom import Symptom, ok
from xl_addin.machine import Machine

TITLE = "Model"
VARIABLE = "ANTHROPIC_API_KEY"


def examine(machine: Machine) -> Symptom:
    """Say whether there is a key; either is well."""
    if machine.env.get(VARIABLE):
        return ok(f"{VARIABLE} is set; whether the model is asked, the setting llm says.")
    return ok(f"{VARIABLE} is not set: memory and rules answer alone.")
