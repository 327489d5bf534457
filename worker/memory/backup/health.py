"""Whether the file is whole: its structure, and in an encrypted one the proof of every page."""

from __future__ import annotations

import time

from worker.errors import MemoryProblem
from worker.lazy_dataclass import dataclass
from worker.memory.backup.container import aside
from worker.memory.database.database import Database
from worker.memory.database.sqlite import storage

SECONDS = 30.0
"""How long a look may take at the worker's start; a million mappings take some seconds."""
_STEPS = 20_000


@dataclass(frozen=True, slots=True)
class Health:
    """What a look at the whole file found."""

    whole: bool
    finished: bool
    """False where time ran out before all was looked at."""
    sentence: str


def check(database: Database, seconds: float = SECONDS) -> Health:
    """Look at every page, on a connection of its own, for at most *seconds*.

    Raises:
        MemoryProblem: the file can't be opened for another reason than damage.
    """
    if not database.path.exists() or database.path.stat().st_size == 0:
        return Health(True, True, "Nothing is remembered yet.")
    if database.repair_mark.is_set:
        return Health(False, True, f"The repair of {database.path.name} was not finished.")
    if database.key is None and database.seal.mismatches():
        return Health(False, True, f"{database.path.name} is not as it was closed.")
    ends = time.monotonic() + seconds
    try:
        with aside(database) as connection:
            storage.stop_when(connection, lambda: time.monotonic() > ends, _STEPS)
            damage = storage.damage(connection, encrypted=database.key is not None)
    except MemoryProblem as problem:
        if problem.code == "memory-damaged":
            return Health(False, True, problem.message)
        if "interrupted" in problem.message:
            return Health(True, False, f"No damage in what {seconds:g} seconds could look at.")
        raise
    if damage is not None:
        return Health(False, True, f"{database.path.name} is damaged: {damage}.")
    return Health(True, True, "Every page is whole.")
