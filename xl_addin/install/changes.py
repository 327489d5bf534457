"""What an installation may change, as data: a file, a registry value, a command with its opposite.

Each change knows whether it is done, does itself, and yields a record of what it makes; `records` undoes from those.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from worker.errors import FileProblem, MediaMapperError
from xl_addin.install.records import (
    CommandRecord,
    FileRecord,
    FolderRecord,
    KeyRecord,
    Record,
    ValueRecord,
    digest_of,
)
from xl_addin.machine import Machine


class Change(Protocol):
    """One change to the machine. *past* is what earlier installations recorded."""

    @property
    def where(self) -> str:
        """Its place, for people."""

    def is_done(self, machine: Machine, past: Sequence[Record]) -> bool:
        """Whether nothing is left to do."""

    def do(self, machine: Machine, past: Sequence[Record]) -> Iterator[Record]:
        """Do it; each record comes before what it tells of is made, so that none is ever missing."""

    def is_recorded_by(self, record: Record) -> bool:
        """Whether *record* tells of this change."""


@dataclass(frozen=True, slots=True)
class File:
    """A file with its content; missing folders are made."""

    path: Path
    content: bytes = field(repr=False)
    precious: bool = False
    """Whether a person works in it: what they saved is put aside, never overwritten."""

    @property
    def where(self) -> str:
        """Its path."""
        return str(self.path)

    @property
    def digest(self) -> str:
        """SHA-256 of the content."""
        return hashlib.sha256(self.content).hexdigest()

    def is_done(self, machine: Machine, past: Sequence[Record]) -> bool:
        """It is recorded, and there; a person may have saved into the very file that would be written."""
        recorded = [r for r in _files(past) if self.is_recorded_by(r)]
        if not recorded or not self.path.is_file():
            return False
        saved_into = self.precious and recorded[0].digest == self.digest
        return saved_into or digest_of(self.path) == self.digest

    def do(self, machine: Machine, past: Sequence[Record]) -> Iterator[Record]:
        """Write it whole or not at all."""
        try:
            yield from folders(self.path.parent)
            if self.precious and self.path.is_file() and not self._as_we_left_it(past):
                saved = f"{self.path.stem} saved until {machine.now():%Y-%m-%d %H%M%S}{self.path.suffix}"
                os.replace(self.path, self.path.with_name(saved))
            yield FileRecord(str(self.path), self.digest, self.precious)
            half = self.path.with_name(f".{self.path.name}.{secrets.token_hex(4)}")
            try:
                half.write_bytes(self.content)
                os.replace(half, self.path)
            finally:
                half.unlink(missing_ok=True)
        except OSError as error:
            raise FileProblem(
                f"{self.path} can't be written: {error.strerror or error}.",
                f"Close {self.path.name} where it is open, check the folder, and run `mediamapper install` again.",
            ) from error

    def is_recorded_by(self, record: Record) -> bool:
        """Whether *record* tells of this file."""
        return isinstance(record, FileRecord) and record.path == str(self.path)

    def _as_we_left_it(self, past: Sequence[Record]) -> bool:
        recorded = {r.digest for r in _files(past) if self.is_recorded_by(r)}
        return digest_of(self.path) in {*recorded, self.digest}


@dataclass(frozen=True, slots=True)
class Value:
    """A registry value of the current user."""

    key: str
    name: str
    value: str | int

    @property
    def where(self) -> str:
        """Key and name."""
        return f"{self.key}\\{self.name}"

    def is_done(self, machine: Machine, past: Sequence[Record]) -> bool:
        """It is recorded, and there."""
        recorded = any(isinstance(r, ValueRecord) and self.is_recorded_by(r) for r in past)
        return recorded and machine.registry.get(self.key, self.name) == self.value

    def do(self, machine: Machine, past: Sequence[Record]) -> Iterator[Record]:
        """Write it; what was there before our first installation is recorded."""
        earlier = [r for r in past if isinstance(r, ValueRecord) and self.is_recorded_by(r)]
        value = machine.registry.get(self.key, self.name)
        before = earlier[0].before if earlier else None if value == self.value else value
        for key in _with_those_above(self.key):
            if not machine.registry.has(key) or KeyRecord(key) in past:
                yield KeyRecord(key)
        yield ValueRecord(self.key, self.name, self.value, before)
        try:
            machine.registry.set(self.key, self.name, self.value)
        except OSError as error:
            raise MediaMapperError(
                f"{self.where} can't be written: {error}.",
                "A policy may forbid it: ask your IT, with docs/install.md at hand.",
                code="registry",
            ) from error

    def is_recorded_by(self, record: Record) -> bool:
        """Whether *record* tells of this value, or of a key that was made for it."""
        if isinstance(record, ValueRecord):
            return (record.key, record.name) == (self.key, self.name)
        return isinstance(record, KeyRecord) and record.key in _with_those_above(self.key)


@dataclass(frozen=True, slots=True)
class Command:
    """A program's command and the one that takes it back; either may be empty."""

    do_it: tuple[str, ...] = ()
    undo_it: tuple[str, ...] = ()
    check: tuple[str, ...] = ()
    """Ends with 0 where it is done; empty: what was recorded is believed."""
    agrees: Callable[[str], bool] = lambda out: True
    """Whether what *check* wrote says that it is done; a code of 0 alone says it by itself."""
    next_step: str = ""

    @property
    def where(self) -> str:
        """The command, or where it has none the one that takes back."""
        return " ".join(self.do_it or self.undo_it)

    def is_done(self, machine: Machine, past: Sequence[Record]) -> bool:
        """It is recorded, and its check agrees."""
        return any(map(self.is_recorded_by, past)) and (not self.check or self._is_agreed(machine))

    def _is_agreed(self, machine: Machine) -> bool:
        ran = machine.run(self.check)
        return ran.code == 0 and self.agrees(ran.out)

    def do(self, machine: Machine, past: Sequence[Record]) -> Iterator[Record]:
        """Run it; what an earlier installation did is taken back first."""
        if self.undo_it:
            if self.do_it and any(map(self.is_recorded_by, past)):
                machine.run(self.undo_it)
            yield CommandRecord(self.undo_it, self.check)
        if self.do_it and (ran := machine.run(self.do_it)).code:
            reason = ran.out.splitlines()[-1].rstrip(".") if ran.out else f"it ended with {ran.code}"
            raise MediaMapperError(
                f"`{self.where}` failed: {reason}.", self.next_step or "Run it by hand.", code="command"
            )

    def is_recorded_by(self, record: Record) -> bool:
        """Whether *record* takes this command back."""
        return isinstance(record, CommandRecord) and record.command == self.undo_it


def _with_those_above(key: str) -> list[str]:
    """A registry key after those that hold it, without the hive: 'HKCU\\A\\B' -> HKCU\\A, HKCU\\A\\B."""
    parts = key.split("\\")
    return ["\\".join(parts[:end]) for end in range(2, len(parts) + 1)]


def _files(past: Sequence[Record]) -> Iterator[FileRecord]:
    return (record for record in past if isinstance(record, FileRecord))


def folders(folder: Path) -> Iterator[Record]:
    """Make *folder*; one record for each that was missing, the outermost first."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    for path in reversed(missing):
        yield FolderRecord(str(path))
        path.mkdir(exist_ok=True)
