"""Raw data as a plan sheet: lines by channel, the main measure over periods, other amounts once a line.

What an export of the sheet will make of it is worked out before the sheet is chosen, by the very function that the
export uses: a measure whose rows do not follow from the line's sum has periods of its own, and a line whose rows do not
follow from any periods is written row by row, with its own days.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from typing import TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from worker.cleaning.lines import Amounts, Days, LineColumn, Lines, Texts
from worker.cleaning.measures import behaviour
from worker.cleaning.periods.rows import Rows, to_rows
from worker.errors import UsageError
from worker.shapes.flowchart import Cut, FlowBlock, Flowchart, FlowColumn, FlowGroup
from worker.shapes.raw_data import PLAN, Value
from worker.shapes.template import Field, Template
from worker.values.arrow import Bools, Floats, Ints
from worker.values.dates.calendar_words import measure_of
from worker.verbs.flowchart import raw_rows
from worker.verbs.flowchart.grids import Grid, grids
from worker.verbs.flowchart.raw_rows import RawRows, groups

BRIEF = ("advertiser", "brand", "campaign_name")
"""Texts that stand above the table where every line has the same."""
OUTER = ("channel", "platform", "publisher", "market")
"""Columns that come first."""
NEAR = 1e-6
T = TypeVar("T")
_NO_DAY = np.datetime64("NaT", "D")


MOST_PLANS = 200
"""Plans of a dataset that one workbook has sheets for."""


def flowcharts(name: str, table: pa.Table, template: Template, by: Cut | None = None) -> list[Flowchart]:
    """A plan sheet for each plan of a dataset; one for raw data of one plan.

    Raises:
        UsageError: no rows, or more plans than a workbook has sheets for.
    """
    if not table.num_rows:
        raise UsageError(f"{name} has no rows.", "Export a plan first.")
    if PLAN not in table.column_names:
        return [flowchart(name, table, template, by)]
    plans = table[PLAN].unique().to_pylist()
    if len(plans) > MOST_PLANS:
        raise UsageError(
            f"{name} has {len(plans):,} plans, and a workbook has sheets for {MOST_PLANS}.",
            "Export the plans that you need into a dataset of their own.",
        )
    tables = ((one, table.filter(pc.equal(table[PLAN], pa.scalar(one, pa.string())))) for one in plans)
    return [flowchart(str(one), rows, template, by) for one, rows in tables]


def flowchart(name: str, table: pa.Table, template: Template, by: Cut | None = None) -> Flowchart:
    """The plan sheet of raw data.

    Args:
        by: calendar weeks or months as periods; None takes the periods that the rows have.
    """
    rows = raw_rows.read(table, template)
    rows = raw_rows.cut(rows, by) if by else rows
    draft = min(_drafts(rows, by), key=_Draft.cost)
    return draft.chart(name)


def _drafts(rows: RawRows, by: Cut | None) -> Iterator[_Draft]:
    """Sheets to choose from, the cleanest first; the first that says everything with one measure over periods ends it."""
    for grid in grids(rows, every=by is not None):
        for measure in dict.fromkeys((rows.main or "", "")):
            draft = _Draft.over(rows, grid, measure, is_cut=by is not None)
            yield draft
            if not draft.alone.any() and len(draft.measures) == 1:
                return
    yield _Draft.without_periods(rows)


@dataclass(frozen=True)
class _Draft:
    """A sheet that is being chosen: which rows stand in the grid, and which measures have periods."""

    rows: RawRows
    grid: Grid | None
    line: Ints
    """The line of each row, from 0."""
    alone: Bools
    """Rows that are lines of their own, with their own days."""
    measures: tuple[str, ...] = ()
    """Those that have period columns; '' for marks."""
    is_cut: bool = False
    """Amounts of the rows are shares that were worked out, whole units apart from others that are as right."""

    @classmethod
    def without_periods(cls, rows: RawRows) -> _Draft:
        """A list: each row is a line."""
        return cls(rows, None, np.arange(rows.size), np.ones(rows.size, dtype=bool))

    @classmethod
    def over(cls, rows: RawRows, grid: Grid, measure: str, *, is_cut: bool) -> _Draft:
        """The sheet over *grid* with as few columns as say the same, those of *measure* first."""
        outside = np.bincount(grid.line, weights=grid.slots < 0)[grid.line] > 0
        draft = cls(rows, grid, grid.line, outside, (measure,), is_cut)._numbered()
        off = draft.differences()
        names = (f.name for f in rows.template.fields if measure_of(f.title) == f.name)
        others = (name for name in names if name != measure and measure and name in off and off[name].any())
        draft = replace(draft, measures=(measure, *others))
        wrong = np.logical_or.reduce([*draft.differences().values()])
        line_off = np.bincount(draft.line, weights=wrong)[draft.line] > 0
        return replace(draft, alone=draft.alone | line_off)._numbered()

    def cost(self) -> tuple[int, int]:
        """Rows that stand alone, then blocks of columns: the fewer, the cleaner."""
        return int(self.alone.sum()), len(self.measures)

    def _numbered(self) -> _Draft:
        """With a line for each row that is alone."""
        own = np.where(self.alone, np.arange(self.rows.size) + 1, 0)
        return replace(self, line=groups([self.line, own]))

    # ------------------------------------------------------------ what an export will make of it

    def differences(self) -> dict[str, Bools]:
        """Field -> the rows in the grid of which an export of this sheet would say something else."""
        assert self.grid is not None
        lines = self.lines()
        rows = to_rows(lines)
        place = self._places(rows)
        fields = (*self.rows.by_behaviour("spread"), *self.rows.by_behaviour("once"))
        off = {name: self._off(name, rows, place) for name in fields}
        if not self.is_cut:
            off |= {name: self._days_off(name, rows, place) for name in self.rows.days}
        other = np.bincount(self.line, minlength=len(lines)) != np.bincount(rows.lines, minlength=len(lines))
        off[""] = ~self.alone & ((place < 0) | other[self.line])
        return off

    def _places(self, rows: Rows) -> Ints:
        """For each of our rows the export's row of the same line and days; -1 where it has none."""
        starts, ends = (rows.value(name) for name in raw_rows.SPAN)
        keys: dict[tuple[object, ...], int] = {}
        if isinstance(starts, np.ndarray) and isinstance(ends, np.ndarray):
            for at, key in enumerate(zip(rows.lines.tolist(), starts.tolist(), ends.tolist(), strict=True)):
                keys.setdefault(key, at)
        ours = zip(self.line.tolist(), self.rows.starts.tolist(), self.rows.ends.tolist(), strict=True)
        return np.array([keys.get(key, -1) for key in ours], dtype=np.int64)

    def _off(self, name: str, rows: Rows, place: Ints) -> Bools:
        values, ours = rows.value(name), self.rows.numbers[name]
        if not isinstance(values, np.ndarray):
            theirs = np.full(len(ours), np.nan)
        else:
            theirs = np.where(place < 0, np.nan, values[place].astype(np.float64))
        near = 1.0 if self.is_cut else NEAR
        same = (np.isnan(theirs) & np.isnan(ours)) | (np.abs(theirs - ours) <= near)
        return self._in_grid(~same, place)

    def _days_off(self, name: str, rows: Rows, place: Ints) -> Bools:
        values, ours = rows.value(name), self.rows.days[name]
        theirs = np.full(len(ours), _NO_DAY) if not isinstance(values, np.ndarray) else values[place]
        same = (np.isnat(theirs) & np.isnat(ours)) | (theirs == ours)
        return self._in_grid(~same, place)

    def _in_grid(self, rows: Bools, place: Ints) -> Bools:
        """Those of *rows* that the grid holds and the export has."""
        inside: Bools = rows & ~self.alone & (place >= 0)
        return inside

    def lines(self) -> Lines:
        """The sheet as it will be read."""
        assert self.grid is not None
        periods = self.grid.as_read(whole=self.is_cut)
        amounts = tuple(Amounts(name, periods, self._table(name), marks=not name) for name in self.measures)
        columns = {f.name: LineColumn(f, self._values(f)) for f in self._fields()}
        return Lines("", self.rows.template, np.arange(self.count), columns, amounts)

    # ------------------------------------------------------------ lines

    @property
    def count(self) -> int:
        """Lines."""
        return int(self.line.max(initial=-1)) + 1

    @cached_property
    def _first(self) -> Ints:
        """The place of each line's first row."""
        _, first = np.unique(self.line, return_index=True)
        return first.astype(np.int64)

    def _fields(self) -> list[Field]:
        """The fields that have a column: those of lines of which some line has a value."""
        return [
            f
            for f in self.rows.template.fields
            if f.name in self._by_line and _is_filled(self._values(f)).any()
        ]

    @cached_property
    def _by_line(self) -> frozenset[str]:
        return frozenset((*self.rows.texts, *self.rows.numbers, *self.rows.days))

    def _values(self, field: Field) -> Floats | Days | Texts:
        """One value a line: the sum of its rows where the field adds up; its days where it is a line of its own."""
        rows, name = self.rows, field.name
        if name in rows.texts:
            return Texts(rows.texts[name].codes[self._first], rows.texts[name].names)
        if name in rows.days:
            return np.where(self.alone[self._first], rows.days[name][self._first], _NO_DAY)
        if behaviour(field) == "repeat":
            return rows.numbers[name][self._first]
        return raw_rows.sums(rows.numbers[name], self.line, self.count)

    def _table(self, name: str) -> Floats:
        """Lines x periods of a measure; 1 where a line runs, for ''."""
        assert self.grid is not None
        width = len(self.grid.periods)
        inside = ~self.alone
        place = self.line[inside] * width + self.grid.slots[inside]
        values = self.rows.numbers[name][inside] if name else np.ones(int(inside.sum()))
        if not name:
            values = np.where(
                np.bincount(place, minlength=1)[place] > 0, 1 / np.bincount(place)[place], np.nan
            )
        return raw_rows.sums(values, place, self.count * width).reshape(self.count, width)

    # ------------------------------------------------------------ the sheet

    def chart(self, name: str) -> Flowchart:
        """The sheet, its lines by currency and channel."""
        order, groups_of_lines = self._groups()
        fields = self._fields()
        brief = tuple((f, text) for f in fields if (text := self._same(f)) is not None)
        above = {f.name for f, _ in brief}
        fields = sorted((f for f in fields if f.name not in above), key=_column_order)
        columns = tuple(
            FlowColumn(f, _cells(self._values(f), order), behaviour(f) == "spread") for f in fields
        )
        if self.grid is None or self.alone.all():
            return Flowchart(name, brief, columns, groups_of_lines, "span", (), ())
        by_name = {f.name: f for f in self.rows.template.fields}
        blocks = tuple(
            FlowBlock(by_name.get(m), tuple(_plain(row) for row in self._table(m)[order].tolist()))
            for m in self.measures
        )
        return Flowchart(name, brief, columns, groups_of_lines, self.grid.step, self.grid.periods, blocks)

    def _same(self, field: Field) -> str | None:
        """The text that all lines have, where it belongs above the table."""
        values = self._values(field)
        if field.name not in BRIEF or not isinstance(values, Texts) or len({*values.codes.tolist()}) != 1:
            return None
        return values.at(0)

    def _groups(self) -> tuple[Ints, tuple[FlowGroup, ...]]:
        """The order of the lines, and the runs of one currency and channel; those without one come first."""
        currencies, channels = self._codes("currency"), self._codes("channel")
        order = np.lexsort((np.arange(self.count), channels, currencies))
        several = len({*currencies.tolist()} - {-1}) > 1
        keys = list(zip(currencies[order].tolist(), channels[order].tolist(), strict=True))
        runs = [[*places] for _, places in groupby(range(self.count), key=keys.__getitem__)]
        return order, tuple(
            FlowGroup(
                self._name("channel", int(order[run[0]])),
                self._name("currency", int(order[run[0]])) if several else None,
                run[0],
                run[-1],
            )
            for run in runs
        )

    def _codes(self, name: str) -> Ints:
        """Each line's text as a number, in the order of first lines; -1 for blanks."""
        if name not in self.rows.texts:
            return np.full(self.count, -1, dtype=np.int64)
        codes = self.rows.texts[name].codes[self._first]
        rank = {code: at for at, code in enumerate(dict.fromkeys(codes[codes >= 0].tolist()))}
        return np.array([rank.get(code, -1) for code in codes.tolist()], dtype=np.int64)

    def _name(self, field: str, line: int) -> str | None:
        texts = self.rows.texts.get(field)
        return None if texts is None else texts.at(int(self._first[line]))


def _column_order(field: Field) -> tuple[int, int]:
    """Texts, days, prices and ratios, sums, notes; the template's order within."""
    if field.name in OUTER:
        return 0, OUTER.index(field.name)
    if field.name == "notes":
        return 5, 0
    if field.type in ("text", "id"):
        return 1, 0
    if field.type == "date":
        return 2, 0
    return (4 if behaviour(field) == "spread" else 3), 0


def _is_filled(values: Floats | Days | Texts) -> Bools:
    if isinstance(values, Texts):
        return values.codes >= 0
    return ~np.isnat(values) if values.dtype.kind == "M" else ~np.isnan(values)


def _cells(values: Floats | Days | Texts, order: Ints) -> tuple[Value, ...]:
    if isinstance(values, Texts):
        return tuple(values.at(int(line)) for line in order)
    cells: list[Value] = values[order].tolist()
    return _plain(cells)


def _plain(values: Sequence[T]) -> tuple[T | None, ...]:
    """With None for NaN."""
    return tuple(None if value != value else value for value in values)
