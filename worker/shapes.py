"""The shapes that travel everywhere: frozen dataclasses without behaviour beyond naming their own parts.

Rows and columns are numbered from 1, as the sheet shows them; `Grid.cells` alone is a plain list of lists from 0.
Only the standard library is imported here, so that the add-in starts quickly.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Literal

Cell = str | float | int | bool | date | datetime | time | timedelta | None
"""What a cell holds once read; an error cell (`#N/A`) and an empty one are both None, see `Grid.errors`."""

RowKind = Literal["metadata", "header", "data", "total", "subtotal", "section", "note", "blank"]
SkippedKind = Literal["total", "subtotal", "section", "blank", "note", "repeat_header"]
FieldType = Literal["text", "number", "money", "percent", "date", "id"]
PeriodUnit = Literal["hour", "day", "week", "month", "quarter", "year"]
Origin = Literal["memory", "rules", "llm", "none"]
Verdict = Literal["confirm", "reject", "correct"]
Severity = Literal["error", "warning", "note"]


def column_letter(number: int) -> str:
    """1 -> 'A', 28 -> 'AB'."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """'A' -> 1, 'AB' -> 28; ValueError for anything but Latin letters."""
    number = 0
    for letter in letters.strip().upper():
        if not "A" <= letter <= "Z":
            raise ValueError(f"not a column: {letters!r}")
        number = number * 26 + ord(letter) - 64
    return number


# ---------------------------------------------------------------- a sheet as it was read


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range; both corners belong to it."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet: values from A1 on, all rows of one length, with what the layout needs beside the values.

    `cells` is kept as read: merged ranges hold their value in the first cell only.
    """

    sheet: str
    cells: list[list[Cell]]
    merges: tuple[Merge, ...] = ()
    formats: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """Number format by (row, column), where it is not General."""
    fills: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """Fill colour 'RRGGBB' by (row, column), where there is one that is not white."""
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    hidden: bool = False
    uncalculated: frozenset[tuple[int, int]] = frozenset()
    """Cells with a formula and no stored result: they read as empty, which must be said."""
    errors: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """Error cells, for example '#REF!'."""
    formulas: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """Formula text by (row, column) where it was read; SUM ranges tell totals."""

    @property
    def height(self) -> int:
        """Rows."""
        return len(self.cells)

    @property
    def width(self) -> int:
        """Columns."""
        return len(self.cells[0]) if self.cells else 0

    def at(self, row: int, column: int) -> Cell:
        """The value of one cell; None outside the grid."""
        if 1 <= row <= len(self.cells) and 1 <= column <= len(self.cells[row - 1]):
            return self.cells[row - 1][column - 1]
        return None


@dataclass(frozen=True, slots=True)
class Book:
    """A file as it was read: its sheets in order, and what the reader has to say about it."""

    name: str
    sheets: tuple[Grid, ...]
    findings: tuple[Finding, ...] = ()
    delimiter: str | None = None
    encoding: str | None = None


# ---------------------------------------------------------------- what the sheet means


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
    value: str
    field: str | None
    """The field that the label names, if one."""
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a sheet."""

    header_rows: tuple[int, ...]
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


# ---------------------------------------------------------------- fields, questions and answers


@dataclass(frozen=True, slots=True)
class Field:
    """A column of the target."""

    name: str
    type: FieldType = "text"
    kind: Literal["dimension", "measure"] = "dimension"
    description: str = ""
    synonyms: tuple[str, ...] = ()
    samples: tuple[str, ...] = ()
    required: bool = False
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Template:
    """A target: a list of fields, ours or anybody's."""

    name: str
    version: int
    fields: tuple[Field, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The fields' names, in order."""
        return tuple(f.name for f in self.fields)


@dataclass(frozen=True, slots=True)
class Scope:
    """For whom something holds; None is everybody. Wide scopes serve narrow questions, never the reverse."""

    user: str | None = None
    client: str | None = None
    market: str | None = None
    platform: str | None = None
    template: str | None = None


EVERYONE = Scope()


@dataclass(frozen=True, slots=True)
class SourceColumn:
    """A column to be mapped, as it comes in: from a table, the command line or HTTP."""

    name: str
    samples: tuple[str, ...] = ()
    group: str = ""
    """Headers above it, where the sheet has several header rows."""
    summed: bool = False
    """The sheet adds it up, so that it is an amount and no price or share."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """A field that was ranked."""

    field: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The answer for one source column; `field` is None where it stays open."""

    header: str
    field: str | None
    confidence: float
    """Probability that `field` is right; 0 where it stays open."""
    origin: Origin
    reason: str
    """One sentence that a planner understands."""
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person said of one header."""

    header: str
    field: str | None
    """The proposed field; None where it had been left open."""
    decision: Verdict
    correct_field: str | None = None
    """With `correct`: the right field, or None where the column has no target."""
    scope: Scope = Scope()


# ---------------------------------------------------------------- the review


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One source column as the planner reviews it."""

    sheet: str
    table: int
    """Which table of the sheet, from 1."""
    column: int
    header: str
    sample: str
    field: str | None
    confidence: float
    origin: Origin
    reason: str
    alternatives: tuple[str, ...] = ()
    in_doubt: bool = False
    """Whether it needs a person."""
    decision: Verdict | None = None
    correct_field: str | None = None
    periods: bool = False
    """For the row that says what a table's period columns hold; `column` is then the first of them."""

    @property
    def chosen(self) -> str | None:
        """The field that holds after the decision."""
        if self.decision == "correct":
            return self.correct_field
        return None if self.decision == "reject" else self.field


@dataclass(frozen=True, slots=True)
class RowOverride:
    """A planner's word on what a row is, against what was detected."""

    sheet: str
    row: int
    kind: RowKind


@dataclass(frozen=True, slots=True)
class Review:
    """What `map` proposes, and what a person said to it."""

    plan: str
    """The plan's file name."""
    template: Template
    rows: tuple[ReviewRow, ...]
    layouts: tuple[SheetLayout, ...] = ()
    overrides: tuple[RowOverride, ...] = ()
    findings: tuple[Finding, ...] = ()


Place = tuple[str, int, int]
"""Where a column is: sheet, which of its tables from 1, column number."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was decided for a plan; columns that it does not name keep their proposal."""

    by_place: Mapping[Place, str | None] = field(default_factory=dict)
    by_header: Mapping[str, str | None] = field(default_factory=dict)
    overrides: tuple[RowOverride, ...] = ()


# ---------------------------------------------------------------- what came out


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a person should know: a doubt with its place and the next step."""

    code: str
    """Stable, kebab-case: 'number-not-read'."""
    severity: Severity
    sentence: str
    next_step: str = ""
    sheet: str | None = None
    cell: str | None = None
    """'H12' or 'H12:H40'."""


@dataclass(frozen=True, slots=True)
class Total:
    """One line of the reconciliation: what the plan says against what the raw data adds up to."""

    measure: str
    currency: str | None
    plan: float
    raw: float
    difference: float
    ok: bool
    level: Literal["table", "section", "line", "period"] = "table"
    label: str = ""
    sheet: str | None = None
    cell: str | None = None


@dataclass(frozen=True, slots=True)
class ModelCall:
    """One question to the model, as the ledger keeps it; no word of what was asked or answered."""

    at: datetime
    task: str
    model: str
    tokens_in: int
    """Input tokens, those read from and written to the provider's cache included."""
    tokens_out: int
    tokens_cached: int
    """Of the input, what the provider read from its cache."""
    cost: float | None
    """US dollars; None where the model's price is not known."""
    seconds: float
    outcome: str
    """'answered', 'remembered' (no call was needed), or the code of the problem."""


def samples_of(values: Sequence[Cell], limit: int = 8) -> tuple[str, ...]:
    """Up to *limit* different values, in order, as text; blanks left out."""
    seen: dict[str, None] = {}
    for value in values:
        if value is None or value == "":
            continue
        seen.setdefault(shown(value))
        if len(seen) == limit:
            break
    return tuple(seen)


def shown(value: Cell) -> str:
    """A cell's value as a person would see it: 3.0 as '3', a midnight as its day."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
