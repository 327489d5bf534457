"""How quick the planner's calls stay while others hold on to the worker, or knock without end.

    python -m bench.flood                    the table of SECURITY.md
    python -m bench.flood --seconds 3 --only heads

One worker in a process of its own, on loopback, with a memory of its own. Trouble is made by another process, in at most
300 connections and for at most a minute, and ends by itself. Idle and troubled calls are measured in one run.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from xl_addin.client import Client

SERVE = [sys.executable, "-c", "from worker.cli import main; main()", "serve", "--memory"]
CONNECTIONS, KNOCKING = 300, 32
MOST_SECONDS = 60.0
PAUSE = 0.02
"""Before one that was closed, or has done its worst, comes again: 32 of them knock up to 1,600 times a second."""
PROMISED = 5.0
"""Times the idle p99."""
Trouble = Callable[["Target"], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Target:
    """The worker that is troubled."""

    host: str
    port: int
    token: str

    def head(
        self, method: str = "POST", path: str = "/v1/suggest", length: int = 0, token: str = ""
    ) -> bytes:
        """The head of a request; with the right token unless another is given."""
        return (
            f"{method} {path} HTTP/1.1\r\nHost: {self.host}:{self.port}\r\n"
            f"Authorization: Bearer {token or self.token}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n"
        ).encode()

    async def connected(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """A new connection."""
        return await asyncio.open_connection(self.host, self.port, limit=2**10)


# ---------------------------------------------------------------- trouble, one connection's share


async def nothing(target: Target) -> None:
    """Connect and say nothing."""
    reader, writer = await target.connected()
    await reader.read()
    writer.close()


async def heads(target: Target) -> None:
    """Send a head a byte at a time, for ever."""
    await _dripped(target, target.head()[:-2] + b"X-Slow: " + b"a" * 10_000)


async def bodies(target: Target) -> None:
    """Send a right head, then a body a byte at a time."""
    await _dripped(target, b" " * 10_000, target.head(length=10_000))


async def readers(target: Target) -> None:
    """Ask for more than the system holds place for, and read nothing."""
    with socket.socket() as small:
        small.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        small.setblocking(False)
        loop = asyncio.get_running_loop()
        await loop.sock_connect(small, (target.host, target.port))
        await loop.sock_sendall(small, target.head("GET", "/v1/template") * 20)
        await asyncio.sleep(MOST_SECONDS)


async def strangers(target: Target) -> None:
    """Guess tokens, one after the other."""
    reader, writer = await target.connected()
    for _ in range(100):
        writer.write(target.head("GET", "/v1/health", token="a-guess"))
        await writer.drain()
        if not await reader.read(2**10):
            break
    writer.close()


async def comers(target: Target) -> None:
    """Come and go."""
    _, writer = await target.connected()
    writer.close()
    await writer.wait_closed()


async def garbage(target: Target) -> None:
    """Send what is no HTTP."""
    reader, writer = await target.connected()
    writer.write(b"\x16\x03\x01\x02\x00" * 50)
    await reader.read()
    writer.close()


async def _dripped(target: Target, drops: bytes, first: bytes = b"") -> None:
    reader, writer = await target.connected()
    writer.write(first)
    for at in range(len(drops)):
        writer.write(drops[at : at + 1])
        await writer.drain()
        with suppress(TimeoutError):
            if await asyncio.wait_for(reader.read(2**10), 1.0) == b"":
                break
    writer.close()


TROUBLES: dict[str, tuple[str, Trouble, int]] = {
    "nothing": ("300 that connect and say nothing", nothing, CONNECTIONS),
    "heads": ("300 that send a head a byte a second", heads, CONNECTIONS),
    "bodies": ("300 with the token that send a body a byte a second", bodies, CONNECTIONS),
    "readers": ("300 with the token that ask and do not read", readers, CONNECTIONS),
    "comers": ("32 that come and go", comers, KNOCKING),
    "strangers": ("32 that guess tokens", strangers, KNOCKING),
    "garbage": ("32 that send what is no HTTP", garbage, KNOCKING),
}


def make_trouble(target: Target, kind: str, seconds: float) -> None:
    """Keep the worker under one kind of trouble; in a process of its own."""
    _, trouble, connections = TROUBLES[kind]

    async def again() -> None:
        while True:
            with suppress(OSError, TimeoutError):
                await trouble(target)
            await asyncio.sleep(PAUSE)

    async def all_at_once() -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(min(seconds, MOST_SECONDS)):
                await asyncio.gather(*(again() for _ in range(connections)))

    asyncio.run(all_at_once())


# ---------------------------------------------------------------- the planner


@dataclass(frozen=True, slots=True)
class Calls:
    """How long the planner's calls took, in milliseconds, by kind of call."""

    took: dict[str, list[float]]
    failed: int

    def p(self, share: float, call: str) -> float:
        """A percentile."""
        ordered = sorted(self.took[call])
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def planner(folder: Path, seconds: float, salt: str) -> Calls:
    """What a planner's programs ask: a sign of life, formulas asked before, and headers never seen; each newly connected
    every tenth time, as a program that has just been started."""
    took: dict[str, list[float]] = {"health": [], "suggest, seen": [], "suggest, new": []}
    failed, number, until = 0, 0, time.perf_counter() + seconds
    client = Client(folder)
    while time.perf_counter() < until:
        number += 1
        if number % 10 == 0:
            client.close()
        seen, new = ([{"name": name, "samples": ["1"]}] for name in ("Net cost", f"Net cost {salt} {number}"))
        calls: dict[str, Callable[[], object]] = {
            "health": client.health,
            "suggest, seen": partial(client.suggest, seen),
            "suggest, new": partial(client.suggest, new),
        }
        for call, ask in calls.items():
            start = time.perf_counter()
            try:
                ask()
            except Exception:
                failed += 1
            took[call].append(1000 * (time.perf_counter() - start))
        time.sleep(0.002)
    client.close()
    return Calls(took, failed)


# ---------------------------------------------------------------- one run


@contextmanager
def serving(folder: Path) -> Iterator[Target]:
    """A worker of our own."""
    with subprocess.Popen([*SERVE, str(folder)], stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        process.stderr.readline()
        address = json.loads((folder / "worker.json").read_text())
        parts = urlsplit(address["url"])
        try:
            yield Target(str(parts.hostname), int(parts.port or 0), address["token"])
        finally:
            process.terminate()


def under(target: Target, kind: str, folder: Path, seconds: float) -> Calls:
    """The planner's calls under one kind of trouble."""
    lasting = seconds + 3
    trouble = multiprocessing.get_context("spawn").Process(target=make_trouble, args=(target, kind, lasting))
    trouble.start()
    time.sleep(1.5)  # until they are all there
    calls = planner(folder, seconds, kind)
    trouble.join(lasting + 10)
    if trouble.is_alive():
        trouble.kill()
    return calls


def main() -> None:
    """Measure and print; fails where the promise is not kept."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=10.0, help="of the planner's calls, each time")
    parser.add_argument("--only", choices=TROUBLES, action="append")
    options = parser.parse_args()
    is_kept = True
    print("| trouble | call | calls | idle p50 | idle p99 | p50 | p99 | p99 / idle | failed |")
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as home, serving(Path(home)) as target:
        planner(Path(home), 2, "warm")
        for kind in options.only or TROUBLES:
            idle = planner(Path(home), options.seconds, f"before {kind}")
            calls = under(target, kind, Path(home), options.seconds)
            for call in calls.took:
                ratio = calls.p(0.99, call) / idle.p(0.99, call)
                is_kept = is_kept and ratio <= PROMISED and not calls.failed
                figures = [c.p(at, call) for c in (idle, calls) for at in (0.5, 0.99)]
                cells = " | ".join(f"{figure:.2f} ms" for figure in figures)
                print(
                    f"| {TROUBLES[kind][0]} | {call} | {len(calls.took[call])} | {cells} | {ratio:.1f} | {calls.failed} |",
                    flush=True,
                )
    sys.exit(0 if is_kept else 1)


if __name__ == "__main__":
    main()
