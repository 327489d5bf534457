"""The add-in, in the folder from which Excel opens files when it starts.

Excel trusts that folder by its defaults, and needs no administrator for it. Excel for macOS looks into the startup
folder of Office's group container.
"""

from __future__ import annotations

from pathlib import Path

from worker.messages.language import current
from xl_addin.install.changes import File
from xl_addin.install.step import Options, Step
from xl_addin.machine import Machine
from xl_addin.workbook import builder

FILE = "MediaMapper.xlam"
NAME = "addin"


def step(machine: Machine, options: Options) -> Step:
    """Write the add-in; Excel shows it at its next start."""
    if not options.addin:
        return Step(
            NAME, note="Left out as asked (--no-addin): the formulas and the tab are in MediaMapper.xlsm."
        )
    place = folder(machine)
    if place is None:
        return Step(NAME, note="Excel is not made for this system.")
    note = "Excel shows the tab MediaMapper over every workbook from its next start on."
    return Step(NAME, (File(place / FILE, builder.build_addin(current())),), note)


def folder(machine: Machine) -> Path | None:
    """Excel's startup folder of this user; None where there is no Excel."""
    if machine.system == "windows":
        return machine.folder("APPDATA", "AppData", "Roaming") / "Microsoft" / "Excel" / "XLSTART"
    if machine.system == "macos":
        office = machine.home / "Library" / "Group Containers" / "UBF8T346G9.Office"
        return office / "User Content.localized" / "Startup.localized" / "Excel"
    return None
