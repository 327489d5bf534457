"""What tests of a batch give a worker to do."""

from __future__ import annotations

from pathlib import Path

from worker import settings
from worker.batch.job import Job
from worker.knowledge.templates import load_template
from worker.memory.backup.snapshot import Snapshot


def job_over(folder: Path, client: str | None = None) -> Job:
    """A job over a memory that knows nothing, whose dataset is `ds` in *folder*."""
    chosen = settings.load(folder / "memory", llm=False)
    return Job(str(folder / "ds"), Snapshot({}, ""), chosen, load_template(), client=client, key="k")
