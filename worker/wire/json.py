"""JSON in and out, and the schema of a request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from worker.errors import UsageError

if TYPE_CHECKING:
    pass


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
    said = str(error)
    if not said.startswith("Invalid enum value"):
        return said
    _, at, key = said.rpartition(" - at ")
    return f"A word that is not among those known{at}{key}" if at else "A word that is not among those known"


def encode(answer: Any) -> bytes:
    """JSON; shapes and dates included."""
    return msgspec.json.encode(answer)


def raw(encoded: bytes) -> Any:
    """What was encoded already, as part of a larger answer."""
    return msgspec.Raw(encoded)


def schema(kind: type[Any]) -> dict[str, Any]:
    """The JSON schema of a request, for the HTTP description; references are resolved inside it."""
    found = msgspec.json.schema(kind)
    definitions = found.pop("$defs", {})
    resolved: dict[str, Any] = _resolved(found, definitions)
    return resolved


def _resolved(part: Any, definitions: dict[str, Any]) -> Any:
    if isinstance(part, list):
        return [_resolved(item, definitions) for item in part]
    if not isinstance(part, dict):
        return part
    if "$ref" in part:
        return _resolved(definitions[part["$ref"].rsplit("/", 1)[1]], definitions)
    return {key: _resolved(value, definitions) for key, value in part.items()}
