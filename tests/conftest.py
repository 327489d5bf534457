"""What every test shares: no test sees the user's own memory, and the real command line is one call away."""

from __future__ import annotations

import itertools
import json
import locale
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from tests.forked_commands import ForkedCommands
from tests.patience import PATIENCE
from worker.memory.keys import keys

ROOT = Path(__file__).resolve().parent.parent

# How long an example takes is the machine's affair: on a busy one a deadline fails tests that are right.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")


@pytest.fixture(scope="session", autouse=True)
def no_settings_of_the_caller(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Nothing that a test starts sees the caller's settings or memory, nor what a module's tests share."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [n for n in os.environ if n.startswith("MEDIAMAPPER_")]:
            patch.delenv(name)
        patch.delenv("ANTHROPIC_API_KEY", raising=False)  # no test asks a real model by accident
        patch.delenv(keys.VARIABLE, raising=False)
        patch.setenv("MEDIAMAPPER_LANGUAGE", "en")  # whatever the machine speaks
        patch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")  # nor the caller's keyring
        patch.setenv("MEDIAMAPPER_HOME", str(tmp_path_factory.mktemp("nobody") / "memory"))
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))  # nor what the caller installed
        patch.setenv("MEDIAMAPPER_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def memories(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Memory folders that nobody has made, for tests that ask for no folder."""
    start = tmp_path_factory.mktemp("memories")
    return (start / str(number) for number in itertools.count())


@pytest.fixture(autouse=True)
def own_memory(request: pytest.FixtureRequest, memories: Iterator[Path]) -> Iterator[Path]:
    """Each test has a memory folder of its own, which a patch of its own holds: a test may undo its `monkeypatch`.

    It lies in the test's folder where it has one: making thousands that nobody uses would take longer than their tests.
    """
    keys.forget()
    with_folder = "tmp_path" in request.fixturenames
    folder = request.getfixturevalue("tmp_path") / "memory" if with_folder else next(memories)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MEDIAMAPPER_HOME", str(folder))
        yield folder


@dataclass(frozen=True)
class Ran:
    """A command that has ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Ran]


def _text(output: bytes) -> str:
    """What a program reads is UTF-8; what a person reads, Windows has in a code page of its own."""
    try:
        return output.decode()
    except UnicodeDecodeError:
        return output.decode(locale.getencoding())


@pytest.fixture(scope="session")
def forked_commands(
    no_settings_of_the_caller: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ForkedCommands | None]:
    """A process that forks into commands, where the system does that well."""
    if sys.platform != "linux":
        yield None
        return
    commands = ForkedCommands(tmp_path_factory.mktemp("commands"))
    yield commands
    commands.close()


@pytest.fixture
def mediamapper(forked_commands: ForkedCommands | None) -> Run:
    """The real command in a process of its own."""

    def run(
        *arguments: str | Path, stdin: str | bytes = b"", timeout: float = PATIENCE, cwd: Path = ROOT
    ) -> Ran:
        names = [str(argument) for argument in arguments]
        piped = stdin.encode() if isinstance(stdin, str) else stdin
        if forked_commands is not None and forked_commands.fits():
            outcome = forked_commands.run(names, piped, timeout, cwd)
            return Ran(outcome.code, outcome.out.decode(), outcome.err.decode())
        command = [sys.executable, "-c", "from worker.cli import main; main()", *names]
        done = subprocess.run(command, input=piped, capture_output=True, timeout=timeout, cwd=cwd)
        return Ran(done.returncode, _text(done.stdout), _text(done.stderr))

    return run
