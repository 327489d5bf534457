"""The fates of the numbers of one exported table: its lines, its columns that are left, its rows that are no lines."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import product

import numpy as np

from worker.cleaning.books.left_columns import CLOSE, meaning_of
from worker.cleaning.books.parted_amounts import parting_columns
from worker.cleaning.books.period_sums import post_period_sums
from worker.cleaning.books.sheet_fates import SheetFates
from worker.cleaning.books.unnamed_numbers import formats_of, may_be_amounts
from worker.cleaning.cells import exported_columns
from worker.cleaning.discounts import explained_columns
from worker.cleaning.lines import Floats, Lines, floats_of, plain_values
from worker.cleaning.mapped_table import MappedTable
from worker.cleaning.measures import additive_names, is_money
from worker.cleaning.reconciliation.agreement import tolerance
from worker.cleaning.reconciliation.coverage import label_of
from worker.cleaning.reconciliation.qualifiers import qualifiers_of
from worker.knowledge.modifiers import modifiers_of
from worker.knowledge.templates import family_of
from worker.lazy_dataclass import dataclass
from worker.plans.files.places import range_of
from worker.shapes.finding import Total
from worker.shapes.grid import Cell
from worker.shapes.layout import Column
from worker.shapes.mapping import ABOVE
from worker.text import words
from worker.values.amounts import parse_amount
from worker.values.arithmetic import agree
from worker.values.comparisons import is_exchange
from worker.values.money import currency_in, currency_of_format

AMOUNTS = frozenset({"money", "fee", "revenue"})
LIKELY = 0.15
"""An amount of money is a likely meaning of a column from this confidence on."""
VOLUMES = frozenset({"count", "points"})
NEAR = 0.3
"""... and a number of things, such as impressions, from this one on."""
NOTHING = 0.01
"""Share of the exported money below which the sum of what is called a price is one."""
LOOKED_AT = 20
"""Cells whose currency is looked at."""
SUMMED = 0.15
"""... or from this one on, where the plan adds the column up."""


@dataclass(frozen=True, slots=True)
class LeftColumn:
    """A column of amounts that is exported nowhere, and of which nobody said anything."""

    column: Column
    values: Floats
    """A line each."""
    fields: tuple[str, ...]
    """What it may be, the likeliest first; empty where nothing says what its numbers are."""


def post_lines(sheet: SheetFates, mapped: MappedTable, lines: Lines) -> None:
    """Post the numbers of a table that are exported, and those of its header."""
    table, rows = mapped.table, lines.rows
    sheet.post("context", table.heading_rows, range(table.first_column, table.last_column + 1))
    ids = {c.number for c in lines.columns.values() if c.number and c.field.type == "id"}
    sheet.post("identifier", rows, sorted(ids))
    sheet.post("exported", rows, sorted(exported_columns(lines) - ids))


def post_rest(
    sheet: SheetFates, mapped: MappedTable, lines: Lines, totals: Sequence[Total], rounding: float
) -> list[LeftColumn]:
    """Post what else stands in a table whose *lines* are posted; columns of amounts that nothing explains come back.

    All tables of a sheet come first with their lines: one may stand in the columns of another.
    """
    table, rows = mapped.table, lines.rows
    inside = range(table.first_column, table.last_column + 1)
    exported = exported_columns(lines)
    left = list(_left_columns(sheet, mapped, lines, exported))
    waiting = {one.column.number for one in left}
    periods = {p.number for p in table.periods} - exported
    sheet.post("left_out", rows, [n for n in inside if n not in waiting | periods | mapped.elsewhere])
    sheet.post("total", rows, _summing_periods(mapped, lines, exported))
    _post_sums(sheet, mapped, lines, totals, exported | waiting, rounding)
    return left


def _left_columns(
    sheet: SheetFates, mapped: MappedTable, lines: Lines, exported: frozenset[int]
) -> Iterator[LeftColumn]:
    rows = lines.rows
    unexplained = [
        column
        for column in mapped.table.columns
        if (number := column.number) not in exported
        and number <= sheet.numbers.shape[1]
        and not mapped.fields.get(number)
        and number not in mapped.decided
        and sheet.unexplained(rows, [number]).any()
    ]
    explained = explained_columns(lines, mapped) if unexplained else frozenset()
    numbers = {c.number: sheet.numbers[rows - 1, c.number - 1] for c in unexplained}
    parting = parting_columns(numbers, lines)
    for column in unexplained:
        number = column.number
        if number in explained:
            continue
        values = numbers[number]
        if not np.nansum(np.abs(values)):
            sheet.post("left_out", rows, [number])  # zeros alone are no amount that is lost
            continue
        if _adds_up_parts(sheet, mapped, lines, values) or _adds_up_periods(lines, number, values):
            sheet.post("total", rows, [number])
            continue
        meaning = meaning_of(values, lines)
        if meaning in ("rate", "identifier"):
            sheet.post(meaning, rows, [number])
        elif _is_price_of_one(column, values, lines):
            sheet.post("rate", rows, [number])
        elif _is_converted(sheet, mapped, number, values, lines):
            sheet.post("left_out", rows, [number])
        elif meaning == "open":
            fields = _money_fields(sheet, mapped, column, lines)
            if (
                fields
                or number in parting
                or (number in mapped.unknown and may_be_amounts(sheet, column, values, rows))
            ):
                yield LeftColumn(column, values, fields)


def _is_price_of_one(column: Column, values: Floats, lines: Lines) -> bool:
    """Whether a header says 'per' and the numbers are next to nothing beside the money that is exported: 'Cost per view'."""
    per = any("per" in modifiers_of(word) for word in words(column.header))
    money = [
        np.nansum(n)
        for c in lines.columns.values()
        if is_money(c.field) and (n := floats_of(c.values)) is not None
    ]
    return per and bool(money) and bool(np.nansum(np.abs(values)) < NOTHING * max(map(abs, money)))


def _is_converted(sheet: SheetFates, mapped: MappedTable, number: int, values: Floats, lines: Lines) -> bool:
    """Whether a column times the rate of exchange of its line, which is another column, is an exported amount of money."""
    own = plain_values(values)
    money = [
        plain_values(n)
        for c in lines.columns.values()
        if is_money(c.field) and (n := floats_of(c.values)) is not None
    ]
    rates = [
        plain_values(sheet.numbers[lines.rows - 1, column.number - 1])
        for column in mapped.table.columns
        if column.number != number and column.number <= sheet.numbers.shape[1]
    ]
    return any(is_exchange(own, rate, amount) for rate in rates for amount in money)


def _adds_up_parts(sheet: SheetFates, mapped: MappedTable, lines: Lines, values: Floats) -> bool:
    """Whether a column adds up, line by line, the columns of one measure that are exported as parts: 'TV | Radio | Total'."""
    for field in {mapped.fields[n] for n in mapped.elsewhere if n in mapped.fields}:
        parts = [n - 1 for n, name in mapped.fields.items() if name == field and n <= sheet.numbers.shape[1]]
        sums = np.nansum(sheet.numbers[lines.rows - 1][:, parts], axis=1)
        if agree(
            [(a, b) for a, b in zip(sums.tolist(), values.tolist(), strict=True) if a and b == b], CLOSE
        ):
            return True
    return False


def _adds_up_periods(lines: Lines, number: int, values: Floats) -> bool:
    """Whether a column adds up, line by line, the exported periods right before or after it: 'Oct | Nov | Dec | Q4'."""
    whole = np.nan_to_num(values)
    for amounts in lines.amounts:
        numbers = np.array([period.number for period in amounts.periods])
        parts = np.nan_to_num(amounts.values)
        for beside in (parts[:, numbers < number][:, ::-1], parts[:, numbers > number]):
            sums = np.cumsum(beside, axis=1)[:, 1:]
            if np.isclose(sums, whole[:, None], rtol=CLOSE / 10, atol=0.05).all(axis=0).any():
                return True
    return False


def _money_fields(sheet: SheetFates, mapped: MappedTable, column: Column, lines: Lines) -> tuple[str, ...]:
    """The fields of money that an open column may be; none where it says no money, or is a price of one."""
    table, template = mapped.table, lines.template
    families = {
        f.name: family_of(f.name, f.type) if f.family == "text" else f.family for f in template.fields
    }
    ranked = [
        (a.field, a.confidence) for a in mapped.alternatives.get(column.number, ()) if a.field in families
    ]
    likely = [name for name, sure in ranked if families[name] in AMOUNTS and sure >= LIKELY]
    best = ranked[0] if ranked else (None, 0.0)
    priced = best[0] is not None and families[best[0]] in ("rate", "ratio") and best[1] >= LIKELY
    totals = [row for row in table.total_rows if any(sheet.at(row, c.number) for c in table.columns)]
    if beside := _fields_of_parts_beside(mapped, column):
        return beside
    no_money = not any(is_money(c.field) for c in lines.columns.values())
    if no_money and not priced and "cost" in modifiers_of(column.header):
        return tuple(dict.fromkeys([*likely, "net_cost"]))  # it calls itself a cost, and there is no other
    formats = formats_of(sheet, column.number, lines.rows)
    if any("%" in f for f in formats) or (priced and not column.summed):
        return ()
    if (column.summed or not totals) and (likely or _has_currency(sheet, column, lines, formats)):
        listed = [name for name, _ in ranked if families[name] in AMOUNTS]
        return tuple(dict.fromkeys([*likely, *listed])) or ("net_cost",)
    near = SUMMED if column.summed else NEAR
    volumes = [name for name, sure in ranked if families[name] in VOLUMES and sure >= near]
    if column.summed and not volumes and no_money:
        return ("net_cost",)  # the plan adds it up, and has no other money
    points = {name for name in volumes if families[name] == "points"}
    # GRP of a second audience beside exported ones are no volume that is lost.
    return () if points and volumes[0] in points & lines.columns.keys() else tuple(volumes)


def _has_currency(sheet: SheetFates, column: Column, lines: Lines, formats: Collection[str]) -> bool:
    """Whether the header, the number formats or the texts of a column name a currency."""
    if currency_in(column.header) or any(map(currency_of_format, formats)):
        return True
    return _have_currencies([sheet.grid.at(row, column.number) for row in lines.rows.tolist()])


def _have_currencies(cells: Sequence[Cell]) -> bool:
    """Whether the first texts of a column that are amounts have a currency each: 'Rp 1,167,000'."""
    texts = [cell for cell in cells if isinstance(cell, str) and any(map(str.isdecimal, cell))][:LOOKED_AT]
    amounts = [parse_amount(text) for text in texts]
    return bool(texts) and all(amount is not None and amount.unit.currency for amount in amounts)


def _fields_of_parts_beside(mapped: MappedTable, column: Column) -> tuple[str, ...]:
    """The field of the parts under the column's own heading: among 'Cost / Meta' and 'Cost / TikTok' stands a third one's cost."""
    group = column.header.rpartition(ABOVE)[0]
    parts = mapped.elsewhere | mapped.part_columns
    fields = [
        mapped.fields.get(c.number)
        for c in mapped.table.columns
        if group and c.number in parts and c.header.rpartition(ABOVE)[0] == group
    ]
    return tuple(dict.fromkeys(field for field in fields if field))


def _summing_periods(mapped: MappedTable, lines: Lines, exported: frozenset[int]) -> list[int]:
    """Period columns that add up others: some of their measure are exported, and they are not."""
    measures = {p.measure for p in mapped.table.periods if p.number in exported}
    return [p.number for p in mapped.table.periods if p.number not in exported and p.measure in measures]


def _post_sums(
    sheet: SheetFates,
    mapped: MappedTable,
    lines: Lines,
    totals: Sequence[Total],
    watched: frozenset[int],
    rounding: float,
) -> None:
    """The rows of a table that are no lines: what is compared, what is a mean, what a label explains."""
    table = mapped.table
    compared = {place for t in totals if t.sheet == lines.sheet and t.cell for place in _cells_of(t.cell)}
    additive = set(additive_names(lines.template))
    numeric = {c.number: n for n, c in lines.columns.items() if c.number and floats_of(c.values) is not None}
    rates = {number for number, name in numeric.items() if name not in additive}
    adding = {number for number, name in numeric.items() if name in additive}
    adding |= {p.number for a in lines.amounts for p in a.periods}
    inside = range(table.first_column, table.last_column + 1)
    body = sheet.numbers_in(lines.rows)
    filled = {n for n in inside if n <= len(body) and body[n - 1] > 0}
    for row in [*(s.row for s in table.skipped), *(s.row for s in table.sections)]:
        sheet.post("total", [row], [n for n in inside if (row, n) in compared])
        if any(sheet.at(row, n) is not None for n in adding):
            sheet.post("rate", [row], sorted(rates & filled))
            sheet.post("left_out", [row], sorted(filled - watched))
    sheet.post("left_out", sorted(mapped.rows_left_out), inside)
    post_period_sums(sheet, table, lines, sorted(adding), rounding)
    _post_own_sums(sheet, mapped, lines, filled - adding - watched)
    for row in table.total_rows:
        if qualifiers_of(label_of(row, table, sheet.grid)).other:
            sheet.post("left_out", [row], sorted(filled & adding))


def _cells_of(reference: str) -> Iterator[tuple[int, int]]:
    """Row and column of each cell that a total names: 'E13', or 'E13:E14' where parts are added up."""
    if block := range_of(reference):
        top, left, bottom, right = block
        yield from product(range(top, bottom + 1), range(left, right + 1))


def _post_own_sums(sheet: SheetFates, mapped: MappedTable, lines: Lines, columns: Collection[int]) -> None:
    """Post the totals of *columns* that go nowhere, such as 100 % below shares, where they are the sum of all lines."""
    for number in columns:
        body = sheet.numbers[lines.rows - 1, number - 1]
        body = body[np.isfinite(body)]
        for row in mapped.table.total_rows:
            total = sheet.at(row, number)
            size = float(np.abs(body).sum())
            if total and abs(total - float(body.sum())) <= tolerance(0, 0.0, max(size, 1.0)):
                sheet.post("total", [row], [number])
