"""Ways to say nothing in a cell: '-', 'n/a', 'н/д'."""

from __future__ import annotations

import re
from collections.abc import Collection

from worker.knowledge.particles import any_of
from worker.knowledge.word_pattern import word_pattern
from worker.text import where_alike

LONGEST = 20
"""Characters; longer texts are no way to say nothing."""
_SIGNS = r"[-–—−‒―_./\\*·•~\s]*|n\.?\s?/?\\?\s?[ab]\.?|#n/?a|nan|null|none|nil"
"""Of any language: lines and dots, 'n/a', and what programs write; the languages have the words."""
_FORM = r"([dmyjtagrдмг])\1{1,3}(?:[-./ ]([dmyjtagrдмг])\2{1,3}){2}"
"""How a date is to be written, where nobody wrote one: 'mm/dd/yyyy', 'TT.MM.JJJJ'."""


def is_blank(text: str) -> bool:
    """Whether *text* stands for no value: '', '-', 'n/a'."""
    return len(text) <= LONGEST and _blank().fullmatch(text.strip()) is not None


def is_empty(cell: object) -> bool:
    """Whether a cell holds nothing, or a text that stands for it."""
    return cell is None or (isinstance(cell, str) and is_blank(cell))


def is_free_of_charge(text: str) -> bool:
    """Whether *text* in place of a price says that there is none, or that another line's covers it: 'gratis', 'incl.'."""
    return len(text) <= LONGEST and _free().fullmatch(text.strip(" *()!")) is not None


def blanks_among(texts: Collection[str]) -> set[str]:
    """Those of *texts* that stand for no value; none of them has a digit."""
    return set(where_alike(texts, is_blank))


@word_pattern(re.IGNORECASE)
def _free() -> str:
    return any_of("free of charge")


@word_pattern(re.IGNORECASE)
def _blank() -> str:
    return rf"(?:{_FORM}|{_SIGNS}|{any_of('nothing')})"
