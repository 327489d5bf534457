"""The workbook, in a folder that is this machine's alone."""

from __future__ import annotations

from pathlib import Path

from worker.errors import UsageError
from worker.messages.language import current
from xl_addin.install.changes import File
from xl_addin.install.step import Options, Step
from xl_addin.install.synced import service_of
from xl_addin.machine import Machine
from xl_addin.workbook import builder

FILE = "MediaMapper.xlsm"


def step(machine: Machine, options: Options) -> Step:
    """Write the workbook; what a person saved in an older one is put aside."""
    path = folder(machine, options) / FILE
    return Step("workbook", (File(path, builder.build(current()), precious=True),))


def folder(machine: Machine, options: Options) -> Path:
    """Where the workbook goes.

    Raises:
        UsageError: a synced folder was asked for, or there is no other.
    """
    if options.folder:
        place = Path(options.folder).expanduser().absolute()
        if service := service_of(place, machine):
            raise UsageError(
                f"{place} is synced by {service}: Excel opens a workbook there under an address of the web, "
                "and its Python can't find it.",
                "Choose a folder of this computer alone, or leave --folder out.",
            )
        return place
    for place in (machine.data, machine.home / "MediaMapper"):
        if not service_of(place, machine):
            return place
    raise UsageError(
        f"{machine.data} and {machine.home} are synced by {service_of(machine.home, machine)}.",
        "Name a folder of this computer alone with --folder.",
    )
