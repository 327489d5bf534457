"""The process in which a workbook is read: it has limits, is killed with its group, its death is one sentence."""

from __future__ import annotations

import marshal
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, BinaryIO

from worker.errors import FileProblem
from worker.plans.files import job_object
from worker.plans.files.child_wire import Job, Message, memory_limit
from worker.settings import Settings

if sys.platform == "linux":
    import fcntl

# -I and -S: nothing of the user's environment, no start-up code of packages; the path is handed over instead.
_START = (
    "import sys, marshal; path, options = marshal.loads(bytes.fromhex(sys.argv[1])); sys.path[:] = path; "
    "from worker.plans.files.inside import main; main(options)"
)
_ENVIRONMENT = (
    "PATH",
    "SYSTEMROOT",
    "WINDIR",
    "TEMP",
    "TMP",
    "TMPDIR",
    "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
)
"""All that the child sees of the environment: the keys of memory and model are not among them."""
_MOST = 1 << 30


class ChildDied(Exception):
    """The child ended without an answer, most likely for want of memory."""


def messages(
    file: BinaryIO, *, settings: Settings, sheets: Sequence[str] | None, careful: bool
) -> Iterator[Message]:
    """What the child says of the workbook *file*, up to its `("end",)`, which is left out."""
    os.lseek(file.fileno(), 0, os.SEEK_SET)  # the child inherits the descriptor, not Python's buffer
    with _running(file, _job(settings, sheets, careful), settings) as (out, late):
        while (message := _next(out)) is not None:
            if message[0] == "end":
                return
            if message[0] == "problem":
                raise FileProblem(message[1], message[2], code=message[3])
            if message[0] == "memory":
                break
            yield message
        if late.is_set():
            raise _too_slow(settings.read_seconds)
        raise ChildDied


def _job(settings: Settings, sheets: Sequence[str] | None, careful: bool) -> Job:
    return {
        "max_mb": settings.max_unpacked_mb,
        "max_cells": settings.max_cells,
        "seconds": settings.read_seconds,
        "sheets": None if sheets is None else list(sheets),
        "careful": careful,
    }


@contextmanager
def _running(file: BinaryIO, job: Job, settings: Settings) -> Iterator[tuple[IO[bytes], threading.Event]]:
    """The child's stdout, and whether its time is over; whatever happens, no process is left."""
    process = _start(file, job)
    late = threading.Event()

    def stop() -> None:
        late.set()
        _kill(process)

    watch = threading.Timer(settings.read_seconds, stop)
    watch.daemon = True
    watch.start()
    try:
        assert process.stdout is not None
        _widen(process.stdout)
        with _memory_limit(process, job), process.stdout as out:
            yield out, late
    finally:
        watch.cancel()
        _kill(process)
        process.wait()


def _start(file: BinaryIO, job: Job) -> subprocess.Popen[bytes]:
    path = [str(Path(entry or ".").resolve()) for entry in sys.path]
    argument = marshal.dumps((path, job)).hex()  # type: ignore[arg-type]  # its stub knows no TypedDict
    try:
        return subprocess.Popen(
            [sys.executable, "-I", "-S", "-X", "utf8", "-c", _START, argument],
            stdin=file,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        raise FileProblem(
            f"The process that reads workbooks could not be started: {error.strerror}.",
            "Close other programs, and run `mediamapper doctor`.",
            code="not-started",
        ) from None


def _widen(pipe: IO[bytes]) -> None:
    """A pipe of 1 MB instead of 64 kB, where the system has that: fewer turns for a large sheet."""
    if sys.platform == "linux":
        with suppress(OSError):
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, 1 << 20)


def _next(out: IO[bytes]) -> Message | None:
    """One message; None where the child has ended, or writes what is none."""
    size = int.from_bytes(out.read(4), "little")
    if not 0 < size <= _MOST:
        return None
    data = out.read(size)
    if len(data) < size:
        return None
    try:
        message = marshal.loads(data)
    except (EOFError, ValueError, TypeError):
        return None
    return message if isinstance(message, tuple) and message else None


def _kill(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        return
    try:
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        process.kill()


@contextmanager
def _memory_limit(process: subprocess.Popen[bytes], job: Job) -> Iterator[None]:
    """On Windows the limits that RLIMIT sets elsewhere: a job object, gone with this process."""
    if sys.platform == "win32":
        with job_object.limited(process, memory_limit(job)):
            yield
    else:
        yield


def _too_slow(seconds: int) -> FileProblem:
    return FileProblem(
        f"Reading took longer than {seconds} s and was stopped.",
        "Save the sheet you need as its own file, or raise the setting `read_seconds`.",
        code="too-slow",
    )
