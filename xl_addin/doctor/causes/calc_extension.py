"""Without the extension LibreOffice shows #NAME? for every formula."""

from __future__ import annotations

import json
from pathlib import Path

from xl_addin.calc.build import EXTENSION
from xl_addin.doctor.symptom import Symptom, fail, ok, warn
from xl_addin.install.calc_extension import CONFIG_FILE, package_manager
from xl_addin.machine import Machine

TITLE = "Extension for LibreOffice"


def examine(machine: Machine) -> Symptom | None:
    """Ask LibreOffice for it."""
    unopkg = package_manager(machine)
    if unopkg is None or machine.user == 0:
        return None
    if machine.run((unopkg, "list", EXTENSION)).code:
        return warn(
            "LibreOffice has no extension of MediaMapper.", "Close LibreOffice and run: mediamapper install"
        )
    config = machine.data / CONFIG_FILE
    try:
        python = json.loads(config.read_text("utf-8"))["python"]
    except (OSError, ValueError, KeyError, TypeError):
        return fail(f"{config} does not say which Python is ours.", "Run: mediamapper install")
    if not Path(python).exists():
        return fail(f"{config} names {python}, which is gone.", "Run: mediamapper install")
    return ok("LibreOffice has it.")
