"""A Python that was started before the last upgrade answers formulas with the old code."""

from __future__ import annotations

from xl_addin.doctor.com_answer import com_answer
from xl_addin.doctor.symptom import Symptom, fail, ok
from xl_addin.install import records
from xl_addin.machine import Machine

TITLE = "Python behind the formulas, age"
SLACK_SECONDS = 60.0
"""An installation starts it before its own last step."""


def examine(machine: Machine) -> Symptom | None:
    """Compare when it started with when MediaMapper was installed."""
    started = com_answer(machine).get("started") if machine.system == "windows" else None
    path = machine.data / records.FILE
    if started is None or not path.is_file():
        return None
    if float(started) < path.stat().st_mtime - SLACK_SECONDS:
        return fail(
            "The Python that answers formulas is older than the last installation.",
            "Run: mediamapper install, or sign out and in again.",
        )
    return ok("It was started after the last installation.")
