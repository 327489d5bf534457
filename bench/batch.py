"""What a batch costs beside one process that does the same plans: processor time, memory, and on a Dask cluster.

usage: python -m bench.batch [--plans N] [--jobs N] [--ways one,pool,dask] [--kill SECONDS]

N small made plans (`bench.plans`), the seeds in turn. `one` process reads, maps, exports and writes them one after the
other; `pool` is `mediamapper batch`; `dask` the same with a scheduler and as many workers on this machine. A line each:
seconds of all processes together and a plan, times the first way, and the largest process in MB: until a tenth of the time
was over, and at all. Fails where the ways do not write the same files.
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
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from bench.plans import make

ONE = (
    "import sys; from pathlib import Path; from worker.batch.job import run; from worker.batch.run import Batch, Order; "
    "from worker.service import MediaMapper; from worker.settings import load; "
    "plans = sorted(str(p) for p in Path(sys.argv[1]).iterdir()); "
    "job = Batch(Order(plans, sys.argv[2]), MediaMapper(load(sys.argv[3]))).job; "
    "print(sum(run(job, plan).state == 'settled' for plan in plans))"
)
HABITS: tuple[str, ...] = ("unit_row",)
"""Plain plans that name their currency: what a batch itself costs shows most where plans are small and are settled."""


@dataclass(frozen=True)
class Cost:
    """What one way of doing all plans took."""

    way: str
    seconds: float
    """Of all processes together."""
    early_mb: float
    """The largest process until a tenth of the time was over."""
    largest_mb: float
    settled: int
    files: frozenset[str] = frozenset()
    """The data files, whose names hold the digest of their content."""


def make_plans(folder: Path, count: int) -> None:
    """*count* small plans as .xlsx; the truths are not kept."""
    for seed in range(count):
        plan = make(30_000 + seed, HABITS)
        plan.write(folder)
        (folder / f"{plan.name}.truth.json").unlink()


class _Sizes(threading.Thread):
    """Looks at the largest process below one, until that ends."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self._sizes: list[float] = []
        self.start()

    def run(self) -> None:
        """Look once a second."""
        while size := max(map(_resident_mb, _tree(self._pid)), default=0.0):
            self._sizes.append(size)
            time.sleep(1.0)

    @property
    def early(self) -> float:
        """The largest until a tenth of the time was over."""
        return max(self._sizes[: len(self._sizes) // 10 + 1], default=0.0)


def _tree(pid: int) -> Iterator[int]:
    yield pid
    with suppress(OSError):
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split():
            yield from _tree(int(child))


def _resident_mb(pid: int) -> float:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1000
    return 0.0


def measured(way: str, command: Sequence[str]) -> Cost:
    """A command to its end; its last line of JSON, or its number, says how many plans were settled."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    sizes = _Sizes(process.pid)
    lines, _ = process.communicate()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    answer = json.loads(lines.splitlines()[-1])
    settled = answer if isinstance(answer, int) else answer["settled"]
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(way, spent, sizes.early, after.ru_maxrss / 1000, settled)


@contextmanager
def scheduler(folder: Path, workers: int, kill: float | None) -> Iterator[str]:
    """The address of a Dask scheduler on loopback with *workers* workers, one of them killed after *kill* seconds."""
    file = folder / "scheduler.json"
    common = ["--host", "127.0.0.1", "--no-dashboard", "--scheduler-file", str(file)]
    modules = [["distributed.cli.dask_scheduler", "--port", "0"]]
    modules += [["distributed.cli.dask_worker", "--nthreads", "1", "--no-nanny"] for _ in range(workers)]
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", *module, *common],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for module in modules
    ]
    try:
        while not file.exists() or not file.stat().st_size:
            time.sleep(0.1)
        if kill is not None:
            threading.Timer(kill, processes[-1].kill).start()
        yield json.loads(file.read_text("utf-8"))["address"]
    finally:
        for process in reversed(processes):
            process.send_signal(signal.SIGINT)
            process.wait()


def on_dask(command: Sequence[str], folder: Path, workers: int, kill: float | None) -> Cost:
    """The batch on a cluster; the scheduler's and the workers' time counts as well."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with scheduler(folder, workers, kill) as address:
        cost = measured("dask", [*command, "--scheduler", address])
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return replace(cost, seconds=spent)


def data_files(dataset: Path) -> frozenset[str]:
    """The Parquet files of a dataset, inside it."""
    return frozenset(path.relative_to(dataset).as_posix() for path in dataset.rglob("*.parquet"))


def costs(count: int, jobs: int, ways: Sequence[str], kill: float | None) -> Iterator[Cost]:
    """Each way, in folders of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plans = folder / "plans"
        plans.mkdir()
        make_plans(plans, count)
        memory = str(folder / "memory")
        batch = [sys.executable, "-m", "worker", "batch", str(plans), "--memory", memory, "--json"]
        for way in ways:
            dataset = str(folder / way)
            if way == "one":
                cost = measured(way, [sys.executable, "-c", ONE, str(plans), dataset, memory])
            elif way == "pool":
                cost = measured(way, [*batch, "-o", dataset, "--jobs", str(jobs)])
            else:
                cost = on_dask([*batch, "-o", dataset], folder, jobs, kill)
            yield replace(cost, files=data_files(Path(dataset)))


def main() -> None:
    """What the usage says."""
    parser = argparse.ArgumentParser(
        prog="bench.batch", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--plans", type=int, default=10_000)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--ways", type=lambda text: text.split(","), default=["one", "pool", "dask"])
    parser.add_argument("--kill", type=float, help="seconds after which one of Dask's workers is killed")
    options = parser.parse_args()
    print(f"{'':14}{'seconds':>9}{'a plan':>9}{'times':>8}{'MB early':>10}{'MB':>7}{'settled':>9}")
    first = None
    for cost in costs(options.plans, options.jobs, options.ways, options.kill):
        first = first or cost
        print(
            f"{cost.way:14}{cost.seconds:>9.1f}{cost.seconds / options.plans:>9.4f}{cost.seconds / first.seconds:>8.2f}"
            f"{cost.early_mb:>10.0f}{cost.largest_mb:>7.0f}{cost.settled:>9}",
            flush=True,
        )
        if (cost.settled, cost.files) != (first.settled, first.files):
            sys.exit(f"{cost.way} did not write the files that {first.way} wrote.")


if __name__ == "__main__":
    main()
