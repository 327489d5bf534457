"""What buttons did, so that 'Undo last' can take it back: macros empty the program's own list.

It lives as long as the process that serves the buttons, and never on disk: it holds words of the plan.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlwings import Book

MOST = 50
"""Steps kept a workbook."""


@dataclass(frozen=True, slots=True)
class Step:
    """One click."""

    title: str
    """'Confirm': what the click was called."""
    decided: bool = False
    """Whether memory learnt something by it, which the worker must take back."""
    restore: Callable[[Book], None] | None = None
    """Puts the sheets of the workbook given back as they were."""
    in_plan: bool = False
    """Whether that is the plan's workbook, also where our sheets stand in one beside it."""


class Journal:
    """The steps of each open workbook, the latest last."""

    def __init__(self) -> None:
        self._steps: dict[str, list[Step]] = {}

    def add(self, book: str, step: Step) -> None:
        """Remember *step*; the oldest goes where there are too many."""
        steps = self._steps.setdefault(book, [])
        steps.append(step)
        del steps[:-MOST]

    def last(self, book: str) -> Step | None:
        """The step that an undo would take back."""
        steps = self._steps.get(book)
        return steps[-1] if steps else None

    def drop(self, book: str) -> None:
        """Forget the last step, which was taken back."""
        self._steps[book].pop()
