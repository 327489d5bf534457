"""What a cause's examination gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Status = Literal["ok", "warn", "fail"]


@dataclass(frozen=True, slots=True)
class Found:
    """How it stands, in a sentence, and what to do."""

    status: Status
    sentence: str
    next_step: str = ""


def ok(sentence: str) -> Found:
    """Nothing to mend."""
    return Found("ok", sentence)


def warn(sentence: str, next_step: str) -> Found:
    """It works, or works in part; a person should look."""
    return Found("warn", sentence, next_step)


def fail(sentence: str, next_step: str) -> Found:
    """Something does not work because of it."""
    return Found("fail", sentence, next_step)
