"""Headers that ask for a yes or a no: 'Within budget?', 'Guaranteed (Y/N)', '配信有無'."""

from __future__ import annotations

import re
from functools import lru_cache

from worker.knowledge.telling_words import telling
from worker.knowledge.word_pattern import word_pattern
from worker.knowledge.words import phrases
from worker.text import CJK

_HEADING = "yes or no"


@lru_cache(maxsize=4096)
def asks_yes_or_no(header: str) -> bool:
    """Whether a header asks so, by its mark or by a word.

    >>> asks_yes_or_no("Guaranteed (Y/N)"), asks_yes_or_no("Guaranteed clicks")
    (True, False)
    """
    return header.rstrip().endswith(("?", "？", "؟")) or _words().search(header) is not None


def _listed() -> list[str]:
    return [phrase for name, phrase in phrases("asides") if name == _HEADING]


question_words = telling("questions", _listed)
"""Words of which one is in each header of words alone that asks for a yes or a no."""


@word_pattern(re.IGNORECASE)
def _words() -> str:
    """The languages' words: at one end of a Chinese, Japanese or Korean header, anywhere in others."""
    words = _listed()
    ends = "|".join(re.escape(word) for word in words if CJK.search(word))
    others = "|".join(re.escape(word).replace("/", r"\s?[/|]\s?") for word in words if not CJK.search(word))
    return rf"^(?:{ends})|(?:{ends})\)?$|(?<!\w)(?:{others})(?!\w)"
