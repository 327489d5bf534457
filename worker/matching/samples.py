"""What the values of a column look like; their content is never kept."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Literal, cast

from worker.knowledge import values
from worker.knowledge.words import phrases
from worker.text import compared
from worker.values.kinds import Kind as ValueKind
from worker.values.kinds import value_of

Kind = Literal[
    "none", "blank", "date", "time", "integer", "decimal", "money", "percent", "flag", "url", "hash", "long_id",
    "size", "currency", "structure", "site", "word", "text", "long_text", "price_model", "device", "country", "status", "platform", "channel",
    "weekday", "gender",
]  # fmt: skip
LOOKED_AT = 5
"""Values of a column that are looked at."""
LONG_TEXT = 60
LONGEST_WORD = 40
"""A longer value is no word of a list."""

_LISTS: tuple[tuple[str, Kind], ...] = (
    ("currency", "currency"),
    ("buy_type", "price_model"),
    ("device", "device"),
    ("market", "country"),
    ("platform", "platform"),
    ("channel", "channel"),
)
NOTHING = "nothing"
_STRUCTURE = re.compile(r"""\{|\[\s*(?:[\[{"']|[-\d.,\s]*\]$)""")
"""An object or a list as programs write them; '[SEARCH]-Brand' is a name with a tag."""


@cache
def _words() -> dict[str, str]:
    """What single values are, by their compared form; the first list that has one holds."""
    kinds = {compared(value): kind for kind, value in phrases("values")}
    for name, kind in _LISTS:
        for alias in values.load_values(name).aliases:
            kinds.setdefault(alias, kind)
    return kinds


@lru_cache(maxsize=65_536)
def kind_of(value: str) -> Kind:
    """What one value looks like; a placeholder or a lone zero is 'blank'."""
    text = value.strip()
    if not text:
        return "blank"
    word = _words().get(compared(text)) if len(text) <= LONGEST_WORD else None
    if word is not None and not (word == "currency" and text.isdigit()):
        return "blank" if word == NOTHING else cast(Kind, word)
    if _STRUCTURE.match(text):
        return "structure"
    meaning = value_of(text)
    if meaning.kind in _KINDS:
        return _KINDS[meaning.kind]
    if meaning.amount is not None:
        return "decimal" if set(meaning.amount.digits) & set(".,") else "integer"
    if meaning.code is not None and meaning.code != "email":
        return meaning.code
    if len(text) > LONG_TEXT:
        return "long_text"
    return "word" if " " not in text else "text"


_KINDS: Mapping[ValueKind, Kind] = {
    ValueKind.BLANK: "blank",
    ValueKind.MONEY: "money",
    ValueKind.PERCENT: "percent",
    ValueKind.DATE: "date",
    ValueKind.TIME: "time",
}
"""The kinds that matching has no finer name for."""


def kind(samples: Sequence[str]) -> Kind:
    """What most of the values look like, blanks left out; 'none' without values, 'blank' when all are."""
    if not samples:
        return "none"
    counts: dict[Kind, int] = {}
    for value in samples[:LOOKED_AT]:
        one = kind_of(value)
        if one != "blank":
            counts[one] = counts.get(one, 0) + 1
    if not counts:
        return "blank"
    if "integer" in counts and "decimal" in counts:
        counts["decimal"] += counts.pop("integer")
    return max(counts, key=lambda k: counts[k])
