"""A team on one server: recall in fifty processes while others decide, and decisions while the server is killed.

usage: python -m bench.team [--copies 50] [--seconds 20] [--every 1] [--decisions 10000] [--kills 3]; 0 leaves one out

A PostgreSQL of its own is started in a temporary folder (Debian: apt-get install postgresql), on a Unix socket.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import psycopg

from bench.memory import headers
from bench.postgres_server import PostgresServer
from worker.errors import MemoryProblem
from worker.memory import MemoryStore
from worker.memory.team import members
from worker.memory.team.server import Server
from worker.settings import Settings
from worker.shapes.mapping import Decision
from worker.shapes.memory import Statement

KNOWN = 2_000
"""Headers that the team knows before anything is measured."""
HEADERS = 60
PER_SECOND = 50
AT_ONCE = 4
"""Processes that start at once."""
WRITERS = 4
"""Processes that decide at once."""


def opened(folder: Path, url: str) -> MemoryStore:
    """One planner's copy."""
    return MemoryStore(Settings(folder, database_url=url))


def new_team(postgres: PostgresServer) -> str:
    """The address of a new team."""
    url = postgres.new_database()
    server = Server(url)
    members.create(server)
    server.close()
    return url


def recall(postgres: PostgresServer, folder: Path, copies: int, seconds: float, every: float) -> None:
    """Time 60 headers in each of many processes, 50 questions a second in all, while one copy decides *every* so many seconds.

    Each process is a planner's: a copy of the memory and its follower. The bare SELECT is asked as often beside them.
    """
    url, names = new_team(postgres), list(headers(KNOWN))
    first = opened(folder / "first", url)
    first.remember([Statement(name, "net_cost", 0.9) for name in names], "bench")
    context = multiprocessing.get_context("spawn")
    begin, answers, turn = context.Barrier(copies + 1), context.Queue(), context.Semaphore(AT_ONCE)
    planners = [
        context.Process(
            target=_ask, args=(folder / str(n), url, n / PER_SECOND, copies, seconds, turn, begin, answers)
        )
        for n in range(copies)
    ]
    for planner in planners:
        turn.acquire()  # a machine that starts fifty at once lets none of them connect
        planner.start()
    stop = threading.Event()
    deciding = threading.Thread(target=_decide, args=(first, stop, every))
    with psycopg.connect(url, autocommit=True) as connection:
        begin.wait()
        deciding.start()
        bare = _bare_times(connection, names, seconds)
    times = [one for _ in planners for one in answers.get()]
    stop.set()
    deciding.join()
    first.close()
    for planner in planners:
        planner.join()
    wall, spent = ([one[at] for one in times] for at in (0, 1))
    busy = f"load {os.getloadavg()[0]:.0f}"
    for what, some in (
        (f"recall of 60, {copies} processes", wall),
        ("its processor time", spent),
        ("bare SELECT", bare),
    ):
        hundredths = statistics.quantiles(some, n=100)
        print(f"{what:28} p50 {hundredths[49] * 1e3:7.2f} ms   p99 {hundredths[98] * 1e3:7.2f} ms   {busy}")


def _bare_times(
    connection: psycopg.Connection[tuple[object, ...]], names: Sequence[str], seconds: float
) -> list[float]:
    """Seconds of each plain SELECT of as many names, asked as often as the planners ask together."""
    dice, times = random.Random(3), []
    for _ in _moments(0.0, 1 / PER_SECOND, seconds):
        sample = dice.sample(names, HEADERS)
        at = time.perf_counter()
        connection.execute(
            "SELECT key, target FROM mediamapper.piece WHERE key = ANY(%s)", (sample,)
        ).fetchall()
        times.append(time.perf_counter() - at)
    return times


def _ask(
    folder: Path,
    url: str,
    offset: float,
    copies: int,
    seconds: float,
    turn: threading.Semaphore,
    begin: threading.Barrier,
    answers: multiprocessing.Queue[list[tuple[float, float]]],
) -> None:
    """One planner's process: gives wall time and processor time of each question."""
    store, names = opened(folder, url), list(headers(KNOWN))
    assert store.team is not None
    _exchange(store)
    store.team.follow()
    store.recall_many(names[:HEADERS])
    turn.release()
    dice, times = random.Random(offset), []
    begin.wait()
    for _ in _moments(offset, copies / PER_SECOND, seconds):
        some = dice.sample(names, HEADERS)
        at, spent = time.perf_counter(), time.thread_time()
        recollections = store.recall_many(some)
        times.append((time.perf_counter() - at, time.thread_time() - spent))
        assert len(recollections) == HEADERS
    store.close()
    answers.put(times)


def _moments(offset: float, every: float, seconds: float) -> Iterator[None]:
    """Give way at each moment of a question, from *offset* on."""
    began = time.perf_counter() + offset
    for n in range(int(seconds / every)):
        time.sleep(max(0.0, began + n * every - time.perf_counter()))
        yield


def _decide(store: MemoryStore, stop: threading.Event, every: float) -> None:
    number = 0
    while not stop.wait(every):
        number += 1
        store.decide([Decision(f"new header {number}", "fee", "confirm")], "bench")


def _write(folder: Path, url: str, writer: int, count: int) -> int:
    """Decide *count* times in a copy of its own, whatever becomes of the server; gives what still waits at the end."""
    store = opened(folder / f"writer{writer}", url)
    for n in range(count):
        store.decide([Decision(f"header {writer} {n}", "net_cost", "confirm")], f"planner{writer}")
    _exchange(store)
    assert store.team is not None
    waiting = store.team.waiting()
    store.close()
    return waiting


def _exchange(store: MemoryStore) -> None:
    """Exchange with the server, whatever becomes of it meanwhile."""
    assert store.team is not None
    for _ in range(100):
        try:
            store.team.exchange()
            return
        except MemoryProblem:
            time.sleep(0.5)


def killed(postgres: PostgresServer, folder: Path, decisions: int, kills: int) -> None:
    """Count what is on the server and in a new copy after many decisions at once, with the server killed in between."""
    url, each = new_team(postgres), decisions // WRITERS
    began = time.perf_counter()
    with ProcessPoolExecutor(WRITERS) as pool:
        writing = [pool.submit(_write, folder, url, writer, each) for writer in range(WRITERS)]
        done = 0
        while done < kills and not all(future.done() for future in writing):
            if _steps(url) >= (done + 1) * decisions // (kills + 1):
                postgres.kill()
                postgres.start()
                done += 1
            time.sleep(0.2)
        waiting = sum(future.result() for future in writing)
    took = time.perf_counter() - began
    newcomer = opened(folder / "newcomer", url)
    assert newcomer.team is not None
    newcomer.team.exchange()
    all_standings = newcomer.standings()
    newcomer.close()
    twice = sum(one.confirmed != 1 for one in all_standings)
    expected = each * WRITERS
    print(
        f"{expected:,} decisions by {WRITERS} at once, {done} times kill -9, {took:.0f} s: "
        f"{_steps(url):,} steps on the server, {expected - len(all_standings):,} lost, {twice:,} doubled, {waiting:,} waiting"
    )


def _steps(url: str) -> int:
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT count(*) FROM mediamapper.step").fetchone()
        return int(row[0]) if row else 0


def main() -> None:
    """What the usage says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--copies", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--every", type=float, default=1, help="seconds between the decisions of others")
    parser.add_argument("--decisions", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=3)
    options = parser.parse_args()
    postgres = PostgresServer()
    try:
        postgres.start()
        with tempfile.TemporaryDirectory() as folder:
            if options.copies:
                recall(postgres, Path(folder), options.copies, options.seconds, options.every)
            if options.decisions:
                killed(postgres, Path(folder), options.decisions, options.kills)
    finally:
        postgres.stop()


if __name__ == "__main__":
    main()
