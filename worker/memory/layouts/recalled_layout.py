"""A remembered layout that fits a table: the field of each column, and what drifted."""

from __future__ import annotations

from worker.lazy_dataclass import dataclass
from worker.memory.layouts.table_shape import Drift


@dataclass(frozen=True, slots=True)
class RecalledColumn:
    """What the recipe says of one column; `field` None without a drift means that it has no target."""

    header: str
    field: str | None
    drift: Drift | None = None

    @property
    def sure(self) -> bool:
        """Whether nobody needs to look: nothing changed."""
        return self.drift is None


@dataclass(frozen=True, slots=True)
class RecalledLayout:
    """A recipe that fits a table."""

    columns: tuple[RecalledColumn, ...]
    """One for each column of the table, in order."""
    gone: tuple[Drift, ...]
    uses: int
    reason: str
    """One sentence that a planner understands."""

    @property
    def drifted(self) -> tuple[Drift, ...]:
        """All that changed."""
        return (*(column.drift for column in self.columns if column.drift), *self.gone)
