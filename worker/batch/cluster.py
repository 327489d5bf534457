"""The same work on a Dask cluster: a scheduler's address is all that is needed; the extra is `mediamapper[cluster]`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from worker.batch import job as work
from worker.batch.job import Job
from worker.errors import UsageError
from worker.shapes.outcome import PlanOutcome

SECONDS_TO_CONNECT = 20
MOST_IN_A_TASK = 8
"""Plans of one task: Dask spends 6 ms of processor time on each, a twentieth of a small plan."""
SHARES = 4
"""Tasks of each worker, at least: the last ones end at about the same time."""


def outcomes(job: Job, plans: Sequence[str], scheduler: str) -> Iterator[PlanOutcome]:
    """The outcome of each plan, as they come; a plan whose workers die again and again is refused.

    Plans go out several in a task. Where its workers die, its plans are tried again at the end, one after the other, so
    that the one at fault is alone refused; what the dead had done stands in the dataset, and is not done again.

    Raises:
        UsageError: the extra is missing, or no scheduler answers.
    """
    try:
        import dask
        from distributed import Client, as_completed, wait

        from worker.batch import pace
    except ImportError:
        raise UsageError(
            "--scheduler needs Dask, which is not installed.", "Run `pip install mediamapper[cluster]`."
        ) from None
    try:
        client = Client(scheduler, timeout=SECONDS_TO_CONNECT)
    except (OSError, ValueError) as error:
        raise UsageError(f"No Dask scheduler answers at {scheduler}.", "Check the address.") from error
    # A snapshot of the memory is larger than what Dask expects in a task.
    large = dask.config.set({"distributed.admin.large-graph-warning-threshold": "1GB"})
    with client, large, pace.of_a_batch(client):
        # A task, and nothing scattered: where all workers that have it die, it is made again.
        shared = client.submit(_same, replace(job, memory=job.memory.without_key()), pure=False)
        plans_of = {
            client.submit(_run, shared, some, key=f"mediamapper-{job.key}-{at}", pure=False): some
            for at, some in enumerate(_tasks(plans, sum(client.nthreads().values())))
        }
        suspects: list[str] = []
        for future in as_completed(plans_of):
            if future.status == "finished":
                yield from future.result()
            else:
                suspects += plans_of[future]
        for plan in suspects:
            alone = client.submit(_run, shared, [plan], pure=False)
            wait(alone)
            if alone.status == "finished":
                yield from alone.result()
            else:
                sentence = "The cluster's workers died while they were at it. Map it alone to see why."
                yield PlanOutcome(plan, "", "refused", sentence)


def _same(job: Job) -> Job:
    return job


def _run(job: Job, plans: Iterable[str]) -> list[PlanOutcome]:
    """What becomes of the plans of one task, in a worker."""
    return [work.run(job, plan) for plan in plans]


def _tasks(plans: Sequence[str], threads: int) -> Iterator[Sequence[str]]:
    """The plans in tasks for so many threads of all workers."""
    size = max(1, min(MOST_IN_A_TASK, len(plans) // (SHARES * max(1, threads))))
    return (plans[at : at + size] for at in range(0, len(plans), size))
