"""Plans that hang in their process, or kill it, cost their own line."""

from __future__ import annotations

import multiprocessing
import os
from pathlib import Path
from threading import Timer

import pytest

from tests.systems import named_pipes
from tests.worker.batch.jobs import job_over
from worker.batch import pool
from worker.batch.job import Job

PLAN = "Publisher,Placement,Start date,End date,Net cost\nMeta,Feed,2026-01-05,2026-01-11,300\n"

pytestmark = named_pipes


@pytest.fixture
def job(tmp_path: Path) -> Job:
    return job_over(tmp_path)


def test_what_hangs_is_stopped_and_the_others_go_on(job: Job, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "hangs.csv")
    plans = [str(tmp_path / "hangs.csv"), *(str(tmp_path / f"{at}.csv") for at in range(3))]
    for plan in plans[1:]:
        Path(plan).write_text(PLAN, encoding="utf-8")
    outcomes = {Path(one.plan).stem: one for one in pool.outcomes(job, plans, 1, 12)}
    assert outcomes["hangs"].state == "refused" and "longer than 12 s" in outcomes["hangs"].reason
    assert {outcomes[str(at)].state for at in range(3)} == {"settled"}
    assert not multiprocessing.active_children()


def test_a_process_that_dies_is_replaced(job: Job, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "hangs.csv")
    (tmp_path / "next.csv").write_text(PLAN, "utf-8")

    def kill() -> None:
        for child in multiprocessing.active_children():
            child.kill()

    timer = Timer(5, kill)
    timer.start()
    plans = [str(tmp_path / "hangs.csv"), str(tmp_path / "next.csv")]
    outcomes = list(pool.outcomes(job, plans, 1, 500))
    assert [(one.state, "died" in one.reason) for one in outcomes] == [("refused", True), ("settled", False)]
