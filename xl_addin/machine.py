"""The machine as install and doctor see it: its folders, its registry, its programs and its worker, each replaceable.

Decisions are made from these answers alone, so that those for Windows and macOS are tested on Linux.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Literal, Protocol

import platformdirs

from worker import paths
from worker.shapes.json import Json
from xl_addin import launcher
from xl_addin.client import Client
from xl_addin.environment import for_others

System = Literal["windows", "macos", "linux"]
COMMAND_SECONDS = 120
"""An office that has never been started makes its profile first."""


@dataclass(frozen=True, slots=True)
class Ran:
    """A program that has ended; `code` 127 where there was none, 124 where it took too long."""

    code: int
    out: str = ""
    """What it wrote, errors included."""


class Registry(Protocol):
    """The Windows registry; keys are written 'HKCU\\Software\\...'."""

    def get(self, key: str, name: str) -> str | int | None:
        """A value; None where there is none, or it may not be read."""

    def values(self, key: str) -> Mapping[str, str | int]:
        """All texts and numbers of a key, bytes in hexadecimal; empty where there is none."""

    def has(self, key: str) -> bool:
        """Whether there is such a key."""

    def set(self, key: str, name: str, value: str | int) -> None:
        """Write a value; makes the key."""

    def delete(self, key: str, name: str) -> None:
        """Remove a value, if it is there."""

    def delete_key(self, key: str) -> None:
        """Remove a key that has no keys below it, if it is there."""


class NoRegistry:
    """What other systems have."""

    def get(self, key: str, name: str) -> str | int | None:
        """Nothing."""
        return None

    def values(self, key: str) -> Mapping[str, str | int]:
        """Nothing."""
        return {}

    def has(self, key: str) -> bool:
        """Never."""
        return False

    def set(self, key: str, name: str, value: str | int) -> None:
        """Nowhere to write to."""
        raise OSError("there is no registry on this system")

    def delete(self, key: str, name: str) -> None:
        """Nothing to remove."""

    def delete_key(self, key: str) -> None:
        """Nothing to remove."""


@dataclass(frozen=True, slots=True)
class Machine:
    """One user's view of one computer."""

    system: System
    home: Path
    env: Mapping[str, str]
    data: Path
    """Our own folder on this machine; never a synced or a roaming one."""
    cache: Path
    """The folder of what can be worked out again."""
    memory: Path
    memory_is_default: bool
    python: Path
    """The interpreter that runs us, and that Excel is to run."""
    version: str
    user: int
    """The number of the user; 0 is root, -1 where there are none."""
    registry: Registry
    run: Callable[[Sequence[str]], Ran]
    spawn: Callable[[Sequence[str]], None]
    """Start a program that outlives us, without a window; OSError if it can't be."""
    which: Callable[[str], str | None]
    """Where a program is, by its name."""
    health: Callable[[Path], Json | None]
    """What the worker of a memory folder says of itself; None where nobody answers."""
    start: Callable[[Path], None]
    """Start the worker of a memory folder; WorkerProblem if it can't be."""
    stop: Callable[[Path], bool]
    """Stop it; False where none was running."""
    alive: Callable[[int], bool]
    """Whether a process of this number runs."""
    free: Callable[[Path], int]
    """Bytes that are free on the disk of a folder."""
    now: Callable[[], datetime]

    def folder(self, variable: str, *otherwise: str) -> Path:
        """The folder that an environment variable names, else one below the home folder."""
        named = self.env.get(variable)
        return Path(named) if named else self.home.joinpath(*otherwise)


def this_machine(memory: str | os.PathLike[str] | None = None) -> Machine:
    """The real one; *memory* as `--memory` gives it."""
    return Machine(
        system=system_of(sys.platform),
        home=Path.home(),
        env=os.environ,
        data=Path(platformdirs.user_data_dir("mediamapper", appauthor=False)),
        cache=paths.cache_dir(),
        memory=paths.memory_dir(memory).absolute(),
        memory_is_default=memory is None and not os.environ.get("MEDIAMAPPER_HOME"),
        python=Path(sys.executable),
        version=version("mediamapper"),
        user=os.getuid() if hasattr(os, "getuid") else -1,
        registry=WindowsRegistry() if sys.platform == "win32" else NoRegistry(),
        run=run,
        spawn=_spawn,
        which=shutil.which,
        health=_health,
        start=_start,
        stop=_stop,
        alive=_alive,
        free=_free,
        now=lambda: datetime.now(UTC),
    )


def system_of(platform: str) -> System:
    """'win32' -> 'windows', 'darwin' -> 'macos', all else is taken for Linux."""
    return {"win32": "windows", "darwin": "macos"}.get(platform, "linux")  # type: ignore[return-value]


def run(command: Sequence[str]) -> Ran:
    """Run a program to its end, without a window and without input; it does not see our virtual environment."""
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=COMMAND_SECONDS,
            env=for_others(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired:
        return Ran(124, f"{command[0]} took more than {COMMAND_SECONDS} seconds")
    except OSError as error:
        return Ran(127, f"{command[0]}: {error.strerror or error}")
    return Ran(done.returncode, done.stdout.decode("utf-8", "replace").strip())


def _spawn(command: Sequence[str]) -> None:
    nothing = subprocess.DEVNULL
    subprocess.Popen(command, stdin=nothing, stdout=nothing, stderr=nothing, **launcher.options()[-1])


def _health(memory: Path) -> Json | None:
    client = Client(memory)
    try:
        return launcher.health(client)
    finally:
        client.close()


def _start(memory: Path) -> None:
    launcher.worker(memory).close()


def _stop(memory: Path) -> bool:
    return launcher.stop(memory)


def _alive(process: int) -> bool:
    if os.name == "nt":
        return f'"{process}"' in run(["tasklist", "/FI", f"PID eq {process}", "/FO", "CSV", "/NH"]).out
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        pass
    return True


def _free(folder: Path) -> int:
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return shutil.disk_usage(folder).free


class WindowsRegistry:
    """The real registry, of the current user and for reading also the machine's."""

    def __init__(self) -> None:
        self._api = import_module("winreg")

    def get(self, key: str, name: str) -> str | int | None:
        """A value; None where there is none, or it may not be read."""
        return next((v for n, v in self.values(key).items() if n.lower() == name.lower()), None)

    def values(self, key: str) -> Mapping[str, str | int]:
        """All texts and numbers of a key, bytes in hexadecimal; empty where there is none."""
        entries: dict[str, str | int] = {}
        try:
            with self._api.OpenKey(*self._parts(key)) as opened:
                for at in range(self._api.QueryInfoKey(opened)[1]):
                    name, value, _ = self._api.EnumValue(opened, at)
                    if isinstance(value, bytes):
                        value = value.hex()
                    if isinstance(value, str | int):
                        entries[name] = value
        except OSError:
            return {}
        return entries

    def has(self, key: str) -> bool:
        """Whether there is such a key."""
        try:
            self._api.OpenKey(*self._parts(key)).Close()
        except OSError:
            return False
        return True

    def set(self, key: str, name: str, value: str | int) -> None:
        """Write a value; makes the key."""
        kind = self._api.REG_DWORD if isinstance(value, int) else self._api.REG_SZ
        with self._api.CreateKey(*self._parts(key)) as opened:
            self._api.SetValueEx(opened, name, 0, kind, value)

    def delete(self, key: str, name: str) -> None:
        """Remove a value, if it is there."""
        hive, path = self._parts(key)
        try:
            with self._api.OpenKey(hive, path, 0, self._api.KEY_SET_VALUE) as opened:
                self._api.DeleteValue(opened, name)
        except FileNotFoundError:
            pass

    def delete_key(self, key: str) -> None:
        """Remove a key that has no keys below it, if it is there."""
        with contextlib.suppress(FileNotFoundError):
            self._api.DeleteKey(*self._parts(key))

    def _parts(self, key: str) -> tuple[int, str]:
        hive, _, path = key.partition("\\")
        hives = {"HKCU": self._api.HKEY_CURRENT_USER, "HKLM": self._api.HKEY_LOCAL_MACHINE}
        return hives[hive], path
