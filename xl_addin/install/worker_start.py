"""The worker at once, so that the first formula need not wait for the next login."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xl_addin.install.changes import folders
from xl_addin.install.records import Record
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

    def made(self, record: Record) -> bool:
        """No record tells of it."""
        return False


def step(machine: Machine, options: Options) -> Step:
    """Start the worker."""
    name = "worker"
    if not options.start:
        return Step(name, note="Left out as asked (--no-start).")
    return Step(name, (Running(str(machine.memory)),))
