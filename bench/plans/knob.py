"""A knob: one habit of planners, that can be turned on by its name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bench.plans.draft import Draft

STAGES = ("columns", "time", "words", "header", "body", "total", "costs", "around", "sheets", "look", "file")
"""Habits are put on in this order, whatever order they are drawn in."""


@dataclass(frozen=True)
class Knob:
    """A habit: what it does to a draft, when, and which of its like it can't stand beside."""

    name: str
    stage: str
    apply: Callable[[Draft], bool | None]
    """False where the plan has no place for the habit."""
    one_of: str
    """Of the knobs with the same word, a plan has one; blank for a knob of its own."""
    habit: str
    """The habit in a sentence."""
    needs: tuple[str, ...] = ()
    """Habits that come with it."""


KNOBS: dict[str, Knob] = {}


def knob(
    stage: str, one_of: str = "", needs: tuple[str, ...] = ()
) -> Callable[[Callable[[Draft], bool | None]], Callable[[Draft], bool | None]]:
    """Registers a function as the knob of its name; its docstring says the habit."""

    def register(apply: Callable[[Draft], bool | None]) -> Callable[[Draft], bool | None]:
        name = apply.__name__
        KNOBS[name] = Knob(name, stage, apply, one_of, (apply.__doc__ or "").strip(), needs)
        return apply

    return register
