"""Trust access to the VBA project lets any macro rewrite others; MediaMapper does not need it."""

from __future__ import annotations

from xl_addin.doctor.symptom import Symptom, ok, warn
from xl_addin.install.trusted_location import OFFICE
from xl_addin.machine import Machine

TITLE = "Trust access"


def examine(machine: Machine) -> Symptom | None:
    """See whether it is on."""
    if machine.system != "windows":
        return None
    if machine.registry.get(f"{OFFICE}\\Excel\\Security", "AccessVBOM") == 1:
        return warn(
            "'Trust access to the VBA project object model' is on; MediaMapper does not need it.",
            "Turn it off unless another add-in asks for it: Options, Trust Center, Macro Settings.",
        )
    return ok("It is off, and not needed.")
