"""Windows: macros of the workbook's folder run without a question, where a person wants that."""

from __future__ import annotations

from pathlib import Path

from xl_addin.install.changes import Value
from xl_addin.install.step import Options, Step
from xl_addin.machine import Machine

OFFICE = "HKCU\\Software\\Microsoft\\Office\\16.0"
POLICIES = "HKCU\\Software\\Policies\\Microsoft\\Office\\16.0"
KEY = f"{OFFICE}\\Excel\\Security\\Trusted Locations\\LocationMediaMapper"


def step(machine: Machine, options: Options, folder: Path) -> Step:
    """Trust the folder, without those below it."""
    name = "trusted-location"
    if machine.system != "windows":
        return Step(name, note="Excel for Windows only.")
    is_trusted = options.trusted_location
    if is_trusted is None:
        is_trusted = machine.registry.has(KEY)
    if not is_trusted:
        return Step(name, note="Not asked for (--trusted-location): Excel asks before it runs the macros.")
    if is_forbidden(machine):
        return Step(name, note="Your IT allows no trusted locations of your own; ask them for one.")
    values = (
        Value(KEY, "Path", f"{folder}\\"),
        Value(KEY, "Description", "MediaMapper"),
        Value(KEY, "AllowSubfolders", 0),
    )
    return Step(name, values)


def is_forbidden(machine: Machine) -> bool:
    """Whether a policy makes our entry void."""
    own = machine.registry.get(f"{POLICIES}\\Common\\Security\\Trusted Locations", "Allow User Locations")
    none = machine.registry.get(f"{POLICIES}\\Excel\\Security\\Trusted Locations", "AllLocationsDisabled")
    return own == 0 or none == 1
