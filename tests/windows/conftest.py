"""A planner at a Windows machine; skipped where nobody asked for it, since the first time takes 500 MB and root."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from tests.windows.rig import ROOT, SECONDS, Done, Folder, Rig, rig
from tests.windows.waiting import TEST_SECONDS, within

ASK = "The Windows tests run where TESTS_NEED_WINDOWS=1 asks for them; tests/windows/README.md says what they need."
BUILD_SECONDS = 540.0


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None, object, object]:
    """Each test ends, also one that hangs."""
    with within(TEST_SECONDS):
        return (yield)


@pytest.fixture(scope="session")
def windows() -> Iterator[Rig]:
    """The rig, built or brought up to date; one test run at a time."""
    if not os.environ.get("TESTS_NEED_WINDOWS"):
        pytest.skip(ASK)
    machine = rig()
    machine.base.mkdir(parents=True, exist_ok=True)
    with FileLock(machine.base / "lock"):
        with within(BUILD_SECONDS):
            machine.build()
        yield machine
        machine.end()


@dataclass(frozen=True)
class Planner:
    """Somebody at that machine, with a folder of plans and a memory of her own."""

    windows: Rig
    folder: Folder

    @property
    def environment(self) -> Mapping[str, str]:
        """What her programs are told."""
        return {"MEDIAMAPPER_HOME": str(self.folder / "memory")}

    def plan(self, example: str, name: str = "") -> Folder:
        """A copy of an example's plan in her folder, under *name*."""
        source = next((ROOT / "examples" / example).glob("plan.*"))
        target = self.folder / (name or source.name)
        shutil.copyfile(source, target.here)
        return target

    def run(self, *command: str | Folder, stdin: bytes = b"", seconds: float = SECONDS, **more: str) -> Done:
        """A command with her memory; *more* are variables of its environment."""
        environment = {**self.environment, **more}
        return self.windows.run(*command, stdin=stdin, seconds=seconds, at="/", environment=environment)

    def mediamapper(self, *arguments: str | Folder, stdin: bytes = b"", **more: str) -> Done:
        """The command line."""
        return self.run("python", "-I", "-m", "worker", *arguments, stdin=stdin, **more)

    def json(self, *arguments: str | Folder, stdin: bytes = b"") -> Any:
        """The answer of a command that is done, as JSON."""
        done = self.mediamapper(*arguments, "--json", stdin=stdin)
        assert done.code in (0, 1), done.text
        return json.loads(done.out)


@pytest.fixture
def planner(windows: Rig) -> Iterator[Planner]:
    """A planner with a folder whose name has a space and letters of three scripts; what she started ends with the test."""
    yield Planner(windows, windows.folder("Pläne für медиа 計画"))
    windows.end()


def text_of(file: Folder | Path) -> str:
    """What a file holds."""
    return (file.here if isinstance(file, Folder) else file).read_text("utf-8")
