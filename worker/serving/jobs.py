"""Long work that tells how far it is and can be stopped: one at a time, in a thread of its own."""

from __future__ import annotations

import asyncio
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Literal

import msgspec

from worker.errors import MediaMapperError, UsageError, WorkerProblem
from worker.progress import Progress, Stopped
from worker.wire import answers

State = Literal["waiting", "running", "done", "failed", "stopped"]
MOST = 32
LONGEST_WAIT = 1.0
FINISHED = frozenset({"done", "failed", "stopped"})


@dataclass(slots=True)
class Job:
    """One piece of long work, seen by the thread that does it and by those who ask after it."""

    id: str
    loop: asyncio.AbstractEventLoop
    state: State = "waiting"
    step: str = ""
    done: int = 0
    of: int = 0
    result: bytes | None = None
    """The answer as JSON."""
    error: MediaMapperError | None = None
    until: float = 0.0
    """When it may be forgotten (monotonic); set once it is finished."""
    to_stop: threading.Event = field(default_factory=threading.Event)
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def report(self, step: str, done: int, of: int) -> None:
        """The progress of the work; raises `Stopped` where a person asked for it."""
        if self.to_stop.is_set():
            raise stopped()
        self.step, self.done, self.of = step, done, of
        self.tell()

    def tell(self) -> None:
        """Wake whoever waits for a change."""
        if not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        self.changed.set()
        self.changed = asyncio.Event()


class Jobs:
    """The jobs of one session; finished ones are kept for a while."""

    def __init__(
        self,
        *,
        seconds_kept: float,
        clock: Callable[[], float] = time.monotonic,
        sliced: Callable[[Callable[[], bool]], AbstractContextManager[None]] = lambda _: nullcontext(),
    ) -> None:
        """*sliced* is what the work of a job is done in; it ends it where what it is given says so."""
        self._sliced = sliced
        self._seconds = seconds_kept
        self._clock = clock
        self._jobs: dict[str, Job] = {}
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="mediamapper-job")

    def start(self, work: Callable[[Progress], bytes]) -> Job:
        """Do *work*, which gives JSON, when its turn comes.

        Raises:
            WorkerProblem: too many wait already.
        """
        self._forget()
        if sum(1 for _ in self.unfinished()) >= MOST:
            raise WorkerProblem(
                f"{MOST} jobs wait already.", "Stop some of them, or wait until they are done.", code="busy"
            )
        job = Job(secrets.token_urlsafe(12), asyncio.get_running_loop())
        self._jobs[job.id] = job
        self._thread.submit(self._run, job, work)
        return job

    def find(self, id_: str) -> Job:
        """The job.

        Raises:
            UsageError: there is none, or it was forgotten.
        """
        self._forget()
        if id_ not in self._jobs:
            raise UsageError("There is no such job (any more).", "Start it again.", code="no-such-job")
        return self._jobs[id_]

    async def changed(self, job: Job, seconds: float) -> None:
        """Return when the job's state or step changes, at the latest after *seconds*; at once if it is finished."""
        event = job.changed
        if job.state in FINISHED or seconds <= 0:
            return
        try:
            await asyncio.wait_for(event.wait(), min(seconds, LONGEST_WAIT))
        except TimeoutError:
            return

    def stop(self, job: Job) -> None:
        """Ask the job to stop: at once while it waits, else at its next step."""
        job.to_stop.set()

    def unfinished(self) -> Iterator[Job]:
        """Those that wait or run."""
        return (job for job in self._jobs.values() if job.state not in FINISHED)

    def close(self) -> None:
        """Stop all, and wait for the one that runs."""
        for job in list(self.unfinished()):
            self.stop(job)
        self._thread.shutdown()

    def _run(self, job: Job, work: Callable[[Progress], bytes]) -> None:
        state: State = "done"
        job.state = "running"
        try:
            job.report("", 0, 0)
            with self._sliced(job.to_stop.is_set):
                job.result = work(job.report)
            job.step, job.done = "", job.of
        except Stopped:
            state, job.error = "stopped", stopped()
        except MediaMapperError as error:
            state, job.error = "failed", error
        except Exception as error:  # what the worker's last door says of any other request
            state, job.error = "failed", inside(error)
        job.until = self._clock() + self._seconds
        job.state = state
        job.tell()

    def _forget(self) -> None:
        finished = [job for job in self._jobs.values() if job.state in FINISHED]
        spare = len(finished) - MOST
        for at, job in enumerate(sorted(finished, key=lambda job: job.until)):
            if at < spare or job.until < self._clock():
                del self._jobs[job.id]


def stopped() -> Stopped:
    """What is said of a job that a person stopped."""
    return Stopped("The work was stopped.", "Start it again when you like.")


def inside(error: Exception) -> WorkerProblem:
    """What nobody foresaw, said to a person."""
    return WorkerProblem(
        f"The worker failed inside ({type(error).__name__}).",
        "Try again; if it stays, report it.",
        code="inside",
    )


def answer(job: Job) -> answers.JobState:
    """The JSON of a job."""
    error = job.error
    problem = None if error is None else answers.Problem(error.code, error.message, error.next_step)
    result = msgspec.Raw(job.result or b"null")
    return answers.JobState(job.id, job.state, job.step, job.done, job.of, result, problem)
