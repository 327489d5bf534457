"""Whether several workers that start at once for one memory folder ever come to be two.

    python -m bench.launches                     60 rounds of 8

Each round 8 processes take the lock and publish their address at the same moment, as workers do before they serve; the
one that got it is ended by turns in order and by kill -9, so that every other round finds a dead worker's file.
POSIX only: processes are forked and killed.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import signal
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from pathlib import Path

from worker.errors import WorkerProblem
from worker.serving import address_file

FORK = multiprocessing.get_context("fork")
SECONDS = 30.0


def launch(folder: Path, together: Barrier, pipe: Connection) -> None:
    """One start: tells whether it serves, and if so goes on until it is told to end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    together.wait(SECONDS)
    try:
        with (
            address_file.locked(folder),
            address_file.published(folder, "http://127.0.0.1:1", str(os.getpid())),
        ):
            pipe.send(True)
            pipe.recv()
    except WorkerProblem:
        pipe.send(False)


@contextmanager
def launched(folder: Path, count: int) -> Iterator[dict[int, Connection]]:
    """Those of *count* that serve, by their process id."""
    together = FORK.Barrier(count)
    processes, serving = [], {}
    for _ in range(count):
        ours, theirs = FORK.Pipe()
        process = FORK.Process(target=launch, args=(folder, together, theirs))
        process.start()
        processes.append((process, ours))
    for process, ours in processes:
        if ours.poll(SECONDS) and ours.recv():
            serving[process.pid or 0] = ours
    try:
        yield serving
    finally:
        for process, _ in processes:
            process.join(SECONDS)


def round_of(folder: Path, count: int, kill: bool) -> tuple[int, bool]:
    """How many served, and whether the address was that of the one that did, and its owner's alone."""
    file = folder / address_file.ADDRESS_FILE
    with launched(folder, count) as serving:
        address = json.loads(file.read_text())
        mode = stat.S_IMODE(file.stat().st_mode)
        for pid, pipe in serving.items():
            if kill:
                os.kill(pid, signal.SIGKILL)
            else:
                pipe.send("end")
    return len(serving), address["pid"] in serving and mode == 0o600 and file.exists() == kill


def main() -> None:
    """Count and print; fails where there were ever two, or none."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--at-once", type=int, default=8)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        rounds = [round_of(Path(home), options.at_once, bool(at % 2)) for at in range(options.rounds)]
    doubles, none = sum(served > 1 for served, _ in rounds), sum(served < 1 for served, _ in rounds)
    wrong = sum(not right for _, right in rounds)
    print(
        "| rounds | at once | two served | none served | address wrong, readable by others or left behind |"
    )
    print("| ---: | ---: | ---: | ---: | ---: |")
    print(f"| {options.rounds} | {options.at_once} | {doubles} | {none} | {wrong} |")
    sys.exit(1 if doubles or none or wrong else 0)


if __name__ == "__main__":
    main()
