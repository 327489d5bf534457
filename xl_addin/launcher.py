"""Find the worker, or start it: one a memory folder, detached from whoever clicked first."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Protocol

from worker import paths
from worker.errors import MediaMapperError, WorkerProblem
from worker.shapes.json import Json
from xl_addin.client import ADDRESS_FILE, Client, address_of

START_SECONDS = 30.0
"""A cold start takes two seconds; a scanner that looks at every file of a first start takes the rest."""
STOP_SECONDS = 10.0
PAUSE = 0.02
# Windows: no console window, not ended with Excel's console group, out of Excel's job where that is allowed.
NO_WINDOW, NEW_GROUP, OUT_OF_JOB = 0x08000000, 0x00000200, 0x01000000


class Process(Protocol):
    """What is needed of a started process."""

    def poll(self) -> int | None:
        """Its exit code once it ended."""


@dataclass(frozen=True, slots=True)
class Host:
    """What this machine answers; tests give answers of their own."""

    platform: str = sys.platform
    executable: str = sys.executable
    version: Callable[[], str] = field(default=lambda: _version())
    exists: Callable[[str], bool] = os.path.exists
    spawn: Callable[..., Process] = subprocess.Popen
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


HOST = Host()
_started: dict[Path, Process] = {}
"""Those that this process started, by folder: asked at the end whether they ended, so that none stays a zombie."""


def worker(folder: Path | None = None, host: Host = HOST) -> Client:
    """A client of a worker that answers and is of our version; started where there is none.

    Raises:
        WorkerProblem: it can't be started, or does not answer in time; says why.
    """
    folder = folder or paths.memory_dir()
    client = Client(folder)
    try:
        state = health(client)
        if state and state.get("version") != host.version():
            client.close()
            stop(folder, host)
            state = None
        if not state:
            _start(folder, client, host)
    except BaseException:
        client.close()
        raise
    return client


def health(client: Client) -> Json | None:
    """What the worker says of itself; None where nobody answers."""
    try:
        return client.health()
    except MediaMapperError:
        return None


def stop(folder: Path | None = None, host: Host = HOST) -> bool:
    """End the worker of *folder*; False where none was running. A stale address goes too.

    Raises:
        WorkerProblem: it was asked and still answers.
    """
    folder = folder or paths.memory_dir()
    with Client(folder) as client:
        running = health(client) is not None
        if running:
            _end(client, host)
    (folder / ADDRESS_FILE).unlink(missing_ok=True)
    _take_note(_started.pop(folder, None), host)
    return running


def _take_note(process: Process | None, host: Host) -> None:
    """Wait for the end of a worker of ours that no longer answers, so that it stays nobody's zombie."""
    deadline = host.clock() + STOP_SECONDS
    while process is not None and process.poll() is None and host.clock() < deadline:
        host.sleep(PAUSE)


def _end(client: Client, host: Host) -> None:
    with suppress(MediaMapperError):  # it may end before it has answered; the wait below tells
        client.stop()
    deadline = host.clock() + STOP_SECONDS
    while health(client) is not None:
        if host.clock() > deadline:
            pid = client.address.pid if client.address else "of the worker"
            raise WorkerProblem("The worker does not end.", f"End the process {pid}.")
        host.sleep(PAUSE)


def command(folder: Path, host: Host = HOST) -> list[str]:
    """The program that serves *folder*: our own Python and our own package, whatever the current folder holds."""
    root = str(paths.PACKAGE.parent)
    code = f"import sys; sys.path.insert(0, {root!r}); from worker.cli import main; main()"
    return [_python(host), "-P", "-c", code, "serve", "--memory", str(folder)]


def options(host: Host = HOST) -> Sequence[Json]:
    """How to start it so that it outlives us, the best way first."""
    if host.platform != "win32":
        return ({"start_new_session": True},)
    flags = NO_WINDOW | NEW_GROUP
    # A job that forbids to leave it refuses the first.
    return ({"creationflags": flags | OUT_OF_JOB}, {"creationflags": flags})


def _python(host: Host) -> str:
    """On Windows the Python without a console, which stands beside the other."""
    if host.platform == "win32" and host.executable.lower().endswith("python.exe"):
        quiet = host.executable[: -len("python.exe")] + "pythonw.exe"
        if host.exists(quiet):
            return quiet
    return host.executable


def _start(folder: Path, client: Client, host: Host) -> None:
    before = address_of(folder)
    with tempfile.TemporaryFile() as output:
        process = _spawned(folder, host, output)
        _take_note(_started.pop(folder, None), host)
        _started[folder] = process
        deadline = host.clock() + START_SECONDS
        while health(client) is None:
            ended = process.poll()
            # Another click may have started one a moment earlier: then ours gives way and theirs answers soon.
            if ended and not _being_served(output) and address_of(folder) in (None, before):
                raise WorkerProblem("The worker could not be started.", _words(output), code="not-started")
            if host.clock() > deadline:
                raise WorkerProblem(
                    f"The worker did not answer within {START_SECONDS:.0f} seconds of its start.",
                    "Run it in a terminal to see why: mediamapper serve.",
                    code="not-started",
                )
            host.sleep(PAUSE)


def _spawned(folder: Path, host: Host, output: IO[bytes]) -> Process:
    refused: OSError | None = None
    for way in options(host):
        try:
            return host.spawn(
                command(folder, host),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=output,
                close_fds=True,
                **way,
            )
        except OSError as error:
            refused = error
    raise WorkerProblem(
        f"The worker could not be started: {refused and refused.strerror}.",
        "Start it yourself: mediamapper serve. A policy may forbid Excel to start programs; see mediamapper doctor.",
        code="not-started",
    ) from refused


def _being_served(output: IO[bytes]) -> bool:
    return "already serves" in _words(output)


def _words(output: IO[bytes]) -> str:
    """The last line that the process wrote, which says what and what next."""
    output.seek(0)
    lines = output.read().decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else "Run it in a terminal to see why: mediamapper serve."


def _version() -> str:
    from importlib.metadata import version  # 20 ms that loading the ribbon does without

    return version("mediamapper")
