"""What Excel's objects have in common: what begins with a capital is theirs, named as Excel names it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

NO_COLOUR, SOLID = -4142, 1


class Refusal(Exception):
    """What Excel answers with an error of its own: 1004, application-defined or object-defined."""


class Thing:
    """One of Excel's objects."""


def word(table: dict[Any, int], number: int) -> Any:
    """The engine's word for Excel's number."""
    return next(name for name, known in table.items() if known == number)


def one(values: Iterable[Any], mixed: Any = None) -> Any:
    """The value that all share, else *mixed*."""
    different = set(values)
    return different.pop() if len(different) == 1 else mixed


def number_of(colour: tuple[int, int, int] | None) -> int:
    red, green, blue = colour or (255, 255, 255)
    return red + green * 256 + blue * 65536


def split(colour: int) -> tuple[int, int, int]:
    return colour & 255, colour >> 8 & 255, colour >> 16 & 255


def picked(things: Sequence[Any], index: Any) -> Any:
    """By name, whatever its case, or by place from 1."""
    for at, thing in enumerate(things, 1):
        if index == at or (isinstance(index, str) and thing.Name.casefold() == index.casefold()):
            return thing
    raise Refusal("Subscript out of range")
