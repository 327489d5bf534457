"""Paths with letters that a program can't write lead nowhere."""

from __future__ import annotations

from worker.errors import MediaMapperError
from xl_addin.doctor.symptom import Symptom, fail, ok
from xl_addin.install import xlwings_conf
from xl_addin.machine import Machine

TITLE = "Letters in paths"


def examine(machine: Machine) -> Symptom | None:
    """See whether Python's path, with the user's name in it, can be written where Excel reads it."""
    if machine.system != "macos":
        return None
    try:
        xlwings_conf.content(machine)
    except MediaMapperError as error:
        return fail(error.message, error.next_step)
    return ok("Excel's macros can read the path of our Python.")
