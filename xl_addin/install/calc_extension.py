"""LibreOffice: the extension, and the file that tells it which Python and which memory are ours."""

from __future__ import annotations

import json
import re
from pathlib import Path

from xl_addin.calc import build
from xl_addin.install.changes import Command, File
from xl_addin.install.step import Options, Step
from xl_addin.machine import Machine

CONFIG_FILE = "calc.json"
PLACES: dict[str, tuple[str, ...]] = {
    "windows": (
        "C:\\Program Files\\LibreOffice\\program\\unopkg.com",
        "C:\\Program Files (x86)\\LibreOffice\\program\\unopkg.com",
    ),
    "macos": ("/Applications/LibreOffice.app/Contents/MacOS/unopkg",),
    "linux": ("/opt/libreoffice/program/unopkg", "/snap/bin/libreoffice.unopkg"),
}
"""Where LibreOffice's package manager is when it is not on the path."""
_REGISTERED = re.compile(r"is registered: (\w+)")


def step(machine: Machine, options: Options) -> Step:
    """Write the extension and have LibreOffice take it in; a running one shows it once it is started again."""
    name = "calc-extension"
    if not options.calc:
        return Step(name, note="Left out as asked (--no-calc).")
    unopkg = package_manager(machine)
    if not unopkg:
        return Step(name, note="LibreOffice is not installed here; run this again once it is.")
    if machine.user == 0:
        return Step(name, note="LibreOffice takes no extensions for root; install as the user who plans.")
    file = machine.data / build.NAME
    memory = {} if machine.memory_is_default else {"memory": str(machine.memory)}
    config = json.dumps({"python": str(machine.python), **memory}, indent=1)
    return Step(
        name,
        (
            File(file, build.build()),
            File(machine.data / CONFIG_FILE, f"{config}\n".encode()),
            Command(
                do_it=(unopkg, "add", "--force", "--suppress-license", str(file)),
                undo_it=(unopkg, "remove", build.EXTENSION),
                check=(unopkg, "list", build.EXTENSION),
                agrees=is_loaded,
                next_step="Close LibreOffice and run `mediamapper install` again.",
            ),
        ),
    )


def is_loaded(listing: str) -> bool:
    """Whether `unopkg list` tells of an extension that LibreOffice has loaded, each of its parts included.

    Of one that it could not load it says `unknown` or `no`, and ends with 0 all the same.
    """
    answers = set(_REGISTERED.findall(listing))
    return answers == {"yes"}


def package_manager(machine: Machine) -> str | None:
    """LibreOffice's `unopkg`; None where there is none."""
    program = machine.which("unopkg")
    return program or next((place for place in PLACES[machine.system] if Path(place).is_file()), None)
