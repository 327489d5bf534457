"""A table with a row a measure ('GRP', 'Spots', 'Cost' below each other, weeks beside them) becomes one table a measure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from math import isclose

from worker.cleaning.lines import short
from worker.cleaning.mapped_table import MappedTable
from worker.cleaning.measures import additive_names, measure_named, money_names
from worker.findings.cleaning import MEASURE_NOT_EXPORTED, MEASURES_BY_ROW
from worker.knowledge.templates import load_template
from worker.lazy_dataclass import dataclass
from worker.plans.periods.measures import measure_in
from worker.plans.rows.letters import number
from worker.plans.rows.wording import is_total
from worker.shapes.blocks import texts_in
from worker.shapes.finding import Finding
from worker.shapes.grid import Cell, Grid
from worker.shapes.layout import Period, SkippedKind, SkippedRow
from worker.shapes.template import Template
from worker.values.money import currency_in, currency_of

MOSTLY = 0.8
"""Share of the blocks that name several measures."""
NAMED = 0.6
"""Share of the rows that name a measure: posts, stories and the like are none of ours."""
PROBE = 24
"""Rows by which it is seen whether a column names measures."""
_BUDGET = "planned_budget"
"""Money of which a sign alone tells."""
LEAST = 2
"""Different measures that a block names."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row with the measure that it names."""

    row: int
    label: str
    measure: str | None
    head: int
    """The first row of its block: the rows of one vendor."""
    is_total: bool
    """Its block adds up the others."""


def by_measure(mapped: MappedTable, template: Template) -> tuple[list[MappedTable], list[Finding]]:
    """One table a measure, each with the rows that name it and the texts of their block, and what is said of it.

    The table itself where its rows name no measures, or where each line has one only, as its goal. Of two rows for one
    measure in a block ('GRP', 'TRP') the first is exported; prices and what no field holds are left out.
    """
    times = [period.number for period in mapped.table.periods]
    label = label_column(mapped, times) if len(times) >= LEAST and not mapped.part else None
    if label is None:
        return [mapped], []
    rows = list(rows_of(mapped, label, times))
    labels = first_labels(rows, template)
    dimensions = {f.name for f in template.fields if f.kind == "dimension"}
    texts = {n: f for n, f in mapped.fields.items() if f in dimensions and n != label}
    filled = replace(mapped, grid=filled_down(mapped.grid, rows, list(texts)))
    tables = [_part(filled, rows, texts, measure, name) for measure, name in labels.items()]
    return tables, list(said_of(mapped.grid.sheet, rows, labels))


def first_labels(rows: Sequence[Row], template: Template) -> dict[str, str]:
    """What the first row of each measure that adds up is called, in the order of the rows."""
    labels: dict[str, str] = {}
    for one in rows:
        if one.measure in additive_names(template):
            labels.setdefault(one.measure, one.label)
    return labels


def label_column(mapped: MappedTable, amounts: Collection[int]) -> int | None:
    """The column whose cells name a measure on most rows that have *amounts*, several in most blocks."""
    for column in mapped.table.columns:
        if not (_begins_with_measures(mapped, column.number) and _has_several(mapped, column.number)):
            continue
        rows = list(rows_of(mapped, column.number, amounts))
        named = [one for one in rows if one.measure]
        if len(named) >= max(LEAST, NAMED * len(rows)) and _tells_measures(named):
            return column.number
    return None


def _tells_measures(named: Sequence[Row]) -> bool:
    """Whether most blocks have several measures, or some have and all others have their money alone."""
    blocks: dict[int, set[str]] = {}
    for one in named:
        blocks.setdefault(one.head, set()).add(one.measure or "")
    several = [measures for measures in blocks.values() if len(measures) >= LEAST]
    alone = set[str]().union(*(measures for measures in blocks.values() if len(measures) < LEAST))
    if len(several) >= MOSTLY * len(blocks):
        return True
    return (
        len(several) >= LEAST
        and len(alone) == 1
        and alone <= _money()
        and all(alone < each for each in several)
    )


@cache
def _money() -> frozenset[str]:
    return frozenset(money_names(load_template()))


def _begins_with_measures(mapped: MappedTable, column: int) -> bool:
    """Whether most of a column's first cells name a measure: all rows are looked at of few columns."""
    cells = (_text(mapped.grid.at(row, column)) for row in mapped.table.line_rows[:PROBE])
    texts = [text for text in cells if text]
    return sum(_measure(text) is not None for text in texts) >= max(LEAST, NAMED * len(texts))


def _has_several(mapped: MappedTable, column: int) -> bool:
    """Whether the different texts of a column name several measures; a currency down a long plan is one."""
    cells = mapped.grid.column(column)[mapped.table.first_row - 1 : _last_row(mapped)]
    texts = set(map(_text, texts_in([cells]))) - {""}
    return len({_measure(text) for text in texts} - {None}) >= LEAST


def _last_row(mapped: MappedTable) -> int:
    """The last row of the table, the skipped ones below its lines included."""
    return max((mapped.table.last_row, *(skipped.row for skipped in mapped.table.skipped)))


def rows_of(mapped: MappedTable, column: int, amounts: Collection[int]) -> Iterator[Row]:
    """The rows with numbers in the columns *amounts*; a block begins where another text stands before the label, or a label again.

    Texts behind it tell of their own row ('CPM: 300'), unless none can stand before it.
    """
    table, grid = mapped.table, mapped.grid
    numbers = [c.number for c in table.columns]
    beside = [n for n in numbers if n < column] or [n for n in numbers if n > column]
    head, texts, labels, total = 0, tuple[str, ...](), set[str](), False
    for row in range(table.first_row, _last_row(mapped) + 1):
        if all(number(grid.at(row, n)) is None for n in amounts):
            continue
        label = _text(grid.at(row, column))
        own = tuple(text for n in beside if (text := _text(grid.at(row, n))))
        if not head or label in labels or (own and own != texts):
            head, texts, labels = row, own, set()
            total = any(map(is_total, (*own, label)))
        labels.add(label)
        yield Row(row, label, _measure(label) if label else None, head, total)


def _measure(label: str) -> str | None:
    """What a row's label names: the measure of its words, one that it names word for word ('Reach'), money by its sign."""
    return measure_in([label]) or measure_named(label) or (_BUDGET if currency_of(label) else None)


def _text(cell: Cell) -> str:
    if not isinstance(cell, str):
        return ""
    text = " ".join(cell.split())
    return text if any(map(str.isalpha, text)) or currency_of(text) else ""


def filled_down(grid: Grid, rows: Sequence[Row], columns: Sequence[int]) -> Grid:
    """The grid, in which the blank cells of *columns* have what stands in the first row of their block."""
    cells = list(grid.cells)
    for one in rows:
        own = list(cells[one.row - 1])
        for column in columns:
            if own[column - 1] is None:
                own[column - 1] = grid.at(one.head, column)
        cells[one.row - 1] = own
    return replace(grid, cells=cells)


def _part(
    mapped: MappedTable, rows: Sequence[Row], texts: Mapping[int, str | None], measure: str, label: str
) -> MappedTable:
    """The table of one measure: the rows of others are none of its lines; *texts* are the columns that say which line it is."""
    own = [one for one in rows if one.label == label]
    lines = {one.row for one in own if not one.is_total}
    measure = _money_by_sum(mapped, lines) if currency_of(label) else measure
    skipped = mapped.table.skipped
    if measure not in _money():  # fees, taxes and what they add up to are sums of money
        skipped = tuple(s if s.kind != "total" else SkippedRow(s.row, "note") for s in skipped)
    kinds: dict[int, SkippedKind] = {s.row: s.kind for s in skipped}
    kinds |= {one.row: "total" if one in own else "note" for one in rows}
    table = replace(
        mapped.table,
        skipped=tuple(SkippedRow(row, kind) for row, kind in sorted(kinds.items()) if row not in lines),
        last_row=max((mapped.table.last_row, *lines)),
        title=label if currency_in(label) else mapped.table.title,
    )
    sums = {
        column.number: measure
        for column in table.columns
        if column.number not in texts
        and all(_adds_up(mapped.grid, table.periods, row, column.number) for row in lines)
    }
    return replace(mapped, table=table, fields={**texts, **sums}, period_measure=measure)


def _money_by_sum(mapped: MappedTable, rows: Collection[int]) -> str:
    """The money that the column of the periods' sums is mapped to: a sign alone says no more than a budget."""
    sums = (
        name
        for number, name in mapped.fields.items()
        if name in _money() and all(_adds_up(mapped.grid, mapped.table.periods, row, number) for row in rows)
    )
    return next(filter(None, sums), _BUDGET)


def _adds_up(grid: Grid, periods: Sequence[Period], row: int, column: int) -> bool:
    """Whether a cell has the sum of the row's periods."""
    whole = number(grid.at(row, column))
    parts = [n for period in periods if (n := number(grid.at(row, period.number))) is not None]
    return whole is not None and isclose(whole, sum(parts), rel_tol=1e-4, abs_tol=0.05)


def said_of(sheet: str, rows: Sequence[Row], labels: Mapping[str, str]) -> Iterator[Finding]:
    """A note on what the rows are, and a warning on those of which nobody knows the measure."""
    place = f"{rows[0].row}:{rows[-1].row}"
    names = ", ".join(f"'{short(label)}' as {measure}" for measure, label in labels.items())
    yield MEASURES_BY_ROW.at(sheet, place, fields=list(labels), names=names)
    if unknown := [one for one in rows if one.measure is None and not one.is_total]:
        place = f"{unknown[0].row}:{unknown[-1].row}"
        listed = ", ".join(dict.fromkeys(f"'{short(one.label)}'" for one in unknown))
        yield MEASURE_NOT_EXPORTED.at(sheet, place, names=listed)
