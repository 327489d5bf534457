"""The worker at once, so that the first formula need not wait for the next login."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from worker.errors import WorkerProblem
from xl_addin.install import login_start
from xl_addin.install.changes import Change, folders
from xl_addin.install.records import CommandRecord, Record
from xl_addin.install.step import Options, Step
from xl_addin.machine import Machine


@dataclass(frozen=True, slots=True)
class Running:
    """A worker of this version that serves the memory folder; uninstalling always stops it."""

    where: str

    def is_done(self, machine: Machine, past: Sequence[Record]) -> bool:
        """It answers."""
        return (machine.health(machine.memory) or {}).get("version") == machine.version

    def do(self, machine: Machine, past: Sequence[Record]) -> Iterator[Record]:
        """Start it; one of another version ends first."""
        yield from folders(machine.memory)
        machine.start(machine.memory)

    def is_recorded_by(self, record: Record) -> bool:
        """No record tells of it."""
        return False


@dataclass(frozen=True, slots=True)
class Answering:
    """Windows: the Python that answers Excel's formulas, which the workbook joins by its COM class."""

    command: tuple[str, ...]
    stop: tuple[str, ...]

    @property
    def where(self) -> str:
        """Its command."""
        return subprocess.list2cmdline(self.command)

    def is_done(self, machine: Machine, past: Sequence[Record]) -> bool:
        """Always started anew: the one that runs may hold the code of before."""
        return False

    def do(self, machine: Machine, past: Sequence[Record]) -> Iterator[Record]:
        """End the one that runs, and start it."""
        yield CommandRecord(self.stop)
        machine.run(self.stop)
        try:
            machine.spawn(self.command)
        except OSError as error:
            raise WorkerProblem(
                f"The Python that answers formulas could not be started: {error.strerror or error}.",
                "Sign out and in again, which starts it.",
                code="not-started",
            ) from error

    def is_recorded_by(self, record: Record) -> bool:
        """Whether *record* ends it."""
        return isinstance(record, CommandRecord) and record.command == self.stop


def step(machine: Machine, options: Options) -> Step:
    """Start the worker, and on Windows what answers formulas."""
    if not options.start:
        return Step("worker", note="Left out as asked (--no-start).")
    changes: tuple[Change, ...] = (Running(str(machine.memory)),)
    if machine.system == "windows":
        changes += (Answering(tuple(login_start.formulas(machine)), com_probe(machine, "stop")),)
    return Step("worker", changes)


def com_probe(machine: Machine, *arguments: str) -> tuple[str, ...]:
    """The command that asks the Python that answers formulas."""
    return (str(machine.python), "-P", "-m", "xl_addin.com_server.probe", *arguments)
