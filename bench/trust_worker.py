"""The worker among others: many callers at once, and a stranger on the port of a dead one.

Called by `bench.trust`; each function gives one row of its table. POSIX only.
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
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from bench.count import Count
from bench.trust_memory import place
from worker.errors import MediaMapperError
from xl_addin.client import Client

CALLERS = 20


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
        status = Path(f"/proc/{self.pid}/status").read_text()
        self.megabytes.append(int(status.partition("VmRSS:")[2].split()[0]) / 1024)
        self.files.append(len(os.listdir(f"/proc/{self.pid}/fd")))
        self.children.append(len(Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()))


def soak(seconds: int) -> Count:
    """Twenty callers ask, map and decide for a while: every answer comes, and nothing grows."""
    count = Count(f"{CALLERS} callers for {seconds} s")
    with place() as folder:
        worker = subprocess.Popen(
            [sys.executable, "-m", "worker", "serve", "--memory", str(folder)], stderr=subprocess.DEVNULL
        )
        try:
            address = folder / "worker.json"
            while not address.exists():
                time.sleep(0.05)
            published = json.loads(address.read_text())
            end, answers, faults = time.monotonic() + seconds, [0] * CALLERS, [0] * CALLERS
            threads = [
                threading.Thread(target=_caller, args=(n, published, end, answers, faults))
                for n in range(CALLERS)
            ]
            for thread in threads:
                thread.start()
            watched = Watched(worker.pid)
            while time.monotonic() < end:
                time.sleep(1)
                watched.look()
            for thread in threads:
                thread.join()
            time.sleep(8)  # connections that idle are closed after five
            watched.look()
        finally:
            worker.terminate()
            worker.wait(20)
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


def _caller(
    number: int, published: dict[str, str], end: float, answers: list[int], faults: list[int]
) -> None:
    line = http.client.HTTPConnection(published["url"].removeprefix("http://"), timeout=60)
    head = {"Authorization": f"Bearer {published['token']}", "Content-Type": "application/json"}
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
            line.request("POST", path, json.dumps(question), head)
            answer = line.getresponse()
            answer.read()
            answers[number] += answer.status == 200
            faults[number] += answer.status != 200
        except (OSError, http.client.HTTPException):
            line.close()
            faults[number] += 1
        time.sleep(0.05)
    line.close()
