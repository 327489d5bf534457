"""A lock that is held by a worker which does not answer keeps every other worker from starting."""

from __future__ import annotations

from filelock import FileLock, Timeout

from xl_addin.doctor.symptom import Symptom, fail, ok
from xl_addin.machine import Machine

TITLE = "Worker's lock"
LOCK_FILE = "worker.lock"


def examine(machine: Machine) -> Symptom:
    """See whether the lock is held though nobody answers."""
    path = machine.memory / LOCK_FILE
    if machine.health(machine.memory) is not None or not path.exists():
        return ok("It keeps nobody out.")
    try:
        FileLock(path).acquire(timeout=0).lock.release()
    except Timeout:
        return fail(
            "A worker that does not answer holds the lock of the memory folder.",
            "End it in the task manager (python, or pythonw), then: mediamapper serve",
        )
    return ok("It is free.")
