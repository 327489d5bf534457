"""Amounts from shares: where a table splits one budget that the brief names into percents, each line has its part."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from worker import text
from worker.cleaning.lines import Amounts, Floats, LineColumn, Lines, short
from worker.cleaning.measures import is_money
from worker.cleaning.reading import fees
from worker.cleaning.reading.columns import Columns
from worker.cleaning.reading.source import Source
from worker.findings.values import AMOUNT_FROM_SHARE
from worker.knowledge.vocabulary import shipped_vocabulary
from worker.plans.rows.wording import is_total
from worker.shapes.finding import Finding
from worker.shapes.layout import BriefItem, Column
from worker.values.amounts import parse_sum
from worker.values.numbers import read_numbers
from worker.values.units import is_currency

WHOLE = 1e-3
"""How far shares may add up beside 100 %: they are rounded."""
LEAST_LINES = 2
_INNER = re.compile(r"(?P<label>[^:：\d]+)[:：]\s*(?P<value>\D{0,4}\d[^:：]*)")
"""A value that has a label of its own."""
_BETWEEN = re.compile(r"[\s()\[\],/:]+")


def with_amounts_of_shares(
    source: Source, columns: Columns, in_periods: Sequence[Amounts], *, undecided: bool = False
) -> tuple[Columns, list[Finding]]:
    """*columns* with the lines' money, where no column and no period holds any: share x budget; with a note.

    A column that was taken for money and holds shares of it, as 'Budget split', gives way to what they come to.
    *undecided*: periods hold what nobody knows, which may be money.
    """
    amounts = (name for name, column in columns.items() if is_money(column.field) and name[:1] != fees.RATE)
    paid = any(a.measure in source.fields and is_money(source.fields[a.measure]) for a in in_periods)
    whole = [] if undecided or paid or any(amounts) else budgets(source)
    if len(whole) != 1:
        return columns, []
    ((name, amount, item),) = whole
    split = [(c, s) for c in source.mapped.table.columns if (s := _shares(source, c, columns)) is not None]
    if len(split) != 1:
        return columns, []
    (column, shares) = split[0]
    finding = AMOUNT_FROM_SHARE.at(
        source.sheet,
        f"{column.letter}:{column.letter}",
        fields=[name],
        header=short(column.header),
        field=name,
        budget=item.label,
        amount=amount,
    )
    others = {key: one for key, one in columns.items() if one.number != column.number}
    return {**others, name: LineColumn(source.fields[name], shares * amount, None, item.label)}, [finding]


def is_split(lines: Lines, item: BriefItem) -> bool:
    """Whether the lines' amounts were worked out from a budget, which then confirms nothing."""
    worked_out = (column for column in lines.columns.values() if column.number is None)
    return any(column.header and column.header == item.label for column in worked_out)


def budgets(source: Source) -> list[tuple[str, float, BriefItem]]:
    """The field, the amount and the place of each budget that the brief names."""
    result = []
    for item in source.mapped.layout.brief:
        field, label, value = item.field, item.label, item.value
        if (inner := _INNER.fullmatch(value)) is not None:  # 'Plan – Budget: 86 000 EUR'
            field, label, value = None, inner["label"], inner["value"]
        amount = parse_sum(value)
        if amount is None or amount.percent or amount.value <= 0:
            continue
        names = [field, *_meanings(label)]
        money = [n for n in names if n in source.fields and is_money(source.fields[n])]
        if money:
            result.append((money[0], amount.value, item))
    return result


def _meanings(label: str) -> list[str]:
    """The fields that a label names, else the rest of it without its currency, else without 'total': 'Budget (€) celkem'."""
    senses = shipped_vocabulary().senses
    words = [word for word in _BETWEEN.split(label) if word and not is_currency(word)]
    parts = [word for word in words if not is_total(word)]
    wordings = dict.fromkeys(map(text.normalise, (label, " ".join(words), " ".join(parts))))
    return next(([sense.name for sense in senses[w]] for w in wordings if w in senses), [])


def _shares(source: Source, column: Column, columns: Columns) -> Floats | None:
    """The lines' shares (0..1), where a column that no field takes, or money in percents, adds up to 100 %."""
    rates = {one.number for key, one in columns.items() if key[:1] == fees.RATE}
    field = source.mapped.fields.get(column.number)
    if (field and column.number not in rates) or not any(column.numbers):
        return None
    cells = [source.mapped.grid.at(row, column.number) for row in source.rows.tolist()]
    values = read_numbers(cells).values
    numbers = values[np.isfinite(values)]
    if len(numbers) < LEAST_LINES or (numbers < 0).any():
        return None
    for whole in (1.0, 100.0):
        if abs(float(numbers.sum()) - whole) <= WHOLE * whole:
            shares: Floats = values / whole
            return shares
    return None
