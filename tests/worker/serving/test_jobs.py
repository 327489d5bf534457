"""Jobs by themselves: turns, stopping, forgetting."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable

import msgspec
import pytest

from tests.patience import PATIENCE
from worker.errors import UsageError, WorkerProblem
from worker.progress import Progress
from worker.serving import jobs
from worker.serving.jobs import Job, Jobs
from worker.wire.answers import JobState


async def until(job: Job, all_jobs: Jobs, state: str) -> None:
    for _ in range(int(PATIENCE * 10)):
        if job.state == state:
            return
        await all_jobs.changed(job, 0.1)
    raise AssertionError(job.state)


@pytest.mark.parametrize("result", [None, b'{"rows": []}'])
def test_the_answer_is_what_the_wire_says_before_and_after_the_end(result: bytes | None) -> None:
    async def scene() -> Job:
        return Job("1", asyncio.get_running_loop(), result=result)

    told = msgspec.json.encode(jobs.answer(asyncio.run(scene())))
    assert msgspec.json.decode(told, type=JobState).result == msgspec.Raw(result or b"null")


def waiting_for(gate: threading.Event) -> Callable[[Progress], bytes]:
    def work(told: Progress) -> bytes:
        told("waiting", 1, 2)
        gate.wait(PATIENCE)
        told("done", 2, 2)
        return b"{}"

    return work


def test_one_at_a_time_and_each_in_its_turn() -> None:
    async def scene() -> None:
        gate = threading.Event()
        made = Jobs(seconds_kept=60)
        first, second = made.start(waiting_for(gate)), made.start(lambda told: b"2")
        await until(first, made, "running")
        assert second.state == "waiting"
        gate.set()
        await until(second, made, "done")
        assert (first.state, first.result, second.result) == ("done", b"{}", b"2")
        made.close()

    asyncio.run(scene())


def test_a_waiting_job_that_is_stopped_never_runs() -> None:
    async def scene() -> None:
        gate = threading.Event()
        ran: list[int] = []
        made = Jobs(seconds_kept=60)
        made.start(waiting_for(gate))
        second = made.start(lambda told: ran.append(1) or b"")
        made.stop(second)
        gate.set()
        await until(second, made, "stopped")
        assert not ran
        made.close()

    asyncio.run(scene())


def test_what_nobody_foresaw_is_told_without_its_words() -> None:
    async def scene() -> None:
        made = Jobs(seconds_kept=60)

        def work(told: Progress) -> bytes:
            raise ZeroDivisionError("secret client")

        job = made.start(work)
        await until(job, made, "failed")
        assert b"secret" not in msgspec.json.encode(jobs.answer(job))
        problem = jobs.answer(job).error
        assert problem is not None and problem.code == "inside"
        made.close()

    asyncio.run(scene())


def test_finished_jobs_are_forgotten_after_a_while() -> None:
    async def scene() -> None:
        now = [0.0]
        made = Jobs(seconds_kept=60, clock=lambda: now[0])
        job = made.start(lambda told: b"{}")
        await until(job, made, "done")
        now[0] = 59
        assert made.find(job.id) is job
        now[0] = 61
        with pytest.raises(UsageError, match="no such job"):
            made.find(job.id)
        made.close()

    asyncio.run(scene())


def test_only_the_last_finished_are_kept_and_not_endlessly_many_wait() -> None:
    async def scene() -> None:
        made = Jobs(seconds_kept=60)
        done = [made.start(lambda told: b"{}")]
        await until(done[0], made, "done")
        for _ in range(jobs.MOST):
            done.append(made.start(lambda told: b"{}"))
            await until(done[-1], made, "done")
        with pytest.raises(UsageError):
            made.find(done[0].id)
        assert made.find(done[-1].id) is done[-1]
        gate = threading.Event()
        for _ in range(jobs.MOST):
            made.start(waiting_for(gate))
        with pytest.raises(WorkerProblem, match="wait already"):
            made.start(waiting_for(gate))
        gate.set()
        made.close()

    asyncio.run(scene())
