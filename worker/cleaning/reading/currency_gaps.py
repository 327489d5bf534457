"""Lines without a currency in a column of currencies that other lines fill."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import numpy as np

from worker.cleaning.lines import Bools, Floats, LineColumn, Texts, rows_named, short, span
from worker.cleaning.measures import is_money
from worker.cleaning.reading.columns import Columns
from worker.cleaning.reading.source import Source
from worker.findings.cleaning import CURRENCY_MISSING, CURRENCY_OF_OTHER_LINES
from worker.shapes.finding import Finding
from worker.values.money import currency_of


def without_currency_gaps(source: Source, columns: Columns) -> tuple[Columns, list[Finding]]:
    """*columns* with the one currency of the column on the lines that say none, and a doubt on those with money.

    Where the column names several, the gaps stay. A cell of figures, '11/1', is a gap: it names no currency anywhere.
    """
    own = columns.get("currency")
    if own is None or own.number is None or not isinstance(own.values, Texts):
        return columns, []
    texts = own.values.renamed([name if _may_be_currency(name) else None for name in own.values.names])
    gaps = texts.codes < 0
    if not texts.names or not gaps.any():
        return columns, []
    only = texts.names[0] if len(texts.names) == 1 else None
    filled = Texts.same(only, len(gaps)) if only else texts
    columns = {**columns, "currency": LineColumn(own.field, filled, own.number, own.header, own.currency)}
    open_lines = gaps & _have_money(columns, len(gaps))
    measures = [name for name, column in columns.items() if is_money(column.field)]
    return columns, [
        _gaps_finding(source, own, open_lines, texts.names, measures)
    ] if open_lines.any() else []


def _may_be_currency(name: str) -> bool:
    """Whether a text is one, or may be one that nobody knows: it has a letter."""
    return any(map(str.isalpha, name)) or currency_of(name) is not None


def _have_money(columns: Columns, size: int) -> Bools:
    """The lines with an amount in a column of money; all, where no column has any: the periods hold it."""
    money = [cast(Floats, column.values) for column in columns.values() if is_money(column.field)]
    if not money:
        return np.ones(size, dtype=bool)
    have: Bools = (np.nan_to_num(np.stack(money)) != 0).any(axis=0)
    return have


def _gaps_finding(
    source: Source, own: LineColumn, lines: Bools, names: Sequence[str], measures: Sequence[str]
) -> Finding:
    """The doubt on lines of money that name no currency."""
    rows = source.rows[lines].tolist()
    kind = CURRENCY_OF_OTHER_LINES if len(names) == 1 else CURRENCY_MISSING
    return kind.at(
        source.sheet,
        span(own.number, rows),
        fields=["currency", *measures],
        header=short(own.header),
        rows=rows_named(rows),
        currency=", ".join(names),
    )
