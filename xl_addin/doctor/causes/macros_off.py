"""A policy that turns macros off leaves the workbook without buttons and formulas."""

from __future__ import annotations

from xl_addin.doctor.symptom import Symptom, fail, ok
from xl_addin.install.trusted_location import OFFICE, POLICIES
from xl_addin.machine import Machine

TITLE = "Macros"
OFF: dict[object, str] = {
    3: "only signed macros run, and ours are not signed",
    4: "no macros run",
}


def examine(machine: Machine) -> Symptom | None:
    """Read Office's macro setting, the policy's before the user's."""
    if machine.system != "windows":
        return None
    for key in (f"{POLICIES}\\Excel\\Security", f"{OFFICE}\\Excel\\Security"):
        level = machine.registry.get(key, "VBAWarnings")
        if level in OFF:
            by = "a policy" if key.startswith(POLICIES) else "Excel's Trust Center"
            return fail(
                f"Macros are limited by {by}: {OFF[level]}.",
                "Ask your IT to allow the workbook's folder, with docs/install.md at hand.",
            )
        if level is not None:
            break
    return ok("Excel runs macros, or asks.")
