"""A decision as a sentence, in which a peer is told of it and keeps it, and back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from bench.memories.stream import Event, Question, Verb

_SENTENCE = re.compile(
    r'Column "(?P<header>[^"\n]+)" (?P<says>is not|is|is as before the last decision)'
    r"(?: (?P<field>\w+))?(?:, not (?P<old>\w+))?\. "
    r"\((?P<at>\d{4}-\d\d-\d\d \d\d:\d\d), (?P<person>\w+), for (?P<whom>[^)\n]+)\)"
)
EVERYBODY = "everybody"
ALONE = " alone at "


def sentence(event: Event) -> str:
    """`Column "Net cost" is net_cost, not gross_cost. (2025-03-01 00:17, Anna, for Corvo Foods)`."""
    what = {
        "confirm": f"is {event.field}",
        "correct": f"is {event.field}, not {event.old}",
        "reject": f"is not {event.field}",
        "undo": "is as before the last decision",
    }[event.verb]
    whom = f"{event.person}{ALONE}{event.client}" if event.alone else event.client or EVERYBODY
    return f'Column "{event.header}" {what}. ({event.at}, {event.person}, for {whom})'


def query(question: Question) -> str:
    """The words in which a peer is searched."""
    return f'Column "{question.header}"'


def events(text: str) -> Iterator[Event]:
    """The decisions that *text* tells of, in its order."""
    for match in _SENTENCE.finditer(text):
        part = match.groupdict(default="")
        whom = part["whom"]
        verb = (
            "undo"
            if not part["field"] or part["says"].endswith("decision")
            else "reject"
            if part["says"] == "is not"
            else "correct"
            if part["old"]
            else "confirm"
        )
        yield Event(
            part["person"],
            cast("Verb", verb),
            part["header"],
            part["field"],
            part["old"],
            "" if whom == EVERYBODY else whom.split(ALONE)[-1],
            ALONE in whom,
            part["at"],
        )
