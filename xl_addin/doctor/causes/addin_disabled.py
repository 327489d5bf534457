"""Excel turns off an add-in that it holds for the cause of a crash."""

from __future__ import annotations

from contextlib import suppress

from xl_addin.doctor.symptom import Symptom, fail, ok
from xl_addin.install.addin import FILE
from xl_addin.install.records import addin_record
from xl_addin.install.trusted_location import OFFICE
from xl_addin.machine import Machine

TITLE = "Add-in disabled"
KEY = f"{OFFICE}\\Excel\\Resiliency\\DisabledItems"


def examine(machine: Machine) -> Symptom | None:
    """Read the list of what Excel has turned off."""
    if machine.system != "windows" or addin_record(machine) is None:
        return None
    if any(FILE.lower() in _text(value) for value in machine.registry.values(KEY).values()):
        return fail(
            f"Excel has turned {FILE} off after a crash.",
            "In Excel: File, Options, Add-ins, Manage Disabled Items, Go; enable it there and start Excel again.",
        )
    return ok("Excel has not turned it off.")


def _text(value: str | int) -> str:
    """The path within a value, which the registry gives as bytes in hexadecimal."""
    with suppress(ValueError):
        return bytes.fromhex(str(value)).decode("utf-16-le", "ignore").lower()
    return ""
