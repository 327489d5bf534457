"""What the sheet means: header rows, columns, periods, skipped rows, the brief."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

from worker.lazy_dataclass import dataclass
from worker.shapes.finding import Finding
from worker.shapes.grid import column_letter

RowKind = Literal["metadata", "header", "data", "total", "subtotal", "section", "note", "blank"]


SkippedKind = Literal["total", "subtotal", "section", "blank", "note", "repeat_header"]


PeriodUnit = Literal["hour", "day", "week", "month", "quarter", "year"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table that is not a period column."""

    number: int
    header: str
    """The header's text; several header rows are joined with ' / ', outermost first."""
    parts: tuple[str, ...] = ()
    """The texts of the header rows, outermost first, merged ranges filled in; blanks left out."""
    samples: tuple[str, ...] = ()
    """Up to 8 different values of the body, as a person would see them."""
    unit_of: int | None = None
    """For the second cell of a value-and-unit pair ('175 | CPM'): the number of the value's column."""
    hidden: bool = False
    summed: bool = False
    """A total row is the sum of its lines."""
    numbers: tuple[float | None, ...] = ()
    """The numbers of the table's first lines, a value a line, so that columns can be compared line by line."""
    adds_periods: bool = False
    """It adds up some of the period columns, as a quarter does between months."""
    adds_measure: str | None = None
    """The field of the period columns whose sum it is on all lines."""
    taxed: bool = False
    """Below its total stands a percent of it: it is money."""
    listed_sum: str = ""
    """The label of its sum, where that stands beside the table: 'Total net (EUR)'."""

    @property
    def letter(self) -> str:
        """'C'."""
        return column_letter(self.number)


@dataclass(frozen=True, slots=True)
class Period:
    """A column whose header is a time: its cells are the line's amounts (or marks) in that time."""

    number: int
    label: str
    unit: PeriodUnit
    start: date | None = None
    """First day; None while no year is known."""
    end: date | None = None
    """Last day, included."""
    measure: str | None = None
    """The field its cells hold, where a header above or the brief says so."""
    marks: bool = False
    """True where cells carry fills or signs ('x') instead of amounts."""
    hour: int | None = None
    is_whole: bool = False
    """The plan books it as a whole in one month, by a band over its weeks: it is not split where a month turns."""

    @property
    def letter(self) -> str:
        """'H'."""
        return column_letter(self.number)


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A row between a table's first and last that is no line."""

    row: int
    kind: SkippedKind


@dataclass(frozen=True, slots=True)
class Section:
    """A heading inside the body; it holds for the lines below it until the next of its level."""

    row: int
    text: str
    level: int
    first_row: int
    last_row: int


@dataclass(frozen=True, slots=True)
class BriefItem:
    """A label and value beside the table ('Client: Acme'), context for its lines."""

    label: str
    """Empty where the days of a flight stand without one."""
    value: str
    field: str | None
    """The field that the label names, if one."""
    row: int
    column: int
    is_guess: bool = False
    """These are the days of a flight that no label names as such."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a sheet."""

    header_rows: tuple[int, ...]
    """The rows in which the columns' own names stand."""
    first_row: int
    """First row of the body."""
    last_row: int
    """Last line of the body; totals below it are in `skipped`, notes are not the table's."""
    first_column: int
    last_column: int
    columns: tuple[Column, ...]
    periods: tuple[Period, ...] = ()
    skipped: tuple[SkippedRow, ...] = ()
    sections: tuple[Section, ...] = ()
    title: str | None = None
    alternative_of: str | None = None
    """The sheet (or 'sheet!title') of which this is another version or alternative; such tables are not added up."""
    group_rows: tuple[int, ...] = ()
    """Rows above the header that only group columns which all have names of their own: context of those names."""

    @property
    def heading_rows(self) -> tuple[int, ...]:
        """All that stands over the columns: groups, then names."""
        return (*self.group_rows, *self.header_rows)

    @property
    def line_rows(self) -> Sequence[int]:
        """Rows of the body that are lines."""
        rows, skipped = range(self.first_row, self.last_row + 1), {s.row for s in self.skipped}
        return [row for row in rows if row not in skipped] if skipped else rows

    @property
    def total_rows(self) -> tuple[int, ...]:
        """Rows that are totals or subtotals."""
        return tuple(s.row for s in self.skipped if s.kind in ("total", "subtotal"))


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """What each row of a sheet is, and its tables."""

    sheet: str
    row_kinds: tuple[RowKind, ...]
    """One for each row from 1."""
    tables: tuple[Table, ...] = ()
    brief: tuple[BriefItem, ...] = ()
    findings: tuple[Finding, ...] = ()
