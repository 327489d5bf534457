"""The same work on a real Dask scheduler with two real workers on loopback, one of them killed on the way."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.patience import until
from tests.worker.batch.jobs import job_over
from worker.batch import cluster
from worker.errors import UsageError

PLAN = "Publisher,Placement,Start date,End date,Net cost\nMeta,Feed {0},2026-01-05,2026-01-11,{0}\n"
COUNT = 8


DIES = """
import os
from worker.batch import job
def dying(run):
    return lambda one, plan: os._exit(9) if "deadly" in plan else run(one, plan)
job.run = dying(job.run)
"""
"""What a worker loads first, for a plan that kills its process."""
Processes = list[subprocess.Popen[bytes]]


@contextmanager
def scheduler(folder: Path, *options: str, failures: int = 3) -> Iterator[tuple[str, Processes]]:
    """The address of a scheduler, and its two workers; with so many *failures* a task is tried again."""
    file = folder / "scheduler.json"
    environment = {**os.environ, "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": str(failures)}
    with ExitStack() as stack:

        def start(module: str, *options: str) -> subprocess.Popen[bytes]:
            command = [
                sys.executable,
                "-m",
                module,
                *options,
                "--no-dashboard",
                "--scheduler-file",
                str(file),
            ]
            process = stack.enter_context(
                subprocess.Popen(
                    command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment
                )
            )
            stack.callback(process.wait)
            stack.callback(process.terminate)  # a nanny takes its worker with it
            return process

        start("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0")
        workers = [
            start("distributed.cli.dask_worker", "--host", "127.0.0.1", "--nthreads", "1", *options)
            for _ in range(2)
        ]
        until(lambda: file.exists() and file.stat().st_size, "The scheduler's address")
        yield json.loads(file.read_text("utf-8"))["address"], workers


def plans_in(folder: Path, count: int) -> Path:
    folder.mkdir()
    for at in range(1, count + 1):
        (folder / f"{at}.csv").write_text(PLAN.format(at), "utf-8")
    return folder


def test_a_killed_worker_costs_no_plan(tmp_path: Path) -> None:
    """Two plans are one task; those of a task that dies are tried again."""
    count = 2 * COUNT
    plans = plans_in(tmp_path / "plans", count)
    with scheduler(tmp_path, "--no-nanny") as (address, workers):
        options = ["-o", str(tmp_path / "ds"), "--scheduler", address, "--client", "Acme", "--json"]
        command = [sys.executable, "-m", "worker", "batch", str(plans), *options]
        environment = {**os.environ, "MEDIAMAPPER_HOME": str(tmp_path / "memory")}
        with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as process:
            assert process.stdout is not None
            lines = [json.loads(process.stdout.readline())]
            workers[0].kill()
            lines += [json.loads(line) for line in process.stdout]
    assert process.returncode == 0
    assert sorted(line["plan"] for line in lines[:-1]) == sorted(map(str, plans.iterdir()))
    assert (lines[-1]["settled"], lines[-1]["rows"]) == (count, count)


def test_a_plan_that_kills_its_worker_is_alone_refused(tmp_path: Path) -> None:
    plans = plans_in(tmp_path / "plans", 2 * COUNT)
    (plans / "deadly.csv").write_text(PLAN.format(1), "utf-8")
    (tmp_path / "dies.py").write_text(DIES, "utf-8")
    with scheduler(tmp_path, "--preload", str(tmp_path / "dies.py"), failures=0) as (address, _):
        outcomes = list(cluster.outcomes(job_over(tmp_path), sorted(map(str, plans.iterdir())), address))
    assert len(outcomes) == 2 * COUNT + 1
    assert [Path(one.plan).name for one in outcomes if one.state == "refused"] == ["deadly.csv"]


def test_nobody_at_the_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "SECONDS_TO_CONNECT", 1)
    with pytest.raises(UsageError, match="No Dask scheduler answers"):
        list(cluster.outcomes(job_over(tmp_path), ["x"], "tcp://127.0.0.1:9"))
