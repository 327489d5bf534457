"""What to do about mappings that fail: start confidence anew from the evidence, and look for better fields.

Whatever is found stays a proposal until a person confirms it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from worker.memory.database.tables import Shared
from worker.memory.learning import standings
from worker.memory.learning.confidence import CAP
from worker.memory.learning.lessons import MAPPINGS
from worker.memory.recall import similar_headers
from worker.memory.reporting.performance import Failing
from worker.memory.upkeep.proposals import Proposal, Proposer
from worker.shapes.mapping import Scope
from worker.shapes.memory import Recollection
from worker.text import normalise

ALIKE = 3


Recall = Callable[[Sequence[str], Scope], Mapping[str, Recollection]]


def from_evidence(database: Shared, failing: Sequence[Failing], recall: Recall) -> Iterator[Proposal]:
    """What people confirmed for the same header elsewhere, or for similar headers here."""
    for one in failing:
        yield from _elsewhere(database, one)
    alike = similar_headers.similar(database, [one.header for one in failing], ALIKE)
    for one in failing:
        own = normalise(one.header)
        others = [other for other in alike.get(own, []) if other.key != own]
        answers = recall([other.key for other in others], one.scope) if others else {}
        for other in others:
            best = answers.get(other.key)
            if best and best.field and best.field != one.field:
                sure = min(CAP, best.confidence * other.likeness)
                reason = f"Like '{other.key}'. {best.reason}"
                yield Proposal(one.header, best.field, sure, "similar", reason, one.scope, one.field)
                break


def _elsewhere(database: Shared, one: Failing) -> Iterator[Proposal]:
    votes: dict[str, float] = {}
    for lesson in standings.lessons(database, MAPPINGS, normalise(one.header)):
        if lesson.state == "holds" and lesson.target not in ("", one.field or ""):
            votes[lesson.target] = votes.get(lesson.target, 0.0) + 1.0 + lesson.tally.confirmed
    if votes:
        best = max(sorted(votes), key=lambda target: votes[target])
        share = votes[best] / (sum(votes.values()) + 1.0)
        reason = f"People confirmed {best} for this header elsewhere."
        yield Proposal(one.header, best, min(CAP, share), "elsewhere", reason, one.scope, one.field)


def from_proposer(failing: Sequence[Failing], proposer: Proposer) -> Iterator[Proposal]:
    """What rules and model say now, all asked in one question; an answer counts for each scope that fails.

    The question names a scope only where all failures share it.
    """
    scopes = {one.scope for one in failing}
    shared = next(iter(scopes)) if len(scopes) == 1 else Scope()
    by_header: dict[str, list[Failing]] = {}
    for one in failing:
        by_header.setdefault(normalise(one.header), []).append(one)
    for suggestion in proposer.propose([group[0].header for group in by_header.values()], shared):
        for one in by_header.get(normalise(suggestion.header), ()):
            sure = min(CAP, suggestion.confidence)
            yield Proposal(
                one.header, suggestion.field, sure, suggestion.origin, suggestion.reason, one.scope, one.field
            )


def sifted(proposals: Sequence[Proposal], recall: Recall) -> tuple[Proposal, ...]:
    """Proposals of something new that nobody has refused in that scope, surest first."""
    proposals_by_key: dict[tuple[str, str, Scope], Proposal] = {}
    refused: dict[tuple[str, Scope], frozenset[str]] = {}
    for one in proposals:
        place = normalise(one.header), one.scope
        if place not in refused:
            answer = recall([one.header], one.scope).get(place[0])
            refused[place] = answer.rejected if answer else frozenset()
        if one.field != one.was and one.field not in refused[place]:
            proposals_by_key.setdefault((*place[:1], one.origin, one.scope), one)
    return tuple(sorted(proposals_by_key.values(), key=lambda one: (-one.confidence, one.header)))
