"""One step of an installation: what, why, and its changes; and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from xl_addin.install.changes import Change

State = Literal["done", "already", "failed", "would", "left out"]
TITLES: dict[str, str] = {
    "workbook": "Put the workbook into a folder of its own",
    "addin": "Put the add-in into Excel's startup folder",
    "xlwings-conf": "Tell Excel which Python is ours",
    "applescript": "Let Excel's macros reach our Python",
    "trusted-location": "Trust the workbook's folder",
    "calc-extension": "Add MediaMapper to LibreOffice",
    "login-start": "Start the worker at login",
    "worker": "Start the worker now",
}
"""Every step by its name."""


@dataclass(frozen=True, slots=True)
class Step:
    """What is done, in the order of its changes."""

    name: str
    changes: tuple[Change, ...] = ()
    note: str = ""
    """What a person should know of it, or why it is left out."""

    @property
    def title(self) -> str:
        """What it is for."""
        return TITLES[self.name]

    @property
    def where(self) -> tuple[str, ...]:
        """The places that it touches."""
        return tuple(change.where for change in self.changes)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a step."""

    name: str
    title: str
    state: State
    where: tuple[str, ...] = ()
    sentence: str = ""
    next_step: str = ""


@dataclass(frozen=True, slots=True)
class Options:
    """What a person asked for."""

    folder: str | None = None
    """Where the workbook goes; else the machine's own place."""
    trusted_location: bool | None = None
    """None: as an earlier installation left it."""
    addin: bool = True
    at_login: bool = True
    calc: bool = True
    start: bool = True
