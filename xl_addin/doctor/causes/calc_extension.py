"""Without the extension at work LibreOffice shows #NAME? for every formula."""

from __future__ import annotations

import json
from pathlib import Path

from xl_addin.calc.build import EXTENSION
from xl_addin.doctor.symptom import Symptom, fail, ok, warn
from xl_addin.install.calc_extension import CONFIG_FILE, is_loaded, package_manager
from xl_addin.machine import Machine

TITLE = "Extension for LibreOffice"
LOAD = "import xl_addin.calc.resident"
"""What the extension starts in our Python."""


def examine(machine: Machine) -> Symptom | None:
    """Ask LibreOffice whether the extension is at work in it, and our Python whether it can serve it."""
    unopkg = package_manager(machine)
    if unopkg is None or machine.user == 0:
        return None
    listed = machine.run((unopkg, "list", EXTENSION))
    if listed.code:
        return warn(
            "LibreOffice has no extension of MediaMapper.", "Close LibreOffice and run: mediamapper install"
        )
    if not is_loaded(listed.out):
        return fail(
            "LibreOffice lists MediaMapper's extension and can't load it: extensions in Python do not start in it.",
            "Close LibreOffice; run `mediamapper install`, which takes the extension out and in again.",
        )
    config = machine.data / CONFIG_FILE
    try:
        python = json.loads(config.read_text("utf-8"))["python"]
    except (OSError, ValueError, KeyError, TypeError):
        return fail(f"{config} does not say which Python is ours.", "Run: mediamapper install")
    if not Path(python).exists():
        return fail(f"{config} names {python}, which is gone.", "Run: mediamapper install")
    if machine.run((python, "-P", "-c", LOAD)).code:
        return fail(f"{python}, which {config} names, has no MediaMapper in it.", "Run: mediamapper install")
    return ok("LibreOffice has loaded it, and our Python can serve it.")
