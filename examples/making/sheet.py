"""A sheet as a planner makes it, and what each of its cells means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from making.truth import Amount, Line, Row, Value, rows_of

Fields = str | tuple[str | None, ...] | None
"""A column's field; several where a person could say either, the best first."""


def number(letters: str) -> int:
    """'AB' -> 28."""
    found = 0
    for letter in letters:
        found = found * 26 + ord(letter) - 64
    return found


def letter(column: int) -> str:
    """28 -> 'AB'."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


def letters(first: str, count: int) -> list[str]:
    """Neighbouring columns."""
    return [letter(number(first) + at) for at in range(count)]


@dataclass(frozen=True)
class Formula:
    """A formula with the value that Excel has stored for it; None where it has stored none."""

    text: str
    value: float | str | None


Written = Value | Formula | bool | None


@dataclass(frozen=True)
class Cell:
    """What is written, and the name of its look."""

    value: Written
    style: str = "text"


@dataclass(frozen=True)
class Column:
    """A column of a table."""

    letter: str
    header: str | tuple[str, ...]
    """Its header, or its headers from the outermost to the innermost."""
    field: Fields = None
    style: str = "text"
    width: float = 12

    @property
    def name(self) -> str:
        """The header as one text."""
        return self.header if isinstance(self.header, str) else " / ".join(self.header)

    @property
    def best(self) -> str | None:
        """The field that the golden raw data uses."""
        return self.field[0] if isinstance(self.field, tuple) else self.field


@dataclass(frozen=True)
class PeriodColumn:
    """A column whose cells are amounts of a time; the measure is '' for marks."""

    letter: str
    start: date
    end: date
    measure: str = "net_cost"
    style: str = "money"
    whole: bool = False
    """Whether a band over the weeks books this one as a whole in its month."""


@dataclass
class Sheet:
    """Cells by (row, column), and the tables that a reader should find."""

    name: str
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    widths: dict[int, float] = field(default_factory=dict)
    hidden_columns: set[int] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden: bool = False
    tables: list[Table] = field(default_factory=list)

    def put(self, at: str, value: Written, style: str = "text") -> None:
        """Writes one cell: 'B2'."""
        letters_, row = split(at)
        self.cells[row, number(letters_)] = Cell(value, style)

    def row(self, at: str, values: Iterable[Written], style: str = "text") -> None:
        """Writes cells from *at* to the right; None leaves one out."""
        letters_, row = split(at)
        for column, value in enumerate(values, number(letters_)):
            if value is not None:
                self.cells[row, column] = Cell(value, style)

    def merge(self, span: str, value: Written, style: str = "text") -> None:
        """Writes *value* into a merged range: 'B2:F2'."""
        first, last = span.split(":")
        (left, top), (right, bottom) = split(first), split(last)
        self.cells[top, number(left)] = Cell(value, style)
        self.merges.append((top, number(left), bottom, number(right)))

    def brief(self, at: str, items: Mapping[str, Written], style: str = "brief") -> None:
        """Labels with their values to the right, one below another."""
        column, row = split(at)
        for below, (label, value) in enumerate(items.items()):
            self.put(f"{column}{row + below}", label, "label")
            self.put(f"{letter(number(column) + 1)}{row + below}", value, style)


def split(at: str) -> tuple[str, int]:
    """'AB12' -> ('AB', 12)."""
    letters_ = at.rstrip("0123456789")
    return letters_, int(at[len(letters_) :])


@dataclass
class Table:
    """A table on a sheet: its lines are written and kept as truth."""

    sheet: Sheet
    columns: Sequence[Column]
    header_rows: Sequence[int]
    periods: Sequence[PeriodColumn] = ()
    context: dict[str, Value] = field(default_factory=dict)
    """What brief and headings give each line that follows."""
    exported: bool = True
    """False for another version of a plan that is exported already."""
    lines: dict[int, Line] = field(default_factory=dict)
    totals: dict[int, str] = field(default_factory=dict)
    beside: list[int] = field(default_factory=list)
    """Rows below the table that may count as totals or not: lists of labels and values."""
    sections: list[int] = field(default_factory=list)
    repeats: list[int] = field(default_factory=list)
    """Rows in which the header stands again."""
    parts: dict[int, Sequence[Line]] = field(default_factory=dict)
    """The lines that one row of the sheet holds, where columns stand for a platform each."""

    def __post_init__(self) -> None:
        self.sheet.tables.append(self)
        for column in self.columns:
            self.sheet.widths.setdefault(number(column.letter), column.width)

    def headers(self, style: str = "header") -> None:
        """Writes each column's headers into the header rows, the innermost into the last."""
        for column in self.columns:
            parts = (column.header,) if isinstance(column.header, str) else column.header
            for row, part in zip(reversed(self.header_rows), reversed(parts), strict=False):
                if part:
                    self.sheet.put(f"{column.letter}{row}", part, style)

    def header_again(self, row: int, style: str = "header") -> None:
        """The innermost header once more, amid the lines."""
        for column in self.columns:
            name = column.header if isinstance(column.header, str) else column.header[-1]
            self.sheet.put(f"{column.letter}{row}", name, style)
        self.repeats.append(row)

    def line(
        self,
        row: int,
        cells: Mapping[str, Value | None],
        amounts: Mapping[str, float] | None = None,
        *,
        written: Mapping[str, Written] | None = None,
        also: Mapping[str, Value] | None = None,
    ) -> None:
        """One line: *cells* by column as they are true, *amounts* by period column.

        What stands in a cell instead of its truth is in *written*; *also* is true of the line without a cell of its own.
        """
        written, amounts = written or {}, amounts or {}
        fields: Row = dict(self.context)
        for column in self.columns:
            value = cells.get(column.letter)
            shown = written.get(column.letter, value)
            if shown is not None:
                self.sheet.put(f"{column.letter}{row}", shown, column.style)
            if column.best and value is not None:
                fields[column.best] = value
        by_time: dict[tuple[date, date, bool], dict[str, float]] = {}
        for period in self.periods:
            value = amounts.get(period.letter)
            shown = written.get(period.letter, value)
            if shown is not None:
                self.sheet.put(f"{period.letter}{row}", shown, period.style)
            if value:
                by_time.setdefault((period.start, period.end, period.whole), {})[period.measure] = value
        held = [Amount(start, end, values, whole) for (start, end, whole), values in sorted(by_time.items())]
        self.lines[row] = Line({**fields, **(also or {})}, held)

    def section(self, row: int, at: str, text: str, style: str = "section", **gives: Value) -> None:
        """A heading among the lines, and what it gives to those below."""
        self.sheet.put(f"{at}{row}", text, style)
        self.sections.append(row)
        self.context.update(gives)

    def total(
        self,
        row: int,
        label: Mapping[str, str],
        over: Sequence[int],
        sums: Sequence[str],
        kind: str = "total",
        wrong: Mapping[str, float] | None = None,
    ) -> None:
        """Sums of the rows *over* in the columns *sums*; *wrong* stands there instead of the sum."""
        for column, text in label.items():
            self.sheet.put(f"{column}{row}", text, kind)
        for column in sums:
            value = round(sum(self._number(at, column) for at in over), 4)
            text = "=SUM(" + ",".join(_ranges(column, over)) + ")"
            shown: Written = Formula(text, value)
            if wrong and column in wrong:
                shown = wrong[column]
            style = self._style(column)
            self.sheet.put(f"{column}{row}", shown, f"{kind} {style}")
        self.totals[row] = kind

    def _style(self, column: str) -> str:
        places: list[Column | PeriodColumn] = [*self.columns, *self.periods]
        return next((c.style for c in places if c.letter == column), "money")

    def _number(self, row: int, column: str) -> float:
        cell = self.sheet.cells.get((row, number(column)))
        value = cell.value if cell else None
        value = value.value if isinstance(value, Formula) else value
        return value if isinstance(value, (int, float)) else 0

    def rows(self) -> list[Row]:
        """The golden raw rows of this table."""
        if not self.exported:
            return []
        lines = (line for row, whole in self.lines.items() for line in self.parts.get(row, (whole,)))
        return [row for line in lines for row in rows_of(line)]


def _ranges(column: str, rows: Sequence[int]) -> list[str]:
    """Runs of neighbouring rows: [5, 6, 9] -> ['H5:H6', 'H9']."""
    found: list[list[int]] = []
    for row in sorted(rows):
        if found and row == found[-1][1] + 1:
            found[-1][1] = row
        else:
            found.append([row, row])
    return [f"{column}{a}" if a == b else f"{column}{a}:{column}{b}" for a, b in found]


@dataclass(frozen=True)
class Plan:
    """A whole example."""

    name: str
    sheets: Sequence[Sheet]
    suffix: str = ".xlsx"
    delimiter: str = ","
    encoding: str = "utf-8"
    differs: Sequence[str] = ()
    """Cells with a total that the lines do not add up to: 'Plan!H20'."""
    settled: bool = False
    """Whether rules alone must settle it, with the answers below, so that nobody needs to look."""
    answers: Mapping[str, str] = field(default_factory=dict)
    """Id of a question that only a person can answer -> the answer."""
