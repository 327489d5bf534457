"""The worker among others: many callers at once, and a stranger on the port of a dead one.

Called by `bench.trust`; each function gives one row of its table. POSIX only, and `/proc`.
"""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from bench.count import Count
from bench.trust_memory import place
from worker.errors import MediaMapperError
from xl_addin.client import Client

CALLERS = 20
WARM_UP = 10
"""Seconds that the callers of a soak ask before anything is measured: by then all that loads late is loaded."""
WIDE = 4_000
"""Columns of one large request, a quarter of what the worker takes."""
SETTLED = 3
"""By so many large requests what is kept of headers is full; from there on nothing may grow."""
Published = dict[str, str]


def taken_port(runs: int) -> Count:
    """Another process has the port of a dead worker: it gets no token and no plan."""
    count = Count("port of a dead worker, taken by another", runs)
    for _ in range(runs):
        with place() as folder, socket.create_server(("127.0.0.1", 0)) as stranger:
            child = os.fork()
            if not child:
                os._exit(0)
            os.waitpid(child, 0)
            url = f"http://127.0.0.1:{stranger.getsockname()[1]}"
            address = folder / "worker.json"
            address.write_text(json.dumps({"url": url, "token": "secret", "pid": child}))
            address.chmod(0o600)
            with suppress(MediaMapperError), Client(folder) as client:
                client.health()
            stranger.settimeout(0.05)
            try:
                heard = stranger.accept()[0].recv(4096)
            except TimeoutError:
                heard = b""
            count.right += b"secret" not in heard
            count.wrong += b"secret" in heard
    return count


@dataclass
class Watched:
    """What a worker holds, looked at once a second."""

    pid: int
    megabytes: list[float] = field(default_factory=list)
    files: list[int] = field(default_factory=list)
    children: list[int] = field(default_factory=list)

    def look(self) -> None:
        """Once more."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="utf-8")
        self.megabytes.append(int(status.partition("VmRSS:")[2].split()[0]) / 1024)
        self.files.append(len(os.listdir(f"/proc/{self.pid}/fd")))
        self.children.append(
            len(Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text(encoding="utf-8").split())
        )

    def cpu(self) -> float:
        """Seconds of processor that it took so far."""
        user, system = (
            Path(f"/proc/{self.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[11:13]
        )
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def rest(self) -> float:
        """Wait until it does nothing; the seconds of processor that it took until then."""
        begun = self.cpu()
        while True:
            before = self.cpu()
            time.sleep(2)
            if self.cpu() - before < 0.05:
                return self.cpu() - begun


@contextmanager
def _worker() -> Iterator[tuple[Published, Watched]]:
    """A worker of its own, with its address."""
    with place() as folder:
        worker = subprocess.Popen(
            [sys.executable, "-m", "worker", "serve", "--memory", str(folder)], stderr=subprocess.DEVNULL
        )
        try:
            address = folder / "worker.json"
            while not address.exists():
                time.sleep(0.05)
            yield json.loads(address.read_text()), Watched(worker.pid)
        finally:
            worker.terminate()
            worker.wait(20)


def soak(seconds: int) -> Count:
    """Twenty callers ask, map and decide for a while: every answer comes, and nothing grows."""
    count = Count(f"{CALLERS} callers for {seconds} s")
    with _worker() as (published, watched):
        end, answers, faults = time.monotonic() + WARM_UP + seconds, [0] * CALLERS, [0] * CALLERS
        threads = [
            threading.Thread(target=_caller, args=(n, published, end, answers, faults))
            for n in range(CALLERS)
        ]
        for thread in threads:
            thread.start()
        time.sleep(WARM_UP)
        while time.monotonic() < end:
            watched.look()
            time.sleep(1)
        for thread in threads:
            thread.join()
        time.sleep(8)  # connections that idle are closed after five
        watched.look()
    third = max(watched.megabytes[: max(1, len(watched.megabytes) // 3)])
    count.runs, count.right = sum(answers), sum(answers)
    count.wrong = sum(faults)
    count.wrong += watched.files[-1] > watched.files[0] + 8
    count.wrong += watched.children[-1] > 0
    count.wrong += watched.megabytes[-1] > 1.25 * third
    count.name += (
        f": {third:.0f} MB in the first third, {watched.megabytes[-1]:.0f} at the end; descriptors "
        f"{max(watched.files)} at most, {watched.files[-1]} at the end; {watched.children[-1]} children"
    )
    return count


def large(requests: int = 6) -> Count:
    """Requests of thousands of columns, others never seen between: no more memory with each, and none for who has left."""
    count = Count(f"{requests} requests of {WIDE:,} columns")
    with _worker() as (published, watched):
        _ask(published, 1, "idle")
        watched.rest()
        watched.look()
        done, small, faults = threading.Event(), [0], [0]
        others = threading.Thread(target=_passing, args=(published, done, small, faults))
        others.start()
        began = watched.cpu()
        for number in range(requests):
            count.wrong += _ask(published, WIDE, f"wide {number}") != WIDE
            watched.look()
        each = (watched.cpu() - began) / requests
        done.set()
        others.join()
        watched.rest()
        watched.look()
        leaving = _request(published, WIDE, "left")
        time.sleep(2)
        leaving.close()
        after = watched.rest()
    count.runs, count.right = requests + small[0], requests + small[0] - faults[0]
    count.wrong += faults[0] + (small[0] < requests)
    count.wrong += watched.megabytes[-1] > 1.25 * watched.megabytes[SETTLED]
    count.wrong += after > 0.5 * each
    at = ", ".join(f"{megabytes:.0f}" for megabytes in watched.megabytes[1:-1])
    count.name += (
        f": {watched.megabytes[0]:.0f} MB idle, {at} after each, {watched.megabytes[-1]:.0f} at rest; {small[0]} small "
        f"ones answered between; {each:.1f} s of CPU each, {after:.1f} s after a caller had left"
    )
    return count


def _request(published: Published, columns: int, name: str) -> http.client.HTTPConnection:
    """A connection on which fields for so many columns are asked for."""
    line = http.client.HTTPConnection(published["url"].removeprefix("http://"), timeout=3_600)
    question = {"columns": [{"name": f"{name} {n}", "samples": ["1"]} for n in range(columns)], "llm": False}
    line.request("POST", "/v1/suggest", json.dumps(question), _head(published))
    return line


def _ask(published: Published, columns: int, name: str) -> int:
    """How many suggestions came."""
    line = _request(published, columns, name)
    try:
        return len(json.loads(line.getresponse().read()).get("suggestions", ()))
    finally:
        line.close()


def _passing(published: Published, done: threading.Event, small: list[int], faults: list[int]) -> None:
    while not done.wait(0.2):
        small[0] += 1
        faults[0] += _ask(published, 1, f"small {small[0]}") != 1


def _head(published: Published) -> dict[str, str]:
    return {"Authorization": f"Bearer {published['token']}", "Content-Type": "application/json"}


def _caller(number: int, published: Published, end: float, answers: list[int], faults: list[int]) -> None:
    line = http.client.HTTPConnection(published["url"].removeprefix("http://"), timeout=60)
    rows = [
        ["Channel", "Site", "Impressions", "Net cost"],
        *[["TV", f"Site {n}", n, n * 2] for n in range(1, 40)],
    ]
    turn = 0
    while time.monotonic() < end:
        turn += 1
        header = f"Cost {number} {turn % 50}"
        questions: list[tuple[str, object]] = [
            ("/v1/suggest", {"columns": [{"name": header, "samples": ["1"]}], "llm": False}),
            ("/v1/values", {"field": "platform", "values": ["FB", header]}),
            (
                "/v1/decisions",
                {"decisions": [{"header": header, "field": "net_cost", "decision": "confirm"}]},
            ),
            ("/v1/map", {"sheets": [{"name": f"Plan {turn % 9}", "cells": rows}], "llm": False}),
        ]
        path, question = questions[turn % 4]
        try:
            line.request("POST", path, json.dumps(question), _head(published))
            answer = line.getresponse()
            answer.read()
            answers[number] += answer.status == 200
            faults[number] += answer.status != 200
        except (OSError, http.client.HTTPException):
            line.close()
            faults[number] += 1
        time.sleep(0.05)
    line.close()
