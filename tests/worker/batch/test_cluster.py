"""The same work on a real Dask scheduler with two real workers on loopback, one of them killed on the way."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.worker.batch.jobs import job_over
from worker.batch import cluster
from worker.errors import UsageError

PLAN = "Publisher,Placement,Start date,End date,Net cost\nMeta,Feed {0},2026-01-05,2026-01-11,{0}\n"
COUNT = 8


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler, and its two workers."""
    file = tmp_path / "scheduler.json"
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
                subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            )
            stack.callback(process.kill)
            return process

        start("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0")
        workers = [
            start("distributed.cli.dask_worker", "--host", "127.0.0.1", "--nthreads", "1", "--no-nanny")
            for _ in range(2)
        ]
        for _ in range(600):
            if file.exists() and file.stat().st_size:
                break
            time.sleep(0.1)
        yield json.loads(file.read_text())["address"], workers


def test_a_killed_worker_costs_no_plan(
    scheduler: tuple[str, list[subprocess.Popen[bytes]]], tmp_path: Path
) -> None:
    address, workers = scheduler
    plans = tmp_path / "plans"
    plans.mkdir()
    for at in range(1, COUNT + 1):
        (plans / f"{at}.csv").write_text(PLAN.format(at))
    options = ["-o", str(tmp_path / "ds"), "--scheduler", address, "--client", "Acme", "--json"]
    command = [sys.executable, "-m", "worker", "batch", str(plans), *options]
    environment = {**os.environ, "MEDIAMAPPER_HOME": str(tmp_path / "memory")}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        lines = [json.loads(process.stdout.readline())]
        workers[0].send_signal(signal.SIGKILL)
        lines += [json.loads(line) for line in process.stdout]
    assert process.returncode == 0
    assert len({line["plan"] for line in lines[:-1]}) == COUNT
    assert (lines[-1]["settled"], lines[-1]["rows"]) == (COUNT, COUNT)


def test_nobody_at_the_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "SECONDS_TO_CONNECT", 1)
    with pytest.raises(UsageError, match="No Dask scheduler answers"):
        list(cluster.outcomes(job_over(tmp_path), ["x"], "tcp://127.0.0.1:9"))
