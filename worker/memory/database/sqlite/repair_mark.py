"""The mark beside a database whose repair has begun: until it is finished, the file counts as damaged.

Repair moves a log away and changes the seal, which are the evidence of damage. A repair that was killed on the way is
begun again at the next opening, since the mark is on disk before anything else changes.
"""

from __future__ import annotations

import os
from pathlib import Path

from worker.memory.database.files import settle


class RepairMark:
    """The mark of one database file."""

    def __init__(self, database: Path) -> None:
        self.path = database.with_suffix(".repair")

    @property
    def is_set(self) -> bool:
        """Whether a repair has begun and is not finished."""
        return self.path.exists()

    def set(self) -> None:
        """Put the mark on disk; to be called before anything of the memory is changed."""
        handle = os.open(self.path, os.O_CREAT | os.O_WRONLY, 0o600)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
        settle(self.path.parent)

    def clear(self) -> None:
        """Delete the mark: the memory is whole again, on disk."""
        if self.path.exists():
            settle(self.path.parent)
            self.path.unlink(missing_ok=True)
            settle(self.path.parent)
