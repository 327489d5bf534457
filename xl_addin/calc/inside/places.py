"""Where things are on this machine, found without a line of MediaMapper's own: its Python, its memory, its worker."""

from __future__ import annotations

import json
import os
import shutil
import stat
import sys
from pathlib import Path
from typing import NamedTuple

CONFIG_FILE = "calc.json"
ADDRESS_FILE = "worker.json"
LOOPBACK = ("127.0.0.1", "localhost")


class Address(NamedTuple):
    """Where a worker listens, and what it asks of who speaks to it."""

    host: str
    port: int
    token: str


def user_folder() -> Path:
    """The folder of this user that MediaMapper keeps its things in; the same one as `platformdirs` names."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "mediamapper"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "mediamapper"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "mediamapper"


def config() -> dict[str, str]:
    """What the installer wrote down for this extension, {"python", "memory"}; empty where nothing was."""
    return _read(user_folder() / CONFIG_FILE)


def memory_folder() -> Path:
    """The memory folder: `MEDIAMAPPER_HOME`, else the installer's, else the user's own."""
    folder = os.environ.get("MEDIAMAPPER_HOME") or config().get("memory")
    return Path(folder).expanduser() if folder else user_folder() / "llm_memory"


def address() -> Address | None:
    """The worker that serves the memory folder; None where none has said that it does, or it is not to be trusted.

    Headers go to whoever is named there: it must be the user's own file, and an address of this machine.
    """
    file = memory_folder() / ADDRESS_FILE
    try:
        content = _read(file) if _is_own(file) else {}
        host, port = content["url"].split("//", 1)[1].split(":")
        trusted = host in LOOPBACK and _lives(int(content["pid"]))
        return Address(host, int(port), content["token"]) if trusted else None
    except (OSError, KeyError, ValueError, IndexError, AttributeError):
        return None


def _is_own(file: Path) -> bool:
    """Whether nobody else wrote or reads the file; elsewhere than on POSIX its folder's ACL decides."""
    if os.name != "posix":
        return True
    status = file.lstat()
    return stat.S_ISREG(status.st_mode) and status.st_uid == os.getuid() and not status.st_mode & 0o077


def _lives(process: int) -> bool:
    """Whether a process of the user's own has this number: a dead worker's port may be somebody else's by now."""
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except (OSError, OverflowError):
        return False
    return process > 0


def command() -> list[str] | None:
    """The command that starts MediaMapper in a Python of its own; None where it is not installed."""
    python = config().get("python")
    if python and Path(python).is_file():
        return [python, "-P", "-c", "from worker.cli import main; main()"]
    program = shutil.which("mediamapper")
    return [program] if program else None


def environment() -> dict[str, str]:
    """For a Python of our own: this process's, without the office's libraries, and with the memory folder in use."""
    astray = ("PYTHON", "URE_", "UNO_", "LD_LIBRARY_PATH")
    own = {name: value for name, value in os.environ.items() if not name.startswith(astray)}
    return {**own, "MEDIAMAPPER_HOME": str(memory_folder())}


def _read(file: Path) -> dict[str, str]:
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}
