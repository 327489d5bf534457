"""Texts that name a field of the raw data word for word, as headers and the labels of a brief do."""

from __future__ import annotations

from functools import cache, lru_cache

from worker.knowledge.templates import load_template
from worker.knowledge.vocabulary import shipped_vocabulary
from worker.shapes.template import Field
from worker.text import normalise
from worker.values.units import is_currency


@lru_cache(maxsize=4096)
def named_field(text: str) -> Field | None:
    """The field that a text names, a currency and a remark in brackets left aside."""
    senses = shipped_vocabulary().senses
    bare = " ".join(word for word in text.split() if not is_currency(word))
    for form in (bare, bare.split("(")[0], bare.split("/")[0]):
        for sense in senses.get(normalise(form), ()):
            if field := _fields().get(sense.name):
                return field
    return None


def names_fee(text: str) -> bool:
    """Whether a text is the name of a fee: 'Ad serving', 'Honoraires'."""
    field = named_field(text)
    return field is not None and field.family == "fee"


@cache
def _fields() -> dict[str, Field]:
    return {field.name: field for field in load_template().fields}
