"""macOS: the script that Excel may call outside its sandbox, where Excel looks for such scripts.

xlwings' own script is left out: it serves RunPython, which the workbook does not use, and it would be a second door.
"""

from __future__ import annotations

from pathlib import Path

from xl_addin.install.changes import File
from xl_addin.install.step import Step
from xl_addin.machine import Machine

SOURCE = Path(__file__).resolve().parent.parent / "workbook" / "mac"
FILES = ("MediaMapper.applescript", "mediamapper.sh")


def step(machine: Machine) -> Step:
    """Copy the scripts."""
    name = "applescript"
    if machine.system != "macos":
        return Step(name, note="Needed on macOS only.")
    files = tuple(File(folder(machine) / file, (SOURCE / file).read_bytes()) for file in FILES)
    return Step(name, files)


def folder(machine: Machine) -> Path:
    """The only folder from which Excel runs scripts."""
    return machine.home / "Library" / "Application Scripts" / "com.microsoft.Excel"
