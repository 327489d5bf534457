"""The command line in a process of its own a call, forked from one that has run a command already.

Loading takes longer than most commands. What loads when, and that a command starts from nothing, is the affair of
`test_floors.py`, `test_lazy.py` and `test_packaging.py`, which start fresh processes.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import importlib
import io
import itertools
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from tests.patience import PATIENCE

ROOT = Path(__file__).resolve().parent.parent
LOADED = (
    "numpy",
    "pyarrow",
    "peewee",
    "yaml",
    "worker.service",
    "worker.wire.answers",
    "worker.memory.database.tables",
    "worker.memory.learning.steps",
    "worker.cleaning.build",
    "worker.writers.writing",
    "worker.commands.map",
    "worker.commands.export",
)
"""Modules that most commands need, beside those that a first command loads."""

FIRST = ("export", str(ROOT / "examples" / "dv360_export" / "plan.csv"), "-o", "raw.csv")
"""A command that reads a plan and exports it: afterwards knowledge, patterns and modules are at hand."""


@dataclass(frozen=True)
class Outcome:
    """How a command ended, and what it wrote."""

    code: int
    out: bytes
    err: bytes


class ForkedCommands:
    """One process that forks into commands, one after the other."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._environment = dict(os.environ)
        self._numbers = itertools.count()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.forked_commands"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            bufsize=0,
        )

    def run(self, arguments: list[str], stdin: bytes, timeout: float, cwd: Path) -> Outcome:
        """The command in the folder *cwd*, with the caller's environment.

        Raises:
            TimeoutExpired: it took longer than *timeout* seconds, and was killed.
        """
        files = {name: self._folder / name for name in ("stdout", "stderr")}
        files["stdin"] = self._folder / f"stdin{next(self._numbers)}"
        os.mkfifo(files["stdin"])
        threading.Thread(target=_write, args=(files["stdin"], stdin), daemon=True).start()
        question = {
            "arguments": arguments,
            "environment": dict(os.environ),
            "cwd": str(cwd),
            **{k: str(v) for k, v in files.items()},
        }
        pipe_in, pipe_out = self._process.stdin, self._process.stdout
        assert pipe_in is not None and pipe_out is not None
        pipe_in.write(json.dumps(question).encode() + b"\n")
        pid = int(pipe_out.readline())
        timer = threading.Timer(timeout, os.kill, (pid, signal.SIGKILL))
        timer.start()
        code = int(pipe_out.readline())
        timer.cancel()
        if code == -signal.SIGKILL:
            raise subprocess.TimeoutExpired(arguments, timeout)
        return Outcome(code, files["stdout"].read_bytes(), files["stderr"].read_bytes())

    def fits(self) -> bool:
        """Whether Python would start with the same settings of its own as the process did."""
        return _python_settings(dict(os.environ)) == _python_settings(self._environment)

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(PATIENCE)
        self._process.stdout.close()


def _write(pipe: Path, stdin: bytes) -> None:
    """Give a command its standard input, which it may close without having read it.

    Each command has a pipe of its own: what one leaves unread never reaches the next.
    """
    with contextlib.suppress(BrokenPipeError), pipe.open("wb") as file:
        file.write(stdin)


def _python_settings(environment: dict[str, str]) -> dict[str, str]:
    """What the interpreter and its locale take from the environment at their start."""
    return {k: v for k, v in environment.items() if k.startswith(("PYTHON", "LC_", "LANG"))}


def _serve() -> None:
    """Fork into each command that a line of standard input names; its process id and its exit code are the answer."""
    for module in LOADED:
        importlib.import_module(module)
    _warm_up()
    while line := sys.stdin.buffer.readline():
        question = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _become(question)
            return
        _answer(pid)
        _answer(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))


def _warm_up() -> None:
    """What each command would load and read afresh; the memory in which it does so is gone afterwards."""
    from worker.cli import main

    before = sys.argv, os.environ["MEDIAMAPPER_HOME"]
    with (
        tempfile.TemporaryDirectory() as folder,
        contextlib.chdir(folder),
        contextlib.redirect_stdout(io.StringIO()),
    ):
        sys.argv, os.environ["MEDIAMAPPER_HOME"] = ["-c", *FIRST], folder
        with contextlib.suppress(SystemExit):
            main()
    sys.argv, os.environ["MEDIAMAPPER_HOME"] = before
    gc.freeze()  # a command that collects garbage would copy the memory that it shares


def _answer(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


def _become(question: dict[str, object]) -> None:
    """This process with the files, the environment and the arguments of a command."""
    os.environ.clear()
    os.environ.update(question["environment"])  # type: ignore[call-overload]
    for number, name, flags in (
        (0, "stdin", os.O_RDONLY),
        (1, "stdout", os.O_WRONLY | os.O_CREAT | os.O_TRUNC),
        (2, "stderr", os.O_WRONLY | os.O_CREAT | os.O_TRUNC),
    ):
        file = os.open(str(question[name]), flags, 0o600)
        os.dup2(file, number)
        os.close(file)
    sys.stdin = open(0, encoding=sys.stdin.encoding, errors=sys.stdin.errors, closefd=False)  # noqa: SIM115
    os.chdir(str(question["cwd"]))
    arguments = question["arguments"]
    assert isinstance(arguments, list)
    sys.argv = ["-c", *arguments]
    _end(_exit_code())


def _exit_code() -> int:
    """The code with which the command ends; an error that it does not catch ends the process as any other."""
    from worker.cli import main

    try:
        main()
    except SystemExit as end:
        if isinstance(end.code, str):
            raise
        return end.code or 0
    return 0


def _end(code: int) -> NoReturn:
    """The end without the interpreter's own clearing up, which takes longer than most commands."""
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        _serve()
