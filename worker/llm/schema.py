"""Answers checked here as well: the part of JSON Schema that our questions use.

The provider promises answers of the schema that it was given; a proxy, another model or a cache file promises nothing.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any

Schema = Mapping[str, Any]


def object_of(**properties: Schema) -> dict[str, object]:
    """An object with exactly these properties."""
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def list_of(items: Schema) -> dict[str, object]:
    """A list."""
    return {"type": "array", "items": dict(items)}


def one_of(names: tuple[str, ...]) -> dict[str, object]:
    """One of some words."""
    return {"type": "string", "enum": list(names)}


TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "number"}
INTEGER: Schema = {"type": "integer"}


def wrong_with(value: Any, schema: Schema, place: str = "the answer") -> str | None:
    """What in *value* is not as *schema* has it, with its place; None where all is."""
    kind = schema["type"]
    if not _IS[kind](value):
        return f"{place} is no {kind}"
    if "enum" in schema and value not in schema["enum"]:
        return f"{place} is none of the values asked for"
    if kind == "array":
        return _first(wrong_with(item, schema["items"], f"{place}[{at}]") for at, item in enumerate(value))
    if kind == "object":
        return _wrong_with_object(value, schema, place)
    return None


def _wrong_with_object(value: Mapping[str, object], schema: Schema, place: str) -> str | None:
    properties = schema["properties"]
    if missing := [name for name in schema["required"] if name not in value]:
        return f"{place} has no '{missing[0]}'"
    if any(name not in properties for name in value):
        return f"{place} has more than was asked for"
    return _first(wrong_with(value[name], properties[name], f"{place}.{name}") for name in value)


def _first(texts: Iterable[str | None]) -> str | None:
    return next((problem for problem in texts if problem), None)


def _number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


_IS: Mapping[str, Callable[[object], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "number": _number,
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
}
