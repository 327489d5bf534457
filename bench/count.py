"""A row of the table of `bench.trust`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Count:
    """What came of the runs of one kind."""

    name: str
    runs: int = 0
    acknowledged: int = 0
    lost: int = 0
    noticed: int = 0
    """Damages that were told."""
    right: int = 0
    """Damages that changed nothing that is read."""
    wrong: int = 0
    """Answers that were silently wrong."""
    promised: bool = True
    """False where it is told for comparison: settings that the memory does not use, files that it can't vouch for."""

    def row(self) -> str:
        """A line of the table."""
        cells = (self.runs, self.acknowledged, self.lost, self.noticed, self.right, self.wrong)
        return f"| {self.name} | " + " | ".join(f"{cell:,}" if cell else "0" for cell in cells) + " |"
