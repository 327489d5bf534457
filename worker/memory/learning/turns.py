"""The place of a step in the order in which everybody believes it: a hybrid clock, the author, the copy of the memory.

A turn is one text, and texts sort as turns do. Its clock is the wall's, to the millisecond, but never behind what the
memory has seen; steps of one millisecond are counted. A turn is given once in all copies, so it is a step's name too.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from worker.memory.database.times import text_of

LAST = 99_999
"""The last step of a millisecond: a `forget`, so that what is decided after it is of a later millisecond."""
_SEPARATOR = "\x1f"
_MOMENT = len("2026-01-05T12:00:00.000")


def following(latest: str, at: str, author: str, copy: str, *, last: bool = False) -> str:
    """The turn of a step done *at* (UTC, ISO 8601) in the memory's copy of that name, whose latest turn is *latest*.

    With *last* no other step can come in its millisecond.
    """
    moment, count = at[:_MOMENT], 0
    if latest[:_MOMENT] >= moment:
        moment, count = latest[:_MOMENT], count_of(latest) + 1
        if count > LAST:
            moment, count = _next_millisecond(moment), 0
    return f"{moment}.{LAST if last else count:05d}{_SEPARATOR}{author}{_SEPARATOR}{copy}"


def count_of(turn: str) -> int:
    """Which step of its millisecond it is, from 0."""
    return int(turn[_MOMENT + 1 : _MOMENT + 6])


def author_of(turn: str) -> str:
    """Whose step it is."""
    return turn.split(_SEPARATOR)[1]


def moment_of(turn: str) -> str:
    """The millisecond of a turn's clock: UTC, ISO 8601."""
    return f"{turn[:_MOMENT]}+00:00"


def end_of(at: str) -> str:
    """A text behind every turn of the millisecond *at* (UTC, ISO 8601), and before all later ones."""
    return f"{at[:_MOMENT]}/"


def of_merge(turn: str, number: int) -> str:
    """The turn of what stands for several steps, the last of which has *turn*: right behind it, and no other's."""
    return f"{turn}{_SEPARATOR}{number}"


def _next_millisecond(moment: str) -> str:
    later = datetime.fromisoformat(f"{moment}+00:00") + timedelta(milliseconds=1)
    return text_of(later)[:_MOMENT]
