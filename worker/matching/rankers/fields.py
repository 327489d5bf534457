"""How far a header's words and a column's values go with a field, by what the template says of the field."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, cached_property

from worker.knowledge.concepts import open_concepts
from worker.knowledge.templates import load_template
from worker.matching.samples import Kind
from worker.shapes.template import Family, Field


class Fields(dict[str, Field]):
    """The fields of a template by name; what they have in common is worked out once."""

    def __init__(self, fields: Iterable[Field]) -> None:
        super().__init__((field.name, field) for field in fields)
        self._names: dict[tuple[Family, ...], frozenset[str]] = {}

    def names(self, *families: Family) -> frozenset[str]:
        """The names of the fields that are of one of the *families*."""
        names = self._names.get(families)
        if names is None:
            names = frozenset(name for name, field in self.items() if field.family in families)
            self._names[families] = names
        return names

    @cached_property
    def measures(self) -> frozenset[str]:
        """The names of what is measured."""
        return frozenset(name for name, field in self.items() if field.kind == "measure")

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The names of measures that are written in numbers."""
        types = ("number", "money", "percent")
        return frozenset(name for name in self.measures if self[name].type in types)

    @cached_property
    def texts(self) -> frozenset[str]:
        """The names of what is written in words."""
        return frozenset(name for name, field in self.items() if field.type == "text")

    @cached_property
    def dates(self) -> frozenset[str]:
        """The names of days."""
        return frozenset(name for name, field in self.items() if field.type == "date")


def composed(name: str, modifiers: frozenset[str]) -> str:
    """The field that *name* becomes with the *modifiers* around it; '' where no field is meant any more."""
    for modifier, becomes in _compositions().get(name, ()):
        if modifier in modifiers:
            return becomes
    return name


@cache
def _compositions() -> dict[str, tuple[tuple[str, str], ...]]:
    """By class: a modifier and what both mean together. The classes of the vocabulary are the shipped fields."""
    template = load_template()
    pairs: dict[str, list[tuple[str, str]]] = {field.name: [] for field in template.fields}
    for field in template.fields:
        if field.id_of:
            pairs[field.id_of].append(("id", field.name))
            pairs[field.name].append(("name", field.id_of))
    for composition in template.compositions:
        for name in composition.fields:
            pairs.setdefault(name, []).append((composition.word, composition.becomes))
    return {name: tuple(parts) for name, parts in pairs.items()}


def agreement(field: Field, modifiers: frozenset[str]) -> tuple[int, int]:
    """How many of the header's words speak for a field, and how many against it."""
    return len(field.words_for & modifiers), len(field.words_against & modifiers)


SURE = 3.0
"""What values count that nothing else has."""
NO_TARGET: frozenset[Kind] = frozenset({"url", "structure", "flag", "status", "weekday"})
_NUMERIC: frozenset[Kind] = frozenset({"integer", "decimal", "money", "percent", "long_id"})
_WORDS: frozenset[Kind] = frozenset(
    {
        "word",
        "text",
        "long_text",
        "country",
        "device",
        "price_model",
        "status",
        "currency",
        "flag",
        "platform",
        "channel",
        "site",
        "weekday",
        "gender",
    }
)


def fits(field: Field, kind: Kind) -> tuple[float, float]:
    """How far values of a kind speak for a field, and against it."""
    if kind in ("none", "blank"):
        return 0.0, 0.0
    if kind in field.values_for:
        return (SURE if kind == "size" else 1.0), 0.0
    if kind in field.values_neutral:
        return 0.0, 0.0
    if field.kind == "measure":
        if kind in ("integer", "decimal", "money"):
            return 0.5, float(field.type == "money" and kind == "integer") * 0.1
        return 0.0, 1.0 if kind != "percent" else 0.5
    if field.type == "date":
        return 0.0, 0.3 if kind in ("integer", "text", "word") else 1.0
    if field.type == "id":
        return (
            (0.5, 0.0)
            if kind in ("integer", "long_id", "hash", "word")
            else (0.0, 1.0 if kind in ("date", "decimal") else 0.4)
        )
    if field.type == "number":
        return (0.5, 0.0) if kind in ("integer", "decimal", "time") else (0.0, 0.7)
    if kind in _WORDS:
        return 0.3, 0.0
    return 0.0, {"hash": 0.1, "integer": 0.5, "long_id": 0.5}.get(kind, 1.0)


def open_fits(name: str, kind: Kind) -> tuple[float, float]:
    """How far values of a kind speak for a concept without a target, and against it."""
    number = kind in _NUMERIC or kind == "time"
    if kind in ("none", "blank") or not (number or kind in _WORDS or kind in ("date", "long_text")):
        return 0.0, 0.0
    concept = open_concepts().get(name)
    if concept is None or concept.values == "any":
        return 0.0, 0.0
    if concept.values == "number":
        return float(number), float(not number)
    return float(kind in _WORDS), float(number)
