"""Machines of every kind in a folder of their own: what a platform would answer is said by the test."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from xl_addin.machine import Machine, Ran, System

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
VERSION = "0.1.0"


class FakeRegistry:
    """A registry in memory; keys and names know no case, as Windows' own."""

    def __init__(self, told: Mapping[tuple[str, str], str | int] | None = None) -> None:
        self.kept: dict[tuple[str, str], str | int] = {}
        for (key, name), value in (told or {}).items():
            self.set(key, name, value)

    def get(self, key: str, name: str) -> str | int | None:
        return self.kept.get((key.lower(), name.lower()))

    def values(self, key: str) -> Mapping[str, str | int]:
        return {n: v for (k, n), v in self.kept.items() if k == key.lower() and n != "*"}

    def has(self, key: str) -> bool:
        return any(k == key.lower() for k, _ in self.kept)

    def set(self, key: str, name: str, value: str | int) -> None:
        parts = key.lower().split("\\")
        for end in range(2, len(parts) + 1):  # keys above are made too, and stay when their last value goes
            self.kept["\\".join(parts[:end]), "*"] = 1
        self.kept[key.lower(), name.lower()] = value

    def delete(self, key: str, name: str) -> None:
        self.kept.pop((key.lower(), name.lower()), None)

    def delete_key(self, key: str) -> None:
        if any(k.startswith(f"{key.lower()}\\") for k, _ in self.kept):
            raise PermissionError("the key has keys below it")
        self.kept.pop((key.lower(), "*"), None)


@dataclass
class Fake:
    """A machine whose answers a test sets, and what was asked of it."""

    machine: Machine
    registry: FakeRegistry
    answers: dict[str, Ran] = field(default_factory=dict)
    """By a piece of the command; the first that fits. Everything else ends with 0, and LibreOffice has loaded all."""
    ran: list[str] = field(default_factory=list)
    spawned: list[str] = field(default_factory=list)
    programs: set[str] = field(default_factory=set)
    health: dict[str, Any] | None = None
    alive: bool = False
    room: int = 50 * 2**30
    starts: Callable[[], None] = lambda: None
    held: Callable[[], object] = lambda: None
    """Lets go of a lock that a test took."""

    def tree(self) -> dict[str, bytes | None]:
        """Every file with its content and every folder below the home."""
        home = self.machine.home
        return {
            p.relative_to(home).as_posix(): p.read_bytes() if p.is_file() else None
            for p in sorted(home.rglob("*"))
        }


def fake(
    home: Path, system: System = "linux", *, env: Mapping[str, str] | None = None, **changed: Any
) -> Fake:
    """A machine of *system* whose user lives in *home*, with nothing installed."""
    home.mkdir(parents=True, exist_ok=True)
    data = {
        "windows": home / "AppData" / "Local" / "mediamapper",
        "macos": home / "Library" / "Application Support" / "mediamapper",
        "linux": home / ".local" / "share" / "mediamapper",
    }[system]
    registry = FakeRegistry()
    made: Fake

    def run(command: Sequence[str]) -> Ran:
        line = " ".join(command)
        made.ran.append(line)
        usual = Ran(0, "  is registered: yes" if "unopkg list" in line else "")
        return next((ran for piece, ran in made.answers.items() if piece in line), usual)

    def start(memory: Path) -> None:
        made.starts()
        made.health = {"version": VERSION, "pid": 4711, "memory": str(memory)}

    def stop(memory: Path) -> bool:
        was, made.health = made.health is not None, None
        return was

    answers: dict[str, Any] = {
        "system": system,
        "home": home,
        "env": env or {},
        "data": data,
        "cache": home / "caches" / "mediamapper",
        "memory": data / "llm_memory",
        "memory_is_default": True,
        "python": Path("/opt/mediamapper/bin/python"),
        "version": VERSION,
        "user": 501,
        "registry": registry,
        "run": run,
        "spawn": lambda command: made.spawned.append(" ".join(command)),
        "which": lambda name: f"/usr/bin/{name}" if name in made.programs else None,
        "health": lambda memory: made.health,
        "start": start,
        "stop": stop,
        "alive": lambda process: made.alive,
        "free": lambda folder: made.room,
        "now": lambda: NOW,
    }
    made = Fake(Machine(**{**answers, **changed}), registry)
    return made
