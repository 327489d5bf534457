"""What an installation wrote, one record a thing, and how each is taken back: nothing else is ever removed."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from worker.errors import FileProblem, MediaMapperError
from worker.shapes.json import Json
from xl_addin.machine import Machine

FILE = "installed.json"
NO_PROGRAM = 127
"""The code of a command whose program is gone, and with it what it had made."""


@dataclass(frozen=True, slots=True)
class FolderRecord:
    """A folder that was not there before; goes once it is empty."""

    path: str

    @property
    def where(self) -> str:
        """Its path."""
        return self.path

    def undo(self, machine: Machine) -> str:
        """Empty, or why something stays."""
        with suppress(OSError):  # not there any more, or a person's files are in it
            os.rmdir(self.path)
        return ""


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file and the SHA-256 that it was written with."""

    path: str
    digest: str
    precious: bool = False

    @property
    def where(self) -> str:
        """Its path."""
        return self.path

    def undo(self, machine: Machine) -> str:
        """Empty, or why something stays."""
        path = Path(self.path)
        if self.precious and path.is_file() and self.is_changed():
            return f"{path} was saved since it was installed, and stays: it may hold your work."
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise FileProblem(
                f"{path} can't be removed: {error.strerror or error}.",
                f"Close {path.name} where it is open, and run `mediamapper install --uninstall` again.",
            ) from error
        return ""

    def is_changed(self) -> bool:
        """Whether the file is another than was written."""
        return digest_of(Path(self.path)) != self.digest


@dataclass(frozen=True, slots=True)
class KeyRecord:
    """A registry key that was not there before."""

    key: str

    @property
    def where(self) -> str:
        """Its path."""
        return self.key

    def undo(self, machine: Machine) -> str:
        """Empty, or why something stays."""
        try:
            if not machine.registry.values(self.key):
                machine.registry.delete_key(self.key)
        except OSError:
            pass  # keys of others are below it by now
        return ""


@dataclass(frozen=True, slots=True)
class ValueRecord:
    """A registry value, and what stood there before."""

    key: str
    name: str
    value: str | int
    before: str | int | None = None

    @property
    def where(self) -> str:
        """Key and name."""
        return f"{self.key}\\{self.name}"

    def undo(self, machine: Machine) -> str:
        """Empty, or why something stays."""
        if machine.registry.get(self.key, self.name) != self.value:
            return ""  # another program's by now, or gone
        try:
            if self.before is None:
                machine.registry.delete(self.key, self.name)
            else:
                machine.registry.set(self.key, self.name, self.before)
        except OSError as error:
            raise MediaMapperError(
                f"{self.where} can't be removed: {error}.", "Remove it with regedit.", code="registry"
            ) from error
        return ""


@dataclass(frozen=True, slots=True)
class CommandRecord:
    """A command that takes back another; nothing is run where its check says that nothing is there."""

    command: tuple[str, ...]
    check: tuple[str, ...] = ()

    @property
    def where(self) -> str:
        """The command."""
        return " ".join(self.command)

    def undo(self, machine: Machine) -> str:
        """Empty, or why something stays."""
        if self.check and machine.run(self.check).code:
            return ""
        ran = machine.run(self.command)
        if ran.code and ran.code != NO_PROGRAM:
            raise MediaMapperError(
                f"`{self.where}` failed: {ran.out or ran.code}.", "Run it by hand to see why.", code="command"
            )
        return ""


Record = FolderRecord | FileRecord | KeyRecord | ValueRecord | CommandRecord
KINDS: dict[str, type[Record]] = {
    "folder": FolderRecord,
    "file": FileRecord,
    "key": KeyRecord,
    "value": ValueRecord,
    "command": CommandRecord,
}


def read(machine: Machine) -> list[Record]:
    """What is recorded, in the order in which it was made; empty where nothing is installed.

    Raises:
        FileProblem: the list is there and can't be read.
    """
    path = machine.data / FILE
    try:
        content = json.loads(path.read_text("utf-8"))
        return [_record(entry) for entry in content["made"]]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise FileProblem(
            f"{path}, the list of what was installed, can't be read.",
            f"Delete it and run `mediamapper install` again; that lists anew what is there ({type(error).__name__}).",
        ) from error


def version(machine: Machine) -> str | None:
    """Which version installed; None where none did."""
    try:
        return str(json.loads((machine.data / FILE).read_text("utf-8"))["version"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write(machine: Machine, entries: Sequence[Record]) -> None:
    """Keep *entries*; without any the list itself goes."""
    path = machine.data / FILE
    try:
        if not entries:
            path.unlink(missing_ok=True)
            return
        names = {kind: name for name, kind in KINDS.items()}
        content = [{"kind": names[type(record)], **asdict(record)} for record in entries]
        path.parent.mkdir(parents=True, exist_ok=True)
        half = path.with_suffix(".half")
        half.write_text(json.dumps({"version": machine.version, "made": content}, indent=1), "utf-8")
        os.replace(half, path)
    except OSError as error:
        raise FileProblem(
            f"{path} can't be written: {error.strerror or error}.",
            "Check the folder's permissions and the disk.",
        ) from error


def digest_of(path: Path) -> str:
    """SHA-256 of a file; empty where it can't be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _record(entry: Json) -> Record:
    fields = dict(entry)
    kind = KINDS[fields.pop("kind")]
    if kind is CommandRecord:
        fields = {name: tuple(words) for name, words in fields.items()}
    return kind(**fields)


def workbook_record(machine: Machine) -> FileRecord | None:
    """The workbook that was installed; None where none was, or the list can't be read."""
    return _file_record(machine, ".xlsm")


def addin_record(machine: Machine) -> FileRecord | None:
    """The add-in that was installed; None where none was, or the list can't be read."""
    return _file_record(machine, ".xlam")


def _file_record(machine: Machine, suffix: str) -> FileRecord | None:
    try:
        entries = read(machine)
    except FileProblem:
        return None
    return next((r for r in entries if isinstance(r, FileRecord) and r.path.lower().endswith(suffix)), None)
