"""A clock that is behind the memory gives new decisions the wrong place among the old."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from xl_addin.doctor.symptom import Symptom, ok, warn
from xl_addin.machine import Machine

TITLE = "Clock"
DATABASE = "llm_memory.db"
SLACK = timedelta(minutes=10)
"""Two computers' clocks, or a disk's, differ by less."""


def examine(machine: Machine) -> Symptom | None:
    """Compare the clock with when the memory was last written."""
    try:
        saved_at = datetime.fromtimestamp((machine.memory / DATABASE).stat().st_mtime, UTC)
    except FileNotFoundError:
        return None
    now = machine.now()
    if saved_at - now > SLACK:
        return warn(
            f"The memory was last written at {saved_at:%Y-%m-%d %H:%M} UTC, and the clock says {now:%Y-%m-%d %H:%M} UTC.",
            "Set this computer's clock; Windows and macOS can do it by themselves.",
        )
    return ok("It is not behind the memory.")
