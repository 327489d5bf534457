"""A pool of processes on this machine: a plan that kills its process, or hangs in it, costs its own line.

`concurrent.futures` gives up the whole pool when one process dies, and can't end one that hangs.
"""

from __future__ import annotations

import multiprocessing
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnContext, SpawnProcess

from worker.batch import job as work
from worker.batch.job import Job
from worker.shapes.outcome import PlanOutcome

WAIT = 1.0
"""Seconds after which the deadlines are looked at again."""
SECONDS_TO_END = 10.0
"""How long a process may take to delete its copy of the memory."""


@dataclass
class _Worker:
    """One process, and what it is at."""

    process: SpawnProcess
    connection: Connection
    plan: str | None = None
    until: float = 0.0

    def begin(self, plan: str, seconds: float) -> None:
        self.plan, self.until = plan, time.monotonic() + seconds
        self.connection.send(plan)

    def end(self) -> None:
        """Let it end where it waits, else kill it: what it wrote is whole, and its readers end by themselves."""
        if self.plan is None:
            self.connection.close()
            self.process.join(SECONDS_TO_END)
        self.process.kill()
        self.process.join()
        self.connection.close()


def outcomes(job: Job, plans: Sequence[str], processes: int, seconds: float) -> Iterator[PlanOutcome]:
    """The outcome of each plan, as they come; *seconds* is the longest that one may take."""
    context = multiprocessing.get_context("spawn")
    waiting = deque(plans)
    workers = [_started(context, job) for _ in range(max(1, min(processes, len(plans))))]
    try:
        for worker in workers:
            if waiting:
                worker.begin(waiting.popleft(), seconds)
        while busy := [worker for worker in workers if worker.plan is not None]:
            ready = wait([worker.connection for worker in busy], WAIT)
            for worker in busy:
                outcome = _outcome(worker, worker.connection in ready, seconds)
                if outcome is None:
                    continue
                yield outcome
                if worker.plan is not None:  # it died, or was stopped
                    worker.end()
                    workers.remove(worker)
                    worker = _started(context, job)
                    workers.append(worker)
                if waiting:
                    worker.begin(waiting.popleft(), seconds)
    finally:
        for worker in workers:
            worker.end()


def _started(context: SpawnContext, job: Job) -> _Worker:
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(job, theirs), daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _serve(job: Job, connection: Connection) -> None:
    """One plan after the other, until the pipe closes."""
    while True:
        try:
            plan = connection.recv()
        except (EOFError, KeyboardInterrupt):
            return
        connection.send(work.run(job, plan))


def _outcome(worker: _Worker, is_ready: bool, seconds: float) -> PlanOutcome | None:
    """The worker's answer, after which it is at nothing; or what became of it."""
    plan = worker.plan or ""
    if is_ready:
        try:
            outcome: PlanOutcome = worker.connection.recv()
        except (EOFError, OSError):
            return PlanOutcome(
                plan, "", "refused", "The process that was at it died. Map it alone to see why."
            )
        worker.plan = None
        return outcome
    if time.monotonic() > worker.until:
        return PlanOutcome(
            plan,
            "",
            "refused",
            f"It took longer than {seconds:g} s and was stopped. Map it alone, or raise --seconds.",
        )
    return None
