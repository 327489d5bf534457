"""The same work on a Dask cluster: a scheduler's address is all that is needed; the extra is `mediamapper[cluster]`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from worker.batch import job as work
from worker.batch.job import Job
from worker.errors import UsageError
from worker.shapes.outcome import PlanOutcome

SECONDS_TO_CONNECT = 20


def outcomes(job: Job, plans: Sequence[str], scheduler: str) -> Iterator[PlanOutcome]:
    """The outcome of each plan, as they come; a plan whose workers die again and again is refused.

    Raises:
        UsageError: the extra is missing, or no scheduler answers.
    """
    try:
        from distributed import Client, as_completed
    except ImportError:
        raise UsageError(
            "--scheduler needs Dask, which is not installed.", "Run `pip install mediamapper[cluster]`."
        ) from None
    try:
        client = Client(scheduler, timeout=SECONDS_TO_CONNECT)
    except (OSError, ValueError) as error:
        raise UsageError(f"No Dask scheduler answers at {scheduler}.", "Check the address.") from error
    with client:
        shared = client.scatter(replace(job, memory=job.memory.without_key()), broadcast=True, hash=False)
        plan_of = {
            client.submit(work.run, shared, plan, key=f"mediamapper-{job.key}-{at}", pure=False): plan
            for at, plan in enumerate(plans)
        }
        for future in as_completed(plan_of):
            if future.status == "finished":
                yield future.result()
            else:
                sentence = "The cluster's workers died while they were at it. Map it alone to see why."
                yield PlanOutcome(plan_of[future], "", "refused", sentence)
