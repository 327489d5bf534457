"""A workbook that is written to be read: a difference, the review of a batch."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from worker.errors import UsageError
from worker.outputs.output import Output


def output(path: Path, what: str, memory: Path, inputs: Mapping[str, Path | None], force: bool) -> Output:
    """The workbook *path*, checked before the work begins; *what* is in it stands in the error.

    Raises:
        UsageError: it is no .xlsx.
        FileProblem: the place can't be written, or holds what must not be replaced.
    """
    if path.suffix.lower() != ".xlsx":
        raise UsageError(f"The {what} can't be written to {path.name}.", "Name it .xlsx.")
    report = Output(path, "report", memory, inputs, force)
    report.check()
    return report
