"""Libraries of the group `fit`, which only the programs that fit weights need."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType


def library(name: str, program: str) -> ModuleType:
    """The library *name*; where the group is not installed *program* ends with the command that runs it with the group.

    Raises:
        SystemExit: the library is not there.
    """
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        raise SystemExit(
            f"{program} needs {error.name}, which is not installed: it belongs to the group 'fit'. "
            f"Run: uv run --group fit python -m {program}"
        ) from None
