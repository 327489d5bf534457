"""Settings of Excel that let no add-in run, or only signed ones, or trust no folder."""

from __future__ import annotations

from xl_addin.doctor.symptom import Symptom, fail, ok, warn
from xl_addin.install.records import addin_record
from xl_addin.install.trusted_location import OFFICE, POLICIES
from xl_addin.machine import Machine

TITLE = "Add-ins allowed"
ASK = (
    "Ask your IT to allow MediaMapper.xlam, with docs/install.md at hand; MediaMapper.xlsm works without it."
)


def examine(machine: Machine) -> Symptom | None:
    """Read what Excel's Trust Center and policies say of add-ins and of trusted folders."""
    if machine.system != "windows" or addin_record(machine) is None:
        return None
    if _is_on(machine, "DisableAllAddins"):
        return fail("Excel runs no add-ins at all.", ASK)
    if _is_on(machine, "RequireAddinSig"):
        return fail("Excel runs signed add-ins only, and ours is not signed.", ASK)
    if _is_on(machine, "Trusted Locations", "AllLocationsDisabled"):
        return warn(
            "Excel trusts no folder, its own startup folder included: it may block the add-in's macros.", ASK
        )
    return ok("Excel runs add-ins, and trusts its startup folder.")


def _is_on(machine: Machine, *names: str) -> bool:
    *below, name = names
    keys = ("\\".join((root, "Excel", "Security", *below)) for root in (POLICIES, OFFICE))
    return any(machine.registry.get(key, name) == 1 for key in keys)
