"""Which column fills a field, where several are mapped to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from math import isclose

from worker.cleaning.lines import short
from worker.cleaning.mapped_table import MappedTable
from worker.cleaning.measures import behaviour, is_money, money_names
from worker.findings.cleaning import (
    COLUMN_IN_OTHER_CURRENCY,
    COLUMN_IN_PROPORTION,
    COLUMN_LEFT_OUT,
    COLUMN_OF_OTHER_STAGE,
    COLUMN_OF_PRICES,
    COLUMN_REPEATS,
    LIST_PRICE_LEFT_OUT,
    SECOND_COLUMN_LEFT_OUT,
)
from worker.knowledge.field_names import first_names
from worker.knowledge.modifiers import modifiers_of
from worker.knowledge.values import load_values
from worker.shapes.finding import Finding
from worker.shapes.layout import Column
from worker.shapes.template import Field, Template
from worker.text import normalise
from worker.values.arithmetic import LEAST_LINES, Values, agree, both, constant_ratio, parts_of_rest
from worker.values.dates.parsing import parse_date
from worker.values.dates.parts import Order
from worker.values.money import currency_in, currency_of
from worker.values.scales import scale_of

_ORDERS: tuple[Order, ...] = ("dmy", "mdy")
NEARLY = 0.8
"""Share of the fullest column's values from which a column counts as full."""
SMALL = 0.5
"""The largest part of a cost that an agency takes."""
PRICED = 1e-3
"""Relative difference of an amount and what its price and quantities give, both as they are printed."""
SURER = 0.15
"""Difference of two confidences that means something."""


def choose_columns(
    mapped: MappedTable, template: Template
) -> tuple[list[tuple[Column, Field]], list[Finding]]:
    """The columns to read with their fields, in sheet order, and a finding for each that is left out.

    Texts of several columns complete each other, the first wins. Amounts do where each column is in a currency of its own
    and no line has two of them. Else the column that adds up the others,
    else the one in the plan's currency, else of those that are filled best the surest, is read.
    """
    fields = {f.name: f for f in template.fields}
    money = frozenset(money_names(template))
    columns_of: dict[str, list[Column]] = defaultdict(list)
    findings: list[Finding] = []
    for column in mapped.table.columns:
        name = mapped.fields.get(column.number)
        if column.number in mapped.list_prices:
            findings.append(_list_price(column, fields[str(name)], mapped))
        elif name in fields and column.number not in mapped.elsewhere:
            columns_of[str(name)].append(column)
    _unit_columns(mapped, fields, columns_of)
    pairs: list[tuple[Column, Field]] = []
    for name, columns in columns_of.items():
        field = fields[name]
        if field.type in ("text", "id") or len(columns) == 1 or _complete_each_other(columns, field):
            pairs += [(c, field) for c in columns]
            continue
        best = _preferred(columns, field, mapped)
        pairs.append((best, field))
        findings += [_left_out(c, best, columns, field, mapped, money) for c in columns if c is not best]
    return sorted(pairs, key=lambda c: c[0].number), findings


def _complete_each_other(columns: Sequence[Column], field: Field) -> bool:
    """Whether columns hold money in a currency each, and each line has it in one of them: 'Net CAD' beside 'Net USD'."""
    codes = {currency_in(column.header) for column in columns}
    if not is_money(field) or None in codes or len(codes) < len(columns):
        return False
    amounts = [[bool(number) for number in column.numbers] for column in columns]
    if not all(map(any, amounts)) or len({scale_of(column.header) for column in columns}) > 1:
        return False
    return all(sum(line) <= 1 for line in zip(*amounts, strict=True))


def _preferred(columns: list[Column], field: Field, mapped: MappedTable) -> Column:
    filled = [c for c in columns if c.samples] or columns
    if field.type == "date":
        filled = [c for c in filled if _holds_days(c)] or filled
    if field.family == "fee":
        filled = [c for c in filled if _is_part_of_money(c, mapped, field)] or filled
    if field.type != "percent":
        filled = [c for c in filled if "%" not in c.header] or filled
    decided = [c for c in filled if c.number in mapped.decided]
    if len(decided) == 1:
        return decided[0]
    if is_money(field):
        filled = [c for c in filled if any(c.numbers)] or filled
    if _has_prices(field):
        filled = [c for c in filled if not any(_is_price_of(c, o, mapped) for o in filled)] or filled
    whole = next((c for c in filled if _adds_up(c, filled)), None)
    if whole is not None:
        return whole
    if is_money(field):
        filled = _in_own_currency(filled, mapped)
    brief_currency = next((b.value for b in mapped.layout.brief if b.field == "currency"), None)
    currency = currency_of(brief_currency) if brief_currency else None
    in_currency = next((c for c in filled if currency and currency_in(c.header) == currency), None)
    return in_currency or _surest(filled, field, mapped)


def _in_own_currency(columns: list[Column], mapped: MappedTable) -> list[Column]:
    """Those of *columns* whose header names no other currency than the one that the lines state, where any is so.

    'Budget [local] | Budget [AED]' beside a column that says USD on each line: the first is the lines' money.
    """
    codes = {code for code in _stated_currencies(mapped) if code}
    if len(codes) != 1:
        return columns
    return [c for c in columns if currency_in(c.header) in (None, *codes)] or columns


def _stated_currencies(mapped: MappedTable) -> list[str | None]:
    """The currency that each line states in a column of its own; empty where the table has no such column."""
    number = next((n for n, f in mapped.fields.items() if f == "currency"), None)
    if number is None:
        return []
    return [currency_of(str(mapped.grid.at(row, number) or "")) for row in mapped.table.line_rows]


def _holds_days(column: Column) -> bool:
    """Whether its values are days, and not the numbers of weeks or of days of a month."""
    return any(parse_date(sample, order) for sample in column.samples for order in _ORDERS)


def _surest(columns: Sequence[Column], field: Field, mapped: MappedTable) -> Column:
    """Of the columns that have nearly as many values as the fullest, the surest one.

    Of several, a count's own name goes before a sort or a step of it ('Conversions' before 'Leads'), of days the one
    that stands nearest to the line's other days ('Booked from | From | To'), else the first.
    """
    counts = {c.number: sum(value is not None for value in c.numbers) for c in columns}
    most = max(counts.values())
    full = [c for c in columns if counts[c.number] >= NEARLY * most] or list(columns)
    sure = {c.number: mapped.confidence.get(c.number, 0.0) for c in full}
    steps = {number: round(chance / SURER) for number, chance in sure.items()}
    named = {
        c.number
        for c in full
        if field.family == "count"
        and sure[c.number] > max(sure.values()) - SURER
        and _is_first_name(c, field)
    }
    days = _other_days(columns, mapped) if field.type == "date" else ()
    apart = {c.number: min((abs(c.number - day) for day in days), default=0) for c in full}
    return max(full, key=lambda c: (c.number in named, steps[c.number], -apart[c.number], -c.number))


def _is_first_name(column: Column, field: Field) -> bool:
    """Whether a header is what some language calls the field first."""
    return normalise((column.parts or (column.header,))[-1]) in first_names(field.name)


def _other_days(columns: Sequence[Column], mapped: MappedTable) -> list[int]:
    """The columns of days that are mapped to another field than *columns*."""
    own = {column.number for column in columns}
    names = {mapped.fields.get(number) for number in own}
    return [
        c.number
        for c in mapped.table.columns
        if mapped.fields.get(c.number) not in (*names, None) and _holds_days(c)
    ]


def _adds_up(whole: Column, columns: Sequence[Column]) -> bool:
    """Whether a column is, on every line, the sum of two others or more of the same field."""
    parts = [c for c in columns if c is not whole and c.numbers]
    if len(parts) < 2 or not whole.numbers:
        return False
    lines = [
        (total, sum(value or 0.0 for value in values))
        for total, *values in zip(whole.numbers, *(c.numbers for c in parts), strict=True)
        if total
    ]
    return bool(lines) and all(isclose(total, added, rel_tol=1e-4, abs_tol=0.02) for total, added in lines)


def _adds_up_parts(column: Column, best: Column, mapped: MappedTable) -> bool:
    """Whether a column is the sum of the one that is read and of some that other parts of the table export."""
    others = {c.number: c.numbers for c in mapped.table.columns if c.number in mapped.elsewhere and c.numbers}
    return len(column.numbers) == len(best.numbers) and bool(
        parts_of_rest(column.numbers, best.numbers, others)
    )


def _has_prices(field: Field) -> bool:
    """Whether a number of one may stand beside the amount of all: a price beside money, a rating beside points."""
    return is_money(field) or field.family == "points"


def _is_price_of(price: Column, amount: Column, mapped: MappedTable) -> bool:
    """Whether a column times one or two others gives an amount on most lines: price x quantity x (1 - discount)."""
    if price is amount or not price.numbers or len(price.numbers) != len(amount.numbers):
        return False
    pairs = both(price.numbers, amount.numbers)
    if len(pairs) < LEAST_LINES or sum(abs(b) > abs(a) for a, b in pairs) * 2 <= len(pairs):
        return False  # what is not above its price is no sum of several
    others = [c.numbers for c in mapped.table.columns if c not in (price, amount) and c.numbers]
    shares = [numbers for numbers in others if all(0 <= n <= 1 for n in numbers if n is not None)]
    counts = [numbers for numbers in others if numbers not in shares]
    rest = [*counts, *([1 - (n or 0) for n in numbers] for numbers in shares)]
    factors = [*counts, *(_times(one, other) for one in counts for other in rest if other is not one)]
    return any(agree(both(_times(price.numbers, one), amount.numbers), PRICED) for one in factors)


def _times(first: Values, second: Values) -> Values:
    return [a * b if a is not None and b is not None else None for a, b in zip(first, second, strict=True)]


def _repeats(column: Column, best: Column) -> bool:
    """Whether a column has the same numbers as another one wherever it has any."""
    pairs = [(a, b) for a, b in zip(column.numbers, best.numbers, strict=False) if a is not None]
    return bool(pairs) and all(b is not None and isclose(a, b, abs_tol=0.005) for a, b in pairs)


def _is_local(column: Column, best: Column, mapped: MappedTable) -> bool:
    """Whether two columns hold the money in the line's own currency and in one common currency.

    The lines of the common currency show it: there both are equal, on others they are not.
    """
    common, own = currency_in(best.header), currency_in(column.header)
    if (common is None) == (own is None):
        return False
    equal = other = False
    for code, a, b in zip(_stated_currencies(mapped), column.numbers, best.numbers, strict=False):
        if a is None or b is None or code is None:
            continue
        if code == (common or own):
            if not isclose(a, b, abs_tol=0.01):
                return False
            equal = True
        else:
            other = True
    return equal and other


def _is_beside_own_name(column: Column, best: Column, field: Field) -> bool:
    """Whether the one read has a count's own name, and the other one another ('Installs' beside 'Conversions') or a part of it.

    'Clicks Meta' above 'Clicks' on some line is no part.
    """
    own = normalise(best.header)
    if field.family != "count" or normalise(column.header) == own or not _is_first_name(best, field):
        return False
    pairs = both(column.numbers, best.numbers)
    return own not in normalise(column.header).split() or (
        len(pairs) >= LEAST_LINES and all(a <= b for a, b in pairs)
    )


def _is_other_stage(column: Column, best: Column) -> bool:
    """Whether one of two columns is planned and the other one delivered, as their headers say."""
    first, second = modifiers_of(column.header), modifiers_of(best.header)
    return any(
        "planned" in one - other and "actual" in other - one
        for one, other in ((first, second), (second, first))
    )


def _is_another_times(column: Column, best: Column, mapped: MappedTable, money: frozenset[str]) -> bool:
    """Whether an exported amount other than *best* gives the column, times one factor: net cost x VAT."""
    return any(
        constant_ratio(other.numbers, column.numbers) is not None
        for other in mapped.table.columns
        if mapped.fields.get(other.number) in money and other not in (column, best)
        if len(other.numbers) == len(column.numbers) and len({n for n in other.numbers if n}) >= LEAST_LINES
    )


def _is_part_of_money(column: Column, mapped: MappedTable, field: Field) -> bool:
    """Whether a column other than those of *field* gives this one, times one factor below a half: a commission of 15 %."""
    return any(
        (ratio := constant_ratio(other.numbers, column.numbers)) is not None and 0 < ratio < SMALL
        for other in mapped.table.columns
        if mapped.fields.get(other.number) not in (field.name, None)
        if len(other.numbers) == len(column.numbers) and len({n for n in other.numbers if n}) >= LEAST_LINES
    )


def _left_out(
    column: Column,
    best: Column,
    columns: Sequence[Column],
    field: Field,
    mapped: MappedTable,
    money: frozenset[str],
) -> Finding:
    here, there = currency_in(column.header), currency_in(best.header)
    other = here is not None and there is not None and here != there
    # A price or a share in the wrong column changes no sum, nor does money that is 0 on each line.
    weeks_beside_days = field.type == "date" and _holds_days(best) and not _holds_days(column)
    sums = behaviour(field) == "spread" or (field.type == "date" and not weeks_beside_days)
    empty = is_money(field) and not any(column.numbers) and (bool(column.numbers) or not column.samples)
    share = "%" in column.header and "%" not in best.header
    minor = not sums or empty or share or _is_beside_own_name(column, best, field)
    kind = SECOND_COLUMN_LEFT_OUT if minor else COLUMN_LEFT_OUT
    if other or _is_local(column, best, mapped):
        kind = COLUMN_IN_OTHER_CURRENCY
    elif _repeats(column, best) or _adds_up(best, columns) or _adds_up_parts(column, best, mapped):
        kind = COLUMN_REPEATS
    elif _has_prices(field) and _is_price_of(column, best, mapped):
        kind = COLUMN_OF_PRICES
    elif _is_other_stage(column, best):
        kind = COLUMN_OF_OTHER_STAGE
    elif is_money(field) and _is_another_times(column, best, mapped, money):
        kind = COLUMN_IN_PROPORTION
    return kind.at(
        mapped.grid.sheet,
        f"{column.letter}:{column.letter}",
        fields=[field.name],
        header=short(column.header),
        letter=column.letter,
        other=short(best.header),
        other_letter=best.letter,
        field=field.name,
    )


def _list_price(column: Column, field: Field, mapped: MappedTable) -> Finding:
    return LIST_PRICE_LEFT_OUT.at(
        mapped.grid.sheet,
        f"{column.letter}:{column.letter}",
        fields=[field.name],
        header=short(column.header),
        letter=column.letter,
        field=field.name,
    )


def _unit_columns(mapped: MappedTable, fields: dict[str, Field], columns_of: dict[str, list[Column]]) -> None:
    """The unit beside a price ('175 | CPM') says the buying model, where nothing else does."""
    if "buy_type" not in fields or "buy_type" in columns_of:
        return
    for column in mapped.table.columns:
        if column.unit_of is None or mapped.fields.get(column.number):
            continue
        units = [s for s in column.samples if load_values("buy_type").find(s)]
        if units and len(units) * 2 >= len(column.samples):
            columns_of["buy_type"].append(column)
            return
