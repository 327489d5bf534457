"""A batch from its plans to its manifest."""

from __future__ import annotations

import dataclasses
import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

import msgspec

from worker.batch import cluster, pool
from worker.batch.job import Answers, Job
from worker.errors import UsageError
from worker.lazy_dataclass import dataclass
from worker.memory.backup.snapshot import snapshot
from worker.service import MediaMapper
from worker.shapes.mapping import Decision, Scope
from worker.shapes.outcome import PlanOutcome
from worker.writers.dataset import Dataset, Manifest, Partitions

PARTITIONS: Partitions = ("client", "month")
SECONDS = 300.0
"""The longest that one plan may take."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked of a batch."""

    plans: Sequence[str]
    dataset: str
    client: str | None = None
    partitions: Partitions = PARTITIONS
    processes: int | None = None
    """None: one for each processor."""
    seconds: float = SECONDS
    scheduler: str | None = None
    """The address of a Dask scheduler."""
    decisions: Mapping[str, Answers] | None = None
    """What a review says; then only the plans that are not settled are looked at again."""


class Batch:
    """One run of a batch over one memory."""

    def __init__(self, order: Order, mapper: MediaMapper) -> None:
        """See that the batch can begin.

        Raises:
            FileProblem: the dataset's place holds something else.
            UsageError: a partition that the template does not have, or nothing to go on with.
        """
        for name in order.partitions:
            if name not in ("client", "month", *mapper.template.names):
                raise UsageError(
                    f"There is no field '{name}' to lay files apart by.", "Use client, month or a field."
                )
        self.order, self.mapper = order, mapper
        self.dataset = Dataset(order.dataset)
        self.before = self.dataset.manifest()
        if order.decisions is not None and self.before is None:
            raise UsageError(f"{order.dataset} holds no batch to go on with.", "Leave --continue out.")
        if order.decisions:
            self._decide(order.decisions)
        self.plans = list(order.plans)
        if order.decisions is not None and self.before is not None and not self.plans:
            self.plans = [one.plan for one in self.before.plans if one.state != "settled"]

    def outcomes(self) -> Iterator[PlanOutcome]:
        """The outcome of each plan, as they come."""
        if self.order.scheduler:
            yield from cluster.outcomes(self.job, self.plans, self.order.scheduler)
        else:
            processes = self.order.processes or os.cpu_count() or 1
            yield from pool.outcomes(self.job, self.plans, processes, self.order.seconds)

    def publish(self, outcomes: Sequence[PlanOutcome]) -> Manifest:
        """The run becomes visible; plans of earlier runs that this one was not asked of stay."""
        there = {one.plan: one for one in (self.before.plans if self.before else ())}
        return self.dataset.publish(
            self.order.partitions, {**there, **{one.plan: one for one in outcomes}}.values()
        )

    def _decide(self, decisions: Mapping[str, Answers]) -> None:
        """The review's fields go into memory, for their client; this process alone writes it."""
        steps = [
            Decision(header, field, "confirm", None, Scope(client=client or None))
            for client, answers in decisions.items()
            for header, field in answers.fields.items()
            if field is not None
        ]
        if steps:
            self.mapper.decide(steps)

    @cached_property
    def job(self) -> Job:
        """What each worker does, over the memory as it is when this is first asked for."""
        before = self.before.plans if self.before else ()
        job = Job(
            self.order.dataset,
            snapshot(self.mapper.memory.database),
            # What is another machine's affair, or nobody's who only reads, is not in force there.
            replace(
                self.mapper.settings, memory_dir=Path(), template="", user="", llm=False, database_url=""
            ),
            self.mapper.template,
            self.order.client,
            self.order.partitions,
            self.order.decisions or {},
            {one.plan: tuple(file.path for file in one.files) for one in before if one.files},
            is_continued=self.order.decisions is not None,
        )
        return replace(job, key=_key(job))


def _key(job: Job) -> str:
    """What the outcomes depend on beside the plans."""
    parts = [
        version("mediamapper"),
        job.memory.digest,
        {**dataclasses.asdict(job.settings), "memory_dir": ""},
        job.template,
        job.client,
        job.partitions,
        job.decisions,
    ]
    return hashlib.sha256(msgspec.json.encode(parts, order="deterministic")).hexdigest()[:16]
