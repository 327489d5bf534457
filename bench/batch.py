"""What a batch costs beside one process that does the same plans: processor time, memory, and on a Dask cluster.

usage: python -m bench.batch [--plans N] [--jobs N] [--without-dask]

N small made plans (`bench.plans`), the seeds in turn. `one process` reads, maps, exports and writes them one after the
other; `pool` is `mediamapper batch`; `dask` the same with a scheduler and as many workers on this machine. A line each:
seconds of all processes together, times `one process`, and the largest process. All three must settle the same plans.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.plans import make

ONE = (
    "import sys; from pathlib import Path; from worker.batch.job import run; from worker.batch.run import Batch, Order; "
    "from worker.service import MediaMapper; from worker.settings import load; "
    "plans = sorted(str(p) for p in Path(sys.argv[1]).iterdir()); "
    "job = Batch(Order(plans, sys.argv[2]), MediaMapper(load(sys.argv[3]))).job; "
    "print(sum(run(job, plan).state == 'settled' for plan in plans))"
)
HABITS: tuple[str, ...] = ()
"""Plain plans: what a batch itself costs shows most where plans are small."""


@dataclass(frozen=True)
class Cost:
    """What one way of doing all plans took."""

    way: str
    seconds: float
    """Of all processes together."""
    largest_mb: float
    settled: int


def make_plans(folder: Path, count: int) -> None:
    """*count* small plans as .xlsx; the truths are not kept."""
    for seed in range(count):
        made = make(30_000 + seed, HABITS)
        made.write(folder)
        (folder / f"{made.name}.truth.json").unlink()


def measured(way: str, command: Sequence[str]) -> Cost:
    """A command to its end; its last line of JSON, or its number, says how many plans were settled."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run = subprocess.run(command, stdout=subprocess.PIPE, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    answer = json.loads(run.stdout.splitlines()[-1])
    settled = answer if isinstance(answer, int) else answer["settled"]
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(way, spent, after.ru_maxrss / 1000, settled)


@contextmanager
def scheduler(folder: Path, workers: int) -> Iterator[str]:
    """The address of a Dask scheduler on loopback with *workers* workers."""
    file = folder / "scheduler.json"
    common = ["--host", "127.0.0.1", "--no-dashboard", "--scheduler-file", str(file)]
    modules = [["distributed.cli.dask_scheduler", "--port", "0"]]
    modules += [["distributed.cli.dask_worker", "--nthreads", "1", "--no-nanny"] for _ in range(workers)]
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", *module, *common], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for module in modules
    ]
    try:
        while not file.exists() or not file.stat().st_size:
            time.sleep(0.1)
        yield json.loads(file.read_text("utf-8"))["address"]
    finally:
        for process in reversed(processes):
            process.send_signal(signal.SIGINT)
            process.wait()


def on_dask(command: Sequence[str], folder: Path, workers: int) -> Cost:
    """The batch on a cluster; the scheduler's and the workers' time counts as well."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with scheduler(folder, workers) as address:
        cost = measured("dask", [*command, "--scheduler", address])
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(cost.way, spent, after.ru_maxrss / 1000, cost.settled)


def costs(count: int, jobs: int, *, dask: bool) -> Iterator[Cost]:
    """Each way, in folders of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plans = folder / "plans"
        plans.mkdir()
        make_plans(plans, count)
        memory = str(folder / "memory")
        yield measured("one process", [sys.executable, "-c", ONE, str(plans), str(folder / "one"), memory])
        batch = [sys.executable, "-m", "worker", "batch", str(plans), "--memory", memory, "--json"]
        yield measured("pool", [*batch, "-o", str(folder / "pool"), "--jobs", str(jobs)])
        if dask:
            yield on_dask([*batch, "-o", str(folder / "dask")], folder, jobs)


def main() -> None:
    """What the usage says."""
    parser = argparse.ArgumentParser(
        prog="bench.batch", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--plans", type=int, default=10_000)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--without-dask", action="store_true")
    options = parser.parse_args()
    print(f"{'':14}{'seconds':>9}{'times':>8}{'MB':>7}{'settled':>9}")
    first = None
    for cost in costs(options.plans, options.jobs, dask=not options.without_dask):
        first = first or cost
        times = cost.seconds / first.seconds
        print(
            f"{cost.way:14}{cost.seconds:>9.1f}{times:>8.2f}{cost.largest_mb:>7.0f}{cost.settled:>9}",
            flush=True,
        )


if __name__ == "__main__":
    main()
