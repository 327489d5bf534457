"""The words in a label or a header that say of what sort a figure is: planned, actual, net, with tax, start, end."""

from __future__ import annotations

from worker.knowledge.vocabulary import shipped_vocabulary
from worker.text import words

_LONGEST = 4
"""Words of the longest modifier that is looked for."""


def modifiers_of(label: str) -> frozenset[str]:
    """The vocabulary's words in *label* that say of what sort a figure is: planned, actual, net."""
    names_of, parts = shipped_vocabulary().modifiers, words(label)
    names: set[str] = set()
    for size in range(1, _LONGEST + 1):
        for at in range(len(parts) - size + 1):
            names.update(names_of.get(" ".join(parts[at : at + size]), ()))
    return frozenset(names)
