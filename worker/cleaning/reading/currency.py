"""The currency of the money on each line, and money that stands in a table twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import permutations

import numpy as np

from worker.cleaning.canonical import named
from worker.cleaning.lines import LineColumn, Texts, short
from worker.cleaning.measures import is_money
from worker.cleaning.reading import context, fees
from worker.cleaning.reading.columns import Columns
from worker.cleaning.reading.currency_gaps import without_currency_gaps
from worker.cleaning.reading.line_currency import MoneyColumn, coalesce, currencies_of_cells, line_currency
from worker.cleaning.reading.plan_currency import PlanCurrency
from worker.cleaning.reading.source import Source
from worker.findings.checks import CURRENCY_DISPUTED
from worker.findings.cleaning import CURRENCIES_SIDE_BY_SIDE, CURRENCY_CLUES_DIFFER, CURRENCY_OF_SIGN
from worker.knowledge.cldr import currencies_of
from worker.plans.rows.header_cells import header_cells
from worker.shapes.finding import Finding
from worker.shapes.grid import cell_text
from worker.shapes.layout import Column
from worker.shapes.mapping import ABOVE
from worker.shapes.template import Field
from worker.values.arrow import Objects
from worker.values.comparisons import is_exchange
from worker.values.countries import Clue
from worker.values.dates.times import time_of
from worker.values.money import (
    codes_of_shared_sign,
    currency_in,
    currency_of,
    own_currency_in,
    shared_sign_in,
    shared_sign_of_format,
)


def money_columns(
    source: Source,
    columns: Columns,
    units: Mapping[int, Objects | None],
    measures: Sequence[str],
    plan: PlanCurrency,
) -> list[MoneyColumn]:
    """What each column of money, and the periods, say of their currency; *units* stand beside the numbers of a column."""
    money = _money_in(plan.market, source, columns, units, measures)
    if plan.rival is None:
        return money
    others = _money_in(plan.rival, source, columns, units, measures)
    return [
        replace(one, is_doubtful=_names(one) != _names(other))
        for one, other in zip(money, others, strict=True)
    ]


def shared_signs(
    source: Source, columns: Columns, units: Mapping[int, Objects | None]
) -> tuple[list[str], set[str]]:
    """The signs of several currencies beside the table's money, and the currencies that headers name over such cells."""
    table = source.mapped.table
    periods = [p.number for p in table.periods if not p.marks]
    texts = [text for p in table.periods if not p.marks for text in (p.label, *_headings(source, [p.number]))]
    signs = [sign for text in dict.fromkeys(texts) if (sign := shared_sign_in(text))]
    proven: set[str] = set()
    money = [c for c in columns.values() if is_money(c.field) and c.number]
    for number, header in [*((c.number, c.header) for c in money), *((number, "") for number in periods[:3])]:
        below = _signs_below(source, number or 0, units)
        if (code := own_currency_in(header)) and below:
            proven.add(code)
        if sign := shared_sign_in(header):
            signs.append(sign)
        signs += below
    own = columns.get("currency")
    if own is not None and isinstance(own.values, Texts):
        signs += [name for name in own.values.names[:3] if codes_of_shared_sign(name)]
    return list(dict.fromkeys(s for s in signs if len(codes_of_shared_sign(s)) > 1)), proven


def _signs_below(source: Source, number: int, units: Mapping[int, Objects | None]) -> list[str]:
    """The signs of several currencies beside the numbers of a column, or in their formats."""
    beside = units.get(number)
    codes = set() if beside is None else {unit for unit in beside if unit}
    formats = {form for form in source.formats(number) or () if form}
    signs = (*map(shared_sign_in, map(str, codes)), *map(shared_sign_of_format, formats))
    return sorted({sign for sign in signs if sign})


def _code_of(value: str, market: str | None) -> str | None:
    """The currency of a cell of their column: 'kr', and 'Kč bez DPH' as well."""
    return currency_of(value, market) or currency_in(value, market)


def _names(money: MoneyColumn) -> frozenset[str | None]:
    return frozenset((money.header, *(money.cells.names if money.cells else ())))


def _money_column(
    name: str,
    column: LineColumn,
    number: int,
    source: Source,
    units: Mapping[int, Objects | None],
    market: str | None,
) -> MoneyColumn:
    """A column; the '$' of its cells is that of the country whose currency its header names."""
    if column.parts:
        codes = [(part, currency_in(part.header, market)) for part in column.parts]
        of_parts = [Texts(np.where(part.lines, 0, -1), (code,)) for part, code in codes if code]
        return MoneyColumn(name, None, coalesce(of_parts))
    code = _of_header(column.header, market)
    home = code[:2] if code and code in currencies_of(code[:2]) else market
    return MoneyColumn(name, code, _cells(source, number, units, home))


def _of_header(header: str, market: str | None) -> str | None:
    """The currency that a header names; its own words, which stand last, before those above them."""
    own_first = reversed(header.split(ABOVE))
    return next((code for part in own_first if (code := currency_in(part, market))), None)


def _money_in(
    market: str | None,
    source: Source,
    columns: Columns,
    units: Mapping[int, Objects | None],
    measures: Sequence[str],
) -> list[MoneyColumn]:
    money = [
        _money_column(name, column, column.number, source, units, market)
        for name, column in columns.items()
        if is_money(column.field)
        and column.number
        and column.number in units
        and not name.startswith(fees.RATE)
    ]
    fields = source.fields
    held = next((m for m in measures if m in fields and is_money(fields[m])), None)
    if held:
        unmarked = [p for p in source.mapped.table.periods if not p.marks]
        own = [p for p in unmarked if p.measure in (None, held)]
        periods = own or [p for p in unmarked if p.measure in fields and is_money(fields[p.measure])]
        cells = _of_periods(source, [period.number for period in periods], units, market)
        texts_above = [*(p.label for p in periods), *_headings(source, [p.number for p in periods])]
        texts_above = [text for text in texts_above if time_of(text) is None]
        header = next((c for text in texts_above if (c := currency_in(text, market))), None)
        money.append(MoneyColumn(held, header, cells))
    return money


def _of_periods(
    source: Source, numbers: Sequence[int], units: Mapping[int, Objects | None], market: str | None
) -> Texts | None:
    """The currency of each line by its cells under the periods: a line may begin in any of them."""
    result: Texts | None = None
    for number in numbers:
        texts = _cells(source, number, units, market)
        if texts is not None:
            result = coalesce([result, texts]) if result is not None else texts
        if result is not None and bool((result.codes >= 0).all()):
            break
    return result


def _headings(source: Source, columns: Sequence[int]) -> list[str]:
    """What stands in the header over the columns: 'Media cost (EUR)' over months."""
    rows = header_cells(source.mapped.grid, source.mapped.table.heading_rows, columns)
    return list(
        dict.fromkeys(
            cell_text(cell.value)
            for cells in rows.values()
            for cell in cells.values()
            if isinstance(cell.value, str)
        )
    )


def _cells(
    source: Source, number: int, units: Mapping[int, Objects | None], market: str | None
) -> Texts | None:
    return currencies_of_cells(units[number], source.formats(number), market)


def with_currency(
    source: Source, columns: Columns, money: Sequence[MoneyColumn], plan: PlanCurrency
) -> tuple[Columns, list[Finding]]:
    """*columns* with one currency a line; money that stands there again in another currency is left out, with a note.

    Lines of whose currency nothing speaks have that of all others, with a doubt.
    """
    columns = dict(columns)
    own = columns.get("currency")
    texts = None
    if own is not None and isinstance(own.values, Texts):
        names = named(own.field, own.values.names, plan.market, source.mapped.learnt)
        codes = [one.canonical or _code_of(one.value, plan.market) or one.value for one in names]
        texts = own.values.renamed(codes)
    headings = [(s, code) for s in source.mapped.table.sections if (code := currency_in(s.text, plan.market))]
    sections = context.carried(headings, source.rows) if headings else None
    result = line_currency(len(source.rows), texts, money, sections, plan.stated)
    findings = [_side_by_side(source, columns.pop(key)) for key in result.aside if key in columns]
    if own is not None and texts is not None and result.main and not _is_of_local_money(source, columns):
        keys = [one.key for one in money if one.key not in result.aside]
        findings.append(_of_own_column(source, own, texts, result.main, keys))
    if result.lines is not None:
        field = source.fields.get("currency", Field("currency"))
        number = own.number if own else None
        columns["currency"] = LineColumn(field, result.lines, number, own.header if own else "")
        doubtful = [one.key for one in money if one.is_doubtful and one.key not in result.aside]
        if doubtful and own is None:
            findings.append(_of_sign(source, doubtful, plan))
    elif plan.disputed:
        findings.append(_of_sign(source, [one.key for one in money], plan))
    columns, gaps = without_currency_gaps(source, columns)
    return columns, [*findings, *gaps]


def _is_of_local_money(source: Source, columns: Columns) -> bool:
    """Whether a column of currencies goes with money that stands there again at a rate of exchange: 'CHF | 200 | 1.06 | 212'."""
    money = {column.number or 0 for column in columns.values() if is_money(column.field)}
    numbers = {c.number: c.numbers for c in source.mapped.table.columns if any(c.numbers)}
    return any(
        is_exchange(numbers[local], numbers[rate], numbers[common])
        for common in money & numbers.keys()
        for local, rate in permutations(numbers.keys() - {common}, 2)
    )


def _of_own_column(
    source: Source, own: LineColumn, codes: Texts, main: str, measures: Sequence[str]
) -> Finding:
    """The doubt on a column of currencies where the header of the money names another: which one holds, nothing says."""
    letter = Column(own.number, "").letter if own.number else ""
    stated = ", ".join(dict.fromkeys(codes.names))
    place = f"{letter}:{letter}" if letter else None
    return CURRENCY_DISPUTED.at(
        source.sheet,
        place,
        fields=["currency", *measures],
        text=short(own.header),
        stated=stated,
        currency=main,
    )


def _side_by_side(source: Source, column: LineColumn) -> Finding:
    """The note on money that stands there again in another currency."""
    letter = Column(column.number, "").letter if column.number else ""
    place = f"{letter}:{letter}" if letter else f"{column.number}"
    header = short(column.header)
    return CURRENCIES_SIDE_BY_SIDE.at(source.sheet, place, fields=[column.field.name], header=header)


def _of_sign(source: Source, measures: Sequence[str], plan: PlanCurrency) -> Finding:
    """The doubt on money whose sign several countries write."""
    table, sign = source.mapped.table, plan.sign or ""
    place, fields = f"{table.first_row}:{table.last_row}", ["currency", *measures]
    if plan.disputed:
        (first, one), (second, other) = ((clue.text, _paid(clue, sign)) for clue in plan.disputed)
        return CURRENCY_CLUES_DIFFER.at(
            source.sheet,
            place,
            fields=fields,
            sign=sign,
            first=short(first),
            one=one,
            second=short(second),
            other=other,
        )
    code = currency_of(sign, plan.market) or ""
    return CURRENCY_OF_SIGN.at(source.sheet, place, fields=fields, sign=sign, currency=code)


def _paid(clue: Clue, sign: str) -> str:
    """'AUD', or 'SEK or NOK', for the '$' or 'kr' of a clue's countries."""
    return " or ".join(sorted(clue.currencies & set(codes_of_shared_sign(sign))))
