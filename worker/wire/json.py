"""JSON in and out."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from worker.errors import UsageError

In = TypeVar("In")


def decode(text: bytes | str, kind: type[In], where: str = "the input") -> In:
    """*text* as *kind*; *where* names it in the error.

    Raises:
        UsageError: no JSON, or not of that form; says at which key.
    """
    try:
        return msgspec.json.decode(text, type=kind)
    except msgspec.ValidationError as error:
        raise UsageError(
            f"{where.capitalize()} has not the form expected: {_unquoted(error)}.",
            "See `mediamapper --help`.",
        ) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UsageError(
            f"{where.capitalize()} is not JSON: {error}.", "Check that it was sent whole."
        ) from None


def _unquoted(error: msgspec.ValidationError) -> str:
    """What is wrong and at which key, without what was sent: of all its sentences msgspec puts it into one."""
    text = str(error)
    if not text.startswith("Invalid enum value"):
        return text
    _, at, key = text.rpartition(" - at ")
    return f"A word that is not among those known{at}{key}" if at else "A word that is not among those known"


def encode(answer: object) -> bytes:
    """JSON; shapes and dates included."""
    return msgspec.json.encode(answer)
