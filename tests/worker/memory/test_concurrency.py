"""Several threads and processes on one memory, and one that is killed in the middle."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.patience import PATIENCE, join
from tests.systems import was_killed
from worker.memory import MemoryStore
from worker.settings import Settings
from worker.shapes.mapping import Decision

Says = Callable[..., None]

SETUP = """
import sys
from pathlib import Path
from worker.memory import MemoryStore
from worker.settings import Settings
from worker.shapes.mapping import Decision
store = MemoryStore.open(Settings(memory_dir=Path(sys.argv[1])))
user = sys.argv[2]
print("ready", flush=True)
sys.stdin.readline()
"""
DECIDE = """
for n in range(25):
    store.decide([Decision("Shared", "net_cost", "confirm"), Decision(f"{user} {n}", "fee", "confirm")], user)
"""
# Killed by itself, so that it is always between the same two statements.
DIE = """
import os
from worker.memory.learning import steps
def die(*_):
    os.kill(os.getpid(), 9)
setattr(steps, sys.argv[3], die)
store.decide([Decision("Cost", "net_cost", "correct", "fee"), Decision("New", "fee", "confirm")], user)
"""


def start(code: str, folder: Path, *arguments: str) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", SETUP + code, str(folder), *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def test_two_processes_that_start_a_memory_together_lose_nothing(folder: Path) -> None:
    processes = [start(DECIDE, folder, user) for user in ("anna", "ben")]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in processes:
        _, errors = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, errors
    with MemoryStore.open(Settings(memory_dir=folder)) as store:
        (shared,) = store.standings("Shared")
        assert shared.confirmed == 50.0
        assert store.summary().decisions == 100
        assert store.revision() == 50


@pytest.mark.parametrize("before", ["load", "save", "audit"])
def test_a_process_killed_between_two_statements_leaves_nothing_half(
    store: MemoryStore, says: Says, folder: Path, before: str
) -> None:
    says("confirm", "Cost", "net_cost")
    told = store.standings(), store.history(), store.revision()
    process = start(DIE, folder, "ben", before)
    process.communicate("go\n", timeout=PATIENCE)
    assert was_killed(process.returncode)
    assert (store.standings(), store.history(), store.revision()) == told
    says("confirm", "Cost", "net_cost")


def test_threads_share_one_store(store: MemoryStore) -> None:
    failures: list[BaseException] = []

    def work(name: str) -> None:
        try:
            for n in range(10):
                store.decide([Decision("Shared", "net_cost", "confirm")], name)
                assert store.recall("Shared") is not None
                store.decide([Decision(f"{name} {n}", "fee", "confirm")], name)
                store.undo(name)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(f"user{n}",), daemon=True) for n in range(4)]
    for thread in threads:
        thread.start()
    join(*threads)
    assert failures == []
    (shared,) = store.standings("Shared")
    assert shared.confirmed == 40.0
    assert store.summary().decisions == 40
