"""Which Python Excel runs, in a configuration file under our own project name.

xlwings looks into the workbook's sheet, then beside the workbook, then here; the first that has a key decides, also if
what it has is empty. Ours is read here only: a file that travels with a workbook would name another machine's Python.
A user's own `xlwings.conf` is neither read nor changed.
"""

from __future__ import annotations

from pathlib import Path

from worker.errors import MediaMapperError
from xl_addin.install.changes import File
from xl_addin.install.step import Step
from xl_addin.machine import Machine

PROJECT = "mediamapper"
KEY = {"windows": "INTERPRETER_WIN", "macos": "INTERPRETER_MAC"}


def step(machine: Machine) -> Step:
    """Write the configuration; LibreOffice has one of its own."""
    name = "xlwings-conf"
    if machine.system == "linux":
        return Step(name, note="There is no Excel on Linux.")
    return Step(name, (File(path(machine), content(machine)),))


def path(machine: Machine) -> Path:
    """Where VBA looks; on macOS inside Excel's sandbox, so that no question is asked."""
    if machine.system == "macos":
        return machine.home / "Library" / "Containers" / "com.microsoft.Excel" / "Data" / f"{PROJECT}.conf"
    return machine.folder("USERPROFILE") / f".{PROJECT}" / f"{PROJECT}.conf"


def content(machine: Machine) -> bytes:
    """One line a key, both in quotes, no blank line and no empty value: either stops VBA's reading.

    Raises:
        MediaMapperError: the interpreter's path can't be written in the encoding that VBA reads.
    """
    key = KEY[machine.system]
    end = "\r\n" if machine.system == "windows" else "\n"
    return f'"{key}","{_interpreter(machine)}"{end}'.encode(machine.ansi)


def told_interpreter(machine: Machine) -> str | None:
    """The interpreter that the file names; None where there is no file, or no such line."""
    try:
        text = path(machine).read_bytes().decode(machine.ansi, "replace")
    except (OSError, LookupError):
        return None
    for line in text.splitlines():
        if line.upper().startswith(f'"{KEY[machine.system]}",'):
            return line.split(",", 1)[1].strip().strip('"') or None
    return None


def _interpreter(machine: Machine) -> str:
    """The path as VBA can read it: as it is, else its short form, which has ASCII letters only."""
    plain = str(machine.python)
    for told in (plain, machine.short(machine.python)):
        if told and _is_readable(told, machine.ansi):
            return told
    raise MediaMapperError(
        f"Excel's macros can't read the path of our Python, {plain}: it has letters outside Windows' code page.",
        "Install MediaMapper's Python into a folder with plain letters, for example C:\\MediaMapper, and run "
        "`mediamapper install` from there.",
        code="interpreter-path",
    )


def _is_readable(text: str, encoding: str) -> bool:
    try:
        return text.encode(encoding).decode(encoding) == text and '"' not in text
    except UnicodeError:
        return False
