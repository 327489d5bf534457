"""An export as a file."""

from __future__ import annotations

from pathlib import Path

from worker import heap
from worker.verbs.export import Export
from worker.verbs.summary import summary
from worker.writers import writing

MANY_ROWS = 100_000
"""From here on, what reading and counting left behind is worth giving back before memory for the file is taken."""


def is_workbook(path: Path) -> bool:
    """Whether the file shows more than rows: the summary, and the plan's sheets with the fates of their cells."""
    return path.suffix.lower() == ".xlsx"


def write(export: Export, path: Path) -> None:
    """Write the raw data of *export* as a new file; a workbook gets its summary as well.

    Raises:
        OSError: the place can't be written.
    """
    if export.raw.rows.num_rows >= MANY_ROWS:
        heap.give_back()
    writing.write(export.raw, path, summary.summary_of(export) if is_workbook(path) else None)
