"""macOS: which Python Excel's macros run, in xlwings' form of configuration and under our own project name.

xlwings looks into the workbook's sheet, then beside the workbook, then here; the first that has a key decides, also if
what it has is empty. The workbook reads this one place only: a file that travels with it would name another machine's
Python. A user's own `xlwings.conf` is neither read nor changed. On Windows the workbook joins our Python by its COM
class, and no configuration is read.
"""

from __future__ import annotations

from pathlib import Path

from worker.errors import MediaMapperError
from xl_addin.install.changes import File
from xl_addin.install.step import Step
from xl_addin.machine import Machine

PROJECT = "mediamapper"
KEY = "INTERPRETER_MAC"


def step(machine: Machine) -> Step:
    """Write the configuration."""
    if machine.system != "macos":
        return Step("xlwings-conf", note="Needed on macOS only: elsewhere our Python is joined without it.")
    return Step("xlwings-conf", (File(path(machine), content(machine)),))


def path(machine: Machine) -> Path:
    """Where VBA looks: inside Excel's sandbox, so that no question is asked."""
    return machine.home / "Library" / "Containers" / "com.microsoft.Excel" / "Data" / f"{PROJECT}.conf"


def content(machine: Machine) -> bytes:
    """One line a key, both in quotes, no blank line and no empty value: either stops the reading.

    Raises:
        MediaMapperError: VBA, which reads one byte a letter, would read another path.
    """
    interpreter = str(machine.python)
    if not interpreter.isascii() or '"' in interpreter:
        raise MediaMapperError(
            f"Excel's macros can't read the path of our Python, {interpreter}: it has other letters than plain ones.",
            "Install MediaMapper's Python into a folder with plain letters, for example /opt/mediamapper, and run "
            "`mediamapper install` from there.",
            code="interpreter-path",
        )
    return f'"{KEY}","{interpreter}"\n'.encode("ascii")


def told_interpreter(machine: Machine) -> str | None:
    """The interpreter that the file names; None where there is no file, or no such line."""
    try:
        text = path(machine).read_text("utf-8", errors="replace")
    except OSError:
        return None
    for line in text.splitlines():
        if line.startswith(f'"{KEY}",'):
            return line.split(",", 1)[1].strip().strip('"') or None
    return None
