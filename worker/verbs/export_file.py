"""An export as a file."""

from __future__ import annotations

from pathlib import Path

from worker.verbs.export import Export
from worker.verbs.summary import summary
from worker.writers import writing


def write(export: Export, path: Path) -> None:
    """Write the raw data of *export* as a new file; a workbook gets its summary as well.

    Raises:
        OSError: the place can't be written.
    """
    is_workbook = path.suffix.lower() == ".xlsx"
    writing.write(export.raw, path, summary.summary_of(export) if is_workbook else None)
