"""One table as a planner builds it: columns, header words, entries, what stands above and below; and its place on a sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from bench.plans.flat import Line
from bench.plans.sheet import Sheet, Value, letter

Kind = Literal["text", "amount", "rate", "date", "period", "gap", "beside"]
Label = Literal["data", "total", "subtotal", "section", "note", "empty", "header", "metadata"]


@dataclass(eq=False)
class Head:
    """A header text; columns and header rows that share one object share one (merged) cell."""

    text: Value
    merged: bool = False
    form: str = ""


@dataclass(eq=False)
class Column:
    """A column: header from top to bottom, and what it holds of a line."""

    key: str
    heads: list[Head]
    value: Callable[[Line], Value]
    kind: Kind = "text"
    field: str | None = None
    """What the raw data call it; None where they have no place for it."""
    form: str = ""
    currency: str = ""
    """A currency of the column's own; blank for the line's."""
    scale: float = 1
    """What one unit of the cell stands for."""

    @property
    def adds(self) -> bool:
        """Whether a total row sums it."""
        return self.kind in ("amount", "period")

    def truth(self, line: Line) -> float:
        """What the cell of *line* means, as a number."""
        value = self.value(line)
        return float(value) * self.scale if isinstance(value, (int, float)) else 0.0


@dataclass(eq=False)
class Entry:
    """A row of the body."""

    label: Label
    line: Line | None = None
    cells: dict[str, Value] = field(default_factory=dict)
    """By column key; what is here overrules the line."""
    of: tuple[Line, ...] = ()
    """The lines that a total sums."""
    wide: bool = False
    """Merged over the whole table."""
    hidden: bool = False
    optional: bool = False
    """Whether it may be a line or not: raw data that has it are as right as raw data without it."""


@dataclass
class Strip:
    """A row above or below the table: cells by column key, or by distance from the table's left edge."""

    cells: dict[str | int, Value] = field(default_factory=dict)
    label: Label = "metadata"


@dataclass
class Table:
    """A table before it has a place."""

    sheet: str
    columns: list[Column]
    entries: list[Entry] = field(default_factory=list)
    above: list[Strip] = field(default_factory=list)
    below: list[Strip] = field(default_factory=list)
    left: int = 1
    top: int = 1
    gap: int = 0
    """Blank rows between header and body."""
    down: list[tuple[str, Entry, Entry]] = field(default_factory=list)
    """Cells of a column merged from one entry to another."""
    hidden: bool = False
    headless: bool = False
    """Whether its header is left out: the one of the table that it stands by holds for it."""
    beside: Table | None = None
    """The table on whose sheet it stands."""
    side: Literal["below", "right"] = "below"
    """Where it stands of that table, two rows or one column away."""

    @property
    def lines(self) -> list[Line]:
        """The lines, from top to bottom."""
        return [entry.line for entry in self.entries if entry.line is not None]

    def column(self, key: str) -> Column | None:
        """The column of that key, if the table has it."""
        return next((c for c in self.columns if c.key == key), None)

    def of_kind(self, *kinds: Kind) -> list[Column]:
        """The columns of some kinds, from left to right."""
        return [c for c in self.columns if c.kind in kinds]

    def sums(self, lines: Iterable[Line]) -> dict[str, Value]:
        """What a total row shows of *lines*, by column key."""
        lines = list(lines)
        return {c.key: _added(c.value(line) for line in lines) for c in self.columns if c.adds}

    def copy(self, sheet: str, change: Callable[[Line], Line | None]) -> Table:
        """The same table on another sheet, each line changed; lines that become None go, and totals with them."""
        lines = {id(line): change(line) for line in self.lines}
        entries: list[Entry] = []
        twins: dict[int, Entry] = {}
        for entry in self.entries:
            line = lines[id(entry.line)] if entry.line is not None else None
            of = tuple(new for old in entry.of if (new := lines[id(old)]) is not None)
            if (entry.line is not None and line is None) or (entry.of and not of):
                continue
            cells = {**entry.cells, **self.sums(of)} if of else dict(entry.cells)
            twins[id(entry)] = replace(entry, line=line, of=of, cells=cells)
            entries.append(twins[id(entry)])
        below = [s for s in self.below if s.label == "note"]
        return replace(self, sheet=sheet, entries=entries, below=below, above=list(self.above), down=[])


def _added(values: Iterable[Value]) -> Value:
    numbers = [v for v in values if isinstance(v, (int, float))]
    return round(sum(numbers), 4) if numbers else None


@dataclass
class Placed:
    """A table on its sheet."""

    table: Table
    sheet: Sheet
    rows: dict[int, int]
    """Row of each entry, by the entry's `id`."""
    numbers: dict[str, int]
    """Column number by key."""
    header_rows: list[int]

    def row(self, entry: Entry) -> int:
        """The row of an entry."""
        return self.rows[id(entry)]

    def line_rows(self, lines: Iterable[Line]) -> list[int]:
        """The rows of some lines."""
        ids = {id(line) for line in lines}
        return [self.row(e) for e in self.table.entries if e.line is not None and id(e.line) in ids]

    def letter(self, key: str) -> str:
        """'C' for a column key."""
        return letter(self.numbers[key])


def place(table: Table, sheet: Sheet) -> Placed:
    """Write *table* on *sheet*."""
    numbers = {column.key: table.left + at for at, column in enumerate(table.columns)}
    row = _strips(table, table.above, sheet, table.top, numbers)
    heads = [] if table.headless else _heads(table, sheet, row, numbers)
    row = heads[-1] + 1 + table.gap if heads else row
    rows: dict[int, int] = {}
    for entry in table.entries:
        rows[id(entry)] = row
        _entry(table, entry, sheet, row, numbers)
        row += 1
    _strips(table, table.below, sheet, row, numbers)
    for key, first, last in table.down:
        sheet.merges.append((rows[id(first)], numbers[key], rows[id(last)], numbers[key]))
    sheet.hidden = table.hidden
    return Placed(table, sheet, rows, numbers, heads)


def _strips(table: Table, strips: list[Strip], sheet: Sheet, row: int, numbers: dict[str, int]) -> int:
    for strip in strips:
        for at, value in strip.cells.items():
            column = numbers.get(at) if isinstance(at, str) else table.left + at
            if column is not None:
                sheet.put(row, column, value, _form(value))
        if any(v is not None for v in strip.cells.values()):
            sheet.labels[row] = strip.label
        row += 1
    return row


def _heads(table: Table, sheet: Sheet, top: int, numbers: dict[str, int]) -> list[int]:
    depth = max(len(column.heads) for column in table.columns)
    places: dict[int, list[tuple[int, int]]] = {}
    heads: dict[int, Head] = {}
    for column in table.columns:
        for level, head in enumerate(column.heads):
            heads[id(head)] = head
            places.setdefault(id(head), []).append((top + level, numbers[column.key]))
    for key, cells in places.items():
        head, (row, first) = heads[key], min(cells)
        sheet.put(row, first, head.text, head.form or _form(head.text))
        last_row, last = max(cells)
        is_whole = len(cells) == (last_row - row + 1) * (
            last - first + 1
        )  # a column of another heading may stand between
        if head.merged and len(cells) > 1 and is_whole:
            sheet.merges.append((row, first, last_row, last))
    for level in range(depth):
        sheet.labels[top + level] = "header"
    return list(range(top, top + depth))


def _entry(table: Table, entry: Entry, sheet: Sheet, row: int, numbers: dict[str, int]) -> None:
    for column in table.columns:
        value = entry.cells.get(column.key)
        if entry.line is not None and column.key not in entry.cells:
            value = column.value(entry.line)
        sheet.put(row, numbers[column.key], value, column.form or _form(value))
    if entry.wide:
        sheet.merges.append((row, table.left, row, table.left + len(table.columns) - 1))
    if entry.hidden:
        sheet.hidden_rows.add(row)
    if entry.label != "empty" and sheet.labels.get(row) != "data":
        sheet.labels[row] = entry.label  # beside a line, a total leaves the row a line's


def _form(value: Value) -> str:
    return "dd.mm.yyyy" if isinstance(value, date) else ""
