"""Doctor: each known cause of failure is one small file in `causes`, and that folder is their registry.

A cause has a docstring whose first line says what fails, a `TITLE`, and `examine(machine)`, which gives what it found or
None where the system has no such thing. Its code is its name. Adding a cause is adding a file.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from worker.errors import MediaMapperError
from xl_addin.doctor import causes
from xl_addin.doctor.symptom import Status, Symptom, warn
from xl_addin.machine import Machine, this_machine


@dataclass(frozen=True, slots=True)
class Cause:
    """One known cause of failure."""

    code: str
    title: str
    sentence: str
    """What fails because of it."""
    look: Callable[[Machine], Symptom | None]


@dataclass(frozen=True, slots=True)
class Result:
    """What was found of one cause."""

    code: str
    title: str
    status: Status
    sentence: str
    next_step: str = ""

    @property
    def ok(self) -> bool:
        """Whether nothing needs mending."""
        return self.status == "ok"


@lru_cache(maxsize=1)
def registry() -> tuple[Cause, ...]:
    """All causes, by code."""
    modules = []
    for name in sorted(module.name for module in pkgutil.iter_modules(causes.__path__)):
        module = importlib.import_module(f"{causes.__name__}.{name}")
        sentence = (module.__doc__ or "").strip().splitlines()[0]
        modules.append(Cause(name.replace("_", "-"), module.TITLE, sentence, module.examine))
    return tuple(modules)


def examine(machine: Machine | None = None) -> list[Result]:
    """Look for every cause that this system can have; those that fail come first."""
    here = machine or this_machine()
    looked = [(cause, _looked(cause, here)) for cause in registry()]
    results = [
        Result(cause.code, cause.title, symptom.status, symptom.sentence, symptom.next_step)
        for cause, symptom in looked
        if symptom is not None
    ]
    order: dict[Status, int] = {"fail": 0, "warn": 1, "ok": 2}
    return sorted(results, key=lambda result: order[result.status])


def _looked(cause: Cause, machine: Machine) -> Symptom | None:
    try:
        return cause.look(machine)
    except MediaMapperError as error:
        return warn(error.message, error.next_step)
    except OSError as error:
        where = f": {error.filename}" if error.filename else ""
        return warn(
            f"This could not be looked at: {error.strerror or error}{where}.", "Check its permissions."
        )
