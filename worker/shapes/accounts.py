"""The books of a plan: where each of its numbers went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import TYPE_CHECKING, Literal, get_args

from worker.lazy_dataclass import dataclass

if TYPE_CHECKING:
    import numpy as np

    from worker.shapes.grid import Grid

Fate = Literal["exported", "total", "rate", "context", "identifier", "left_out", "unexplained"]
"""What becomes of a numeric cell; each has one fate.

exported: a field of a row. total: the sum of exported cells, proved by arithmetic. rate: a ratio of other cells.
context: a value of the brief. identifier: an id. left_out: the target has no field for it, for a reason that is told.
unexplained: nothing of these.
"""
FATES: tuple[Fate, ...] = get_args(Fate)
FATE_COLOURS: Mapping[Fate, str] = {
    "exported": "#C6E0B4",
    "total": "#9DC3E6",
    "rate": "#D9C7EC",
    "context": "#FFF2CC",
    "identifier": "#D9D9D9",
    "left_out": "#F8CBAD",
    "unexplained": "#FF7C80",
}
FATE_WORDS: Mapping[Fate, str] = {
    "exported": "They stand in the raw data.",
    "total": "They add up exported numbers, as arithmetic shows; adding them as well would count twice.",
    "rate": "Prices, shares and ratios of other cells.",
    "context": "Said above or beside the table: budgets, flights, facts of the brief.",
    "identifier": "Ids and line numbers.",
    "left_out": "The raw data has no field for them, or they are another version, a price list or a hidden sheet.",
    "unexplained": "Nothing explains them: please look.",
}
"""What a fate means, in a sentence for a planner."""


@dataclass(frozen=True, slots=True)
class Account:
    """The numeric cells of one fate."""

    cells: int = 0
    sums: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    """Field -> currency ('' where there is none) -> sum of the cells."""
    places: tuple[str, ...] = ()
    """Ranges with their sheet: 'Plan!H7:H19'."""


@dataclass(frozen=True, slots=True)
class FateMap:
    """One sheet of the plan with the fate of each of its cells."""

    grid: Grid
    fates: np.ndarray[tuple[int, ...], np.dtype[np.int8]]
    """Rows x columns of the sheet: the place in `FATES`, below 0 where there is no number."""


@dataclass(frozen=True, slots=True)
class Accounts:
    """Every numeric cell of the sheets that are part of the plan, by fate."""

    by_fate: Mapping[Fate, Account] = field(default_factory=dict)

    def of(self, fate: Fate) -> Account:
        """The account of *fate*; an empty one where no cell has it."""
        return self.by_fate.get(fate, Account())
