"""What goes in and what comes out: a table with its mapping, and raw data with findings and reconciliation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from worker.shapes import EVERYONE, Finding, Grid, Scope, SheetLayout, Table, Template, Total

LINEAGE = ("source_sheet", "source_row", "source_column")
"""Where a row came from: the sheet, the sheet's row, and the column(s) of its period ('H', 'H,N') or of its line ('B:N')."""


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


@dataclass(frozen=True, slots=True)
class RawData:
    """The flat table, and everything a person should know about it.

    `frame` has one row a line and period. Its columns are the template's fields that occur, in the template's order,
    then `LINEAGE`. Text and ids are categories of text, dates are datetime64 at midnight, numbers are float64.
    Percents are shares (0.25 is 25 %). Blanks are missing values.
    """

    frame: pd.DataFrame
    template: Template
    findings: tuple[Finding, ...] = ()
    totals: tuple[Total, ...] = ()
