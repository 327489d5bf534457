"""How each measure behaves when a line becomes several rows."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Literal

from worker.knowledge.templates import family_of, load_template
from worker.knowledge.vocabulary import shipped_vocabulary
from worker.shapes.template import Family, Field, Template
from worker.text import normalise
from worker.values.units import is_currency

Behaviour = Literal["spread", "repeat", "once"]
_SUMS: frozenset[Family] = frozenset({"money", "fee", "revenue", "count", "points"})
"""Families of what adds up."""


def behaviour(field: Field) -> Behaviour:
    """How a field is carried from a line to its rows.

    `spread` for what adds up. `repeat` for dimensions, prices and ratios: they are true of each part as of the whole.
    `once` for people reached, which neither add up nor hold for each part: the figure stays on the line's first row.
    """
    if field.kind == "dimension" or field.type in ("percent", "date", "text", "id"):
        return "repeat"
    kind = family(field)
    return "spread" if kind in _SUMS else "once" if kind == "reach" else "repeat"


def family(field: Field) -> Family:
    """The family of a measure, by its name where none is stated."""
    return family_of(field.name, field.type) if field.family == "text" else field.family


def additive_names(template: Template) -> tuple[str, ...]:
    """The measures that add up over lines and periods."""
    return tuple(f.name for f in template.fields if behaviour(f) == "spread")


def amount_names(template: Template) -> frozenset[str]:
    """The measures of which a line has so and so much: prices and ratios are none."""
    return frozenset(
        f.name for f in template.fields if f.kind == "measure" and behaviour(f) in ("spread", "once")
    )


def is_money(field: Field) -> bool:
    """Whether the field holds an amount of money, a rate not counted."""
    return field.type == "money" and behaviour(field) == "spread"


def money_names(template: Template) -> tuple[str, ...]:
    """The measures that are amounts of money, in the template's order."""
    return tuple(f.name for f in template.fields if is_money(f))


@lru_cache(maxsize=4096)
def measure_named(text: str) -> str | None:
    """The measure that a text names word for word, an amount or a ratio; a currency may stand behind it."""
    all_senses = shipped_vocabulary().senses
    senses = all_senses.get(normalise(text)) or all_senses.get(normalise(_without_currency(text)), ())
    return next((sense.name for sense in senses if sense.name in _measures()), None)


def _without_currency(text: str) -> str:
    """'Budget, EUR' -> 'Budget'."""
    *words, last = text.split() or [""]
    return " ".join(words).rstrip(" ,;:") if words and is_currency(last.strip("()[]")) else text


@cache
def price_names() -> frozenset[str]:
    """The measures that are a price or a ratio, which nobody adds up."""
    return frozenset(field.name for field in load_template().fields if field.family in ("rate", "ratio"))


@cache
def _measures() -> frozenset[str]:
    return frozenset(field.name for field in load_template().fields if field.kind == "measure")
