"""What goes in: a table of a plan with its mapping."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from worker.shapes import EVERYONE, Grid, Scope, SheetLayout, Table


@dataclass(frozen=True, slots=True)
class MappedTable:
    """A table of a plan with the decided field of each column."""

    grid: Grid
    layout: SheetLayout
    table: Table
    fields: Mapping[int, str | None]
    """Column number -> field; None, or no entry, where the column has no target."""
    period_measure: str | None = None
    """The field that period cells hold, where a person said so."""
    scope: Scope = EVERYONE
