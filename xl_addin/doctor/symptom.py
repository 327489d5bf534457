"""What a cause's examination gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Status = Literal["ok", "warn", "fail"]
WORDS: Mapping[Status, str] = {"ok": "ok", "warn": "look", "fail": "fails"}
"""A word for each, as people read it."""


@dataclass(frozen=True, slots=True)
class Symptom:
    """How it stands, in a sentence, and what to do."""

    status: Status
    sentence: str
    next_step: str = ""


def ok(sentence: str) -> Symptom:
    """Nothing to mend."""
    return Symptom("ok", sentence)


def warn(sentence: str, next_step: str) -> Symptom:
    """It works, or works in part; a person should look."""
    return Symptom("warn", sentence, next_step)


def fail(sentence: str, next_step: str) -> Symptom:
    """Something does not work because of it."""
    return Symptom("fail", sentence, next_step)
