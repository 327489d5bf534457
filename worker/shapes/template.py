"""What raw data is: the fields of a target."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

FieldType = Literal["text", "number", "money", "percent", "date", "id"]


@dataclass(frozen=True, slots=True)
class Field:
    """A column of the target."""

    name: str
    type: FieldType = "text"
    kind: Literal["dimension", "measure"] = "dimension"
    description: str = ""
    synonyms: tuple[str, ...] = ()
    samples: tuple[str, ...] = ()
    required: bool = False
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Template:
    """A target: a list of fields, ours or anybody's."""

    name: str
    version: int
    fields: tuple[Field, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The fields' names, in order."""
        return tuple(f.name for f in self.fields)
