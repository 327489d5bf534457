"""How each measure behaves when a line becomes several rows."""

from __future__ import annotations

import re
from typing import Literal

from worker.shapes.template import Field, Template
from worker.text import words

Behaviour = Literal["spread", "repeat", "once"]

_RATE_WORDS = frozenset(
    {"rate", "per", "avg", "average", "ratio", "share", "frequency", "index", "pct", "percent", "roas"}
)
_RATE = re.compile(r"cp[a-z]{1,3}|[a-z]tr|cvr")
_ONCE_WORDS = frozenset({"reach", "uniques"})


def behaviour(field: Field) -> Behaviour:
    """How a field is carried from a line to its rows.

    `spread` for what adds up. `repeat` for dimensions, prices and ratios: they are true of each part as of the whole.
    `once` for people reached, which neither add up nor hold for each part: the figure stays on the line's first row.
    """
    named = set(words(field.name))
    if field.kind == "dimension" or field.type in ("percent", "date", "text", "id"):
        return "repeat"
    if named & _RATE_WORDS or any(_RATE.fullmatch(word) for word in named):
        return "repeat"
    return "once" if named & _ONCE_WORDS else "spread"


def additive_names(template: Template) -> tuple[str, ...]:
    """The measures that add up over lines and periods."""
    return tuple(f.name for f in template.fields if behaviour(f) == "spread")


def is_money(field: Field) -> bool:
    """Whether the field holds an amount of money, a rate not counted."""
    return field.type == "money" and behaviour(field) == "spread"
