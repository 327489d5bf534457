"""A perfect reader: what follows from sentences that a memory hands over, for one question.

It knows which header is another spelling of which (the stream says so), whose word serves whom, and that a later word
outranks an earlier one. What a peer gets wrong under it, the peer has lost, not found or made up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bench.memories.sentence import events
from bench.memories.stream import Event, Question


def answer(question: Question, texts: Iterable[str]) -> str | None:
    """The field that *texts*, in any order, give for *question*; None where they give none."""
    decisions = {event.at: event for text in texts for event in events(text)}
    about = [decisions[at] for at in sorted(decisions) if _same(decisions[at].header, question.source)]
    for scope in _scopes(question):
        if field := _field([event for event in about if (event.client, _alone(event)) == scope]):
            return field
    return None


def _same(header: str, other: str) -> bool:
    return header.casefold() == other.casefold()


def _alone(event: Event) -> str:
    return event.person if event.alone else ""


def _scopes(question: Question) -> Iterator[tuple[str, str]]:
    """Client and person whose words serve, the narrowest first."""
    yield question.client, question.person
    yield question.client, ""
    yield "", ""


def _field(decisions: Iterable[Event]) -> str | None:
    """The field after *decisions* of one header in one scope, in their order."""
    states: list[str | None] = [None]
    for event in decisions:
        if event.verb == "undo":
            states = states[:-1] or [None]
        elif event.verb == "reject":
            states.append(None if states[-1] == event.field else states[-1])
        else:
            states.append(event.field)
    return states[-1]
