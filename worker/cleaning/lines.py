"""The lines of one table, a column at a time: what the readers fill and the checks look at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from itertools import chain
from typing import cast

import numpy as np

from worker.findings.kind import FindingKind, with_more
from worker.lazy_dataclass import dataclass
from worker.shapes.blocks import RepeatedTexts, joined
from worker.shapes.finding import Finding
from worker.shapes.grid import Cell, column_letter
from worker.shapes.layout import Period
from worker.shapes.raw_data import UnknownValue
from worker.shapes.template import Field, Template

Floats = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
Bools = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]
Ints = np.ndarray[tuple[int, ...], np.dtype[np.int64]]
Days = np.ndarray[tuple[int, ...], np.dtype[np.datetime64]]
"""datetime64[D]; NaT where blank."""

LONGEST_QUOTE = 60
MOST_ROWS = 12
"""Rows that are named in one sentence."""
MOST_TOLD = 3
"""Lines of one cause that are told one by one; more are one finding, which says where they stand."""
MOST_RUNS = 3
"""Places that it names."""
DENSE = 0.5
"""Share of the rows of such a place that are meant at least."""
LINES = 4_096
"""Lines that are added up at a time."""


@dataclass(frozen=True, slots=True)
class Texts:
    """A column of text: each cell's place in `names`, -1 where blank."""

    codes: Ints
    names: tuple[str, ...]

    def at(self, line: int) -> str | None:
        """The text of one line."""
        code = int(self.codes[line])
        return None if code < 0 else self.names[code]

    def count(self, name: str) -> int:
        """How many lines have that text."""
        return int((self.codes == self.names.index(name)).sum()) if name in self.names else 0

    def some(self, here: slice | Ints) -> Texts:
        """Those of some of the lines."""
        return Texts(self.codes[here], self.names)

    def renamed(self, names: Sequence[str | None]) -> Texts:
        """With *names* in place of the old ones; equal names become one, None becomes blank."""
        distinct = tuple(dict.fromkeys(n for n in names if n))
        if len(distinct) == len(names):
            return Texts(self.codes, distinct)
        place = {name: i for i, name in enumerate(distinct)}
        table = np.array([place.get(n, -1) if n else -1 for n in names] + [-1], dtype=np.int64)
        return Texts(table[self.codes], distinct)

    @staticmethod
    def same(name: str, size: int) -> Texts:
        """*name* on every line."""
        return Texts(np.zeros(size, dtype=np.int64), (name,))

    @staticmethod
    def of(values: Iterable[str | None]) -> Texts:
        """From one text a line."""
        place: dict[str, int] = {}
        codes = [place.setdefault(v, len(place)) if v else -1 for v in values]
        return Texts(np.array(codes, dtype=np.int64), tuple(place))


@dataclass(frozen=True, slots=True)
class ColumnPart:
    """A column of the sheet that has a field's amounts on some of the lines: 'Net cost USD' beside 'Net cost CAD'."""

    number: int
    header: str
    lines: Bools


@dataclass(frozen=True, slots=True)
class LineColumn:
    """One field on all lines."""

    field: Field
    values: Floats | Days | Texts
    number: int | None = None
    """The sheet's column; None where sections, the brief or arithmetic provided the values."""
    header: str = ""
    currency: str | None = None
    """The currency that the column itself names, in its header."""
    parts: tuple[ColumnPart, ...] = ()
    """The sheet's columns, where several complete each other."""

    @property
    def numbers(self) -> tuple[int, ...]:
        """The sheet's columns that it comes from."""
        if self.parts:
            return tuple(part.number for part in self.parts)
        return (self.number,) if self.number else ()


@dataclass(frozen=True, slots=True)
class Amounts:
    """The period columns of one table that hold one measure."""

    measure: str
    periods: tuple[Period, ...]
    values: Floats
    """Lines x periods; NaN where blank. For marks 1.0 where marked."""
    marks: bool = False


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of one table, read."""

    sheet: str
    template: Template
    rows: Ints
    """The sheet's row of each line."""
    columns: Mapping[str, LineColumn]
    amounts: tuple[Amounts, ...] = ()
    currency: Texts | None = None
    """Of the money on each line; also exported where the template has a field `currency`."""
    flight: tuple[date | None, date | None] = (None, None)
    """First and last day of the plan, as its brief says."""
    findings: tuple[Finding, ...] = ()
    """What a person should know of the cells that were read."""
    scales: Mapping[str, float] = field(default_factory=dict)
    """Measure -> what its numbers in the sheet were multiplied by, where its header says thousands or the like."""
    undecided: tuple[Amounts, ...] = ()
    """Period columns of which nothing says what they hold; they are not exported before a person does."""
    unknown: tuple[UnknownValue, ...] = ()
    """Values that neither memory nor lists know, up to some of each field."""

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def field_names(self) -> frozenset[str]:
        """The fields that its columns and its periods hold."""
        return frozenset({*self.columns, *(group.measure for group in self.amounts)})

    def some(self, here: slice | Ints) -> Lines:
        """The lines at some places, in this order."""
        columns = {
            name: replace(column, values=column.values.some(here))
            if isinstance(column.values, Texts)
            else replace(column, values=column.values[here])
            for name, column in self.columns.items()
        }
        return replace(
            self,
            rows=self.rows[here],
            columns=columns,
            amounts=tuple(replace(group, values=group.values[here]) for group in self.amounts),
            currency=None if self.currency is None else self.currency.some(here),
            undecided=tuple(replace(group, values=group.values[here]) for group in self.undecided),
        )

    def floats(self, name: str) -> Floats | None:
        """The numbers of a field; None when no column holds it or it holds no numbers."""
        column = self.columns.get(name)
        return None if column is None else floats_of(column.values)

    def days(self, name: str) -> Days | None:
        """The dates of a field; None when no column holds it."""
        column = self.columns.get(name)
        if column is None or isinstance(column.values, Texts) or column.values.dtype.kind != "M":
            return None
        return cast(Days, column.values)

    def texts(self, name: str) -> Texts | None:
        """The text of a field; None when no column holds it."""
        column = self.columns.get(name)
        return column.values if column is not None and isinstance(column.values, Texts) else None

    def blank(self, name: str) -> Bools | None:
        """Where a field has no value; None when no column holds it."""
        column = self.columns.get(name)
        if column is None:
            return None
        values = column.values
        if isinstance(values, Texts):
            return values.codes < 0
        blank: Bools = np.isnan(values) if values.dtype.kind == "f" else np.isnat(values)
        return blank

    def cell(self, name: str | None, line: int) -> str:
        """'H12' for a field on a line; the row alone ('12:12') where no column of the sheet holds it."""
        column = self.columns.get(name) if name else None
        row = int(self.rows[line])
        return f"{column_letter(column.number)}{row}" if column and column.number else f"{row}:{row}"


def factorise(cells: Sequence[Cell]) -> tuple[Ints, list[Cell]]:
    """Each cell's place among the different values, -1 where it is None, and those values."""
    places: dict[Cell, int] = dict.fromkeys(cells, -1)
    if (1 in places or 0 in places) and bool in set(map(type, cells)):
        # True equals 1 in a hash table; as text it does not.
        cells = [str(cell) if isinstance(cell, bool) else cell for cell in cells]
        places = dict.fromkeys(cells, -1)
    places.pop(None, None)
    values = [*places]
    if len(values) == len(cells):  # names of placements, nearly always: no two are the same
        return np.arange(len(cells), dtype=np.int64), values
    places = dict(zip(values, range(len(values)), strict=True))
    places[None] = -1
    return np.fromiter(map(places.__getitem__, cells), np.int64, count=len(cells)), values


def factorise_pieces(pieces: Sequence[Sequence[Cell]]) -> tuple[Ints, list[Cell]]:
    """The same of cells that come in pieces; of those that repeat a few texts these alone are looked at."""
    others = [piece for piece in pieces if not isinstance(piece, RepeatedTexts)]
    if len(others) == len(pieces) or not {*map(type, chain(*others))} <= {str, type(None)}:
        return factorise(joined(pieces))
    places: dict[Cell, int] = {}
    parts: list[Ints] = []
    for piece in pieces:
        codes, texts = _coded(piece)
        table = [-1 if text is None else places.setdefault(text, len(places)) for text in texts]
        parts.append(np.array([*table, -1], dtype=np.int64)[codes])
    return np.concatenate(parts), [*places]


def _coded(piece: Sequence[Cell]) -> tuple[Ints, Sequence[Cell]]:
    if isinstance(piece, RepeatedTexts):
        return np.frombuffer(piece.codes, np.uint32).astype(np.int64), piece.texts
    return factorise(piece)


def floats_of(values: Floats | Days | Texts | None) -> Floats | None:
    """*values* where they are numbers."""
    if values is None or isinstance(values, Texts) or values.dtype.kind != "f":
        return None
    return cast(Floats, values)


def filled(values: Floats) -> Bools:
    """Where there is a number other than zero."""
    numbers: Bools = (values != 0) & ~np.isnan(values)
    return numbers


def without_blanks(numbers: Floats) -> Floats:
    """The numbers with 0 for NaN; `np.nan_to_num` looks for infinite ones too, which takes four times as long."""
    return np.where(np.isnan(numbers), 0.0, numbers)


def line_sums(values: Floats, *, signed: bool = True) -> Floats:
    """The sum of the numbers on each line, or of their sizes; some thousand lines at a time, for a sum takes a copy."""
    parts = (values[at : at + LINES] for at in range(0, len(values), LINES))
    sums = [np.nansum(part if signed else np.abs(part), axis=1) for part in parts]
    return np.concatenate(sums) if sums else np.zeros(0)


def different(codes: Ints) -> list[int]:
    """The different codes of texts, in order; `np.unique` by itself loads numpy's masked arrays, 20 ms of a start."""
    present: list[int] = (np.flatnonzero(np.bincount(codes + 1)) - 1).tolist()
    return present


def plain_values(numbers: Floats) -> list[float | None]:
    """One number a line, None for a blank, as `worker.values.arithmetic` takes a column."""
    return [None if number != number else number for number in numbers.tolist()]


def findings_where(
    lines: Lines, kind: FindingKind, where: Bools, name: str | None, **facts: object
) -> Iterator[Finding]:
    """One finding a line of *where*; of many one for all, as `findings_of` has it.

    The kind's templates know {row}, the {cell} of field *name*, its {value}, {field} for that name, the line's values
    by field name, and *facts*.
    """
    hits = np.flatnonzero(where).tolist()
    fields = [name, *sorted(kind.facts & lines.columns.keys())]

    def tell(line: int) -> Finding:
        line_facts: dict[str, object] = {
            n: shown_value(lines.columns[n], line) for n in fields if n and n in lines.columns
        }
        line_facts |= {"row": int(lines.rows[line]), "field": name, "value": line_facts.get(name or "")}
        return kind.at(lines.sheet, lines.cell(name, line), fields=fields, **line_facts, **facts)

    yield from findings_of(
        lines, hits, tell, lines.columns[name].number if name and name in lines.columns else None
    )


def findings_of(
    lines: Lines, hits: Sequence[int], tell: Callable[[int], Finding], column: int | None = None
) -> Iterator[Finding]:
    """One finding a line; of many the first one's, which says in which places the others stand.

    A place is whole rows where no *column* is named.
    """
    if len(hits) <= MOST_TOLD:
        yield from map(tell, hits)
        return
    places = [span(column, [int(lines.rows[at]) for at in run]) for run in _runs(lines, hits[1:])]
    whole = span(column, [int(lines.rows[at]) for at in hits])
    yield with_more(tell(hits[0]), len(hits) - 1, places, whole)


def _runs(lines: Lines, hits: Sequence[int]) -> list[list[int]]:
    """Lines by their places; the last place has all that are left."""
    runs: list[list[int]] = []
    for line in hits:
        run = runs[-1] if runs else []
        reach = int(lines.rows[line] - lines.rows[run[0]]) + 1 if run else 0
        if run and (len(run) + 1 >= DENSE * reach or len(runs) == MOST_RUNS):
            run.append(line)
        else:
            runs.append([line])
    return runs


def shown_value(column: LineColumn, line: int) -> str:
    """A value in a sentence: 1234.5 as '1,234.5', a day in ISO form."""
    if isinstance(column.values, Texts):
        return column.values.at(line) or ""
    value = column.values[line]
    if column.values.dtype.kind == "M":
        return "" if np.isnat(value) else str(value)
    return "" if np.isnan(value) else amount(float(value))


def amount(value: float) -> str:
    """1234567.891 as '1,234,567.89'; small numbers keep four digits."""
    if abs(value) < 1:
        return f"{value:.4g}"
    return f"{value:,.2f}".removesuffix(".00")


def short(header: str) -> str:
    """A header as a sentence quotes it: a disclaimer of 500 characters is cut."""
    return header if len(header) <= LONGEST_QUOTE else header[: LONGEST_QUOTE - 1] + "…"


def rows_named(rows: Sequence[int]) -> str:
    """Rows as one sentence names them: some dozen at most."""
    return ", ".join(map(str, rows[:MOST_ROWS]))


def span(column: int | None, rows: Sequence[int]) -> str:
    """'H12', 'H12:H40' for the first and last of *rows*; whole rows where there is no column."""
    first, last = rows[0], rows[-1]
    if column is None:
        return f"{first}:{last}"
    letter = column_letter(column)
    return f"{letter}{first}" if first == last else f"{letter}{first}:{letter}{last}"
