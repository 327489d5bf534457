"""What a title says its table is: a plan, or a report of what was delivered."""

from __future__ import annotations

from functools import lru_cache

from worker.knowledge.words import phrases
from worker.shapes.template import Stage
from worker.text import CJK, plain, words

LONGEST = 3
"""Words of the longest name of a plan."""
ENDS = 5
"""Letters from which a name ends a compound: 'Kampányriport'."""


@lru_cache(maxsize=1)
def _names() -> dict[tuple[str, ...], Stage]:
    stages: dict[tuple[str, ...], Stage] = {}
    for name, phrase in phrases("stages"):
        stages[words(plain(phrase))] = "planned" if name == "planned" else "delivered"
    return stages


def stage_of(title: str) -> Stage | None:
    """The one stage that a title names; None where it names none, or both."""
    stages = set(_stages(title))
    return stages.pop() if len(stages) == 1 else None


@lru_cache(maxsize=4096)
def _stages(text: str) -> frozenset[Stage]:
    names, parts = _names(), words(plain(text))
    spans = (parts[at : at + n] for at in range(len(parts)) for n in range(1, LONGEST + 1))
    stages = {names[span] for span in spans if span in names}
    for (first, *rest), stage in names.items():
        if rest:
            continue
        if CJK.search(first):
            stages |= {stage} if any(first in part for part in parts) else set()
        elif len(first) >= ENDS and any(part.endswith(first) for part in parts):
            stages.add(stage)
    return frozenset(stages)
