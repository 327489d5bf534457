"""The sums of raw data by a dimension, by month and by currency."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from worker.shapes.summary import NO_NAME, Breakdown, Months, Sums
from worker.shapes.template import title_of
from worker.values.arrow import Array, Floats
from worker.verbs.summary.raw_columns import RawColumns

DIMENSIONS = ("channel", "publisher", "market")
MOST_NAMES = 15
"""Names of a dimension; smaller ones are added up in one row."""
MOST_CHANNELS = 8
"""Channels that a chart can tell apart by colour."""
LONGEST = 120
"""Months of a row; a longer one has a wrong date, and counts where it begins."""


def totals(columns: RawColumns) -> Breakdown:
    """The sums by currency."""
    codes, names = columns.texts("currency")
    return Breakdown("Currency", _rows(columns, np.zeros_like(codes), ["All rows"], codes, names))


def by_dimensions(columns: RawColumns) -> list[Breakdown]:
    """The sums by channel, publisher and market, as far as there are such columns with more than one name."""
    currencies, codes_names = columns.texts("currency")
    breakdowns = []
    for name in DIMENSIONS:
        codes, names = columns.texts(name)
        if len(np.unique(codes)) > (1 if name == "market" else 0) and columns.has(name):
            rows = _rows(columns, codes, [text or NO_NAME for text in names], currencies, codes_names)
            breakdowns.append(Breakdown(title_of(name), _shortened(rows)))
    return breakdowns


def by_month(columns: RawColumns) -> Breakdown | None:
    """The sums by month; a row over several months is spread by days. None where no row has a date."""
    rows, months, shares = _spread_by_month(columns)
    if not len(rows):
        return None
    order, places = np.unique(months, return_inverse=True)
    names = [str(month) for month in order]
    currencies, texts = columns.texts("currency")
    amounts = [columns.numbers(measure.name)[rows] * shares for measure in columns.measures]
    return Breakdown("Month", tuple(_sums(places, names, currencies[rows], texts, amounts)))


def months_by_channel(columns: RawColumns) -> Months | None:
    """The main measure by month and channel in the commonest currency; None where there is nothing to draw."""
    rows, months, shares = _spread_by_month(columns)
    if columns.main is None or not len(rows):
        return None
    currencies, texts = columns.texts("currency")
    commonest = int(np.bincount(currencies).argmax())
    inside = currencies[rows] == commonest if columns.main.is_money else np.ones(len(rows), dtype=bool)
    rows, months, shares = rows[inside], months[inside], shares[inside]
    order, at_month = np.unique(months, return_inverse=True)
    codes, names = columns.texts("channel")
    amounts = columns.numbers(columns.main.name)[rows] * shares
    channels, at_channel = _largest(codes[rows], names, amounts)
    table = np.zeros((len(order), len(channels)))
    np.add.at(table, (at_month, at_channel), amounts)
    if not table.any():
        return None
    return Months(
        columns.main,
        texts[commonest] if columns.main.is_money else "",
        tuple(channels),
        tuple(_first_day(month) for month in order),
        tuple(tuple(row) for row in table.round(6).tolist()),
    )


def _largest(codes: Array, names: Sequence[str], amounts: Floats) -> tuple[list[str], Array]:
    """The names of the largest groups, largest first, 'others' last; and each row's place among them."""
    sums = np.bincount(codes, weights=amounts, minlength=len(names))
    ranked = [int(at) for at in np.argsort(-sums, kind="stable") if sums[at] or (codes == at).any()]
    alone = ranked if len(ranked) <= MOST_CHANNELS else ranked[: MOST_CHANNELS - 1]
    places = np.full(len(names), len(alone))
    places[alone] = np.arange(len(alone))
    channels = [names[at] or NO_NAME for at in alone]
    return [*channels, "others"] if len(alone) < len(ranked) else channels, places[codes]


def _rows(
    columns: RawColumns, codes: Array, names: Sequence[str], currencies: Array, texts: Sequence[str]
) -> tuple[Sums, ...]:
    amounts = [columns.numbers(measure.name) for measure in columns.measures]
    return tuple(_sums(codes, names, currencies, texts, amounts))


def _sums(
    codes: Array, names: Sequence[str], currencies: Array, texts: Sequence[str], amounts: Sequence[Floats]
) -> list[Sums]:
    """One a name and currency that occur together, in the order of the names."""
    keys = codes * len(texts) + currencies
    present = np.unique(keys)
    size = len(names) * len(texts)
    sums = [np.bincount(keys, weights=values, minlength=size) for values in amounts]
    return [
        Sums(
            names[key // len(texts)],
            texts[key % len(texts)],
            tuple(round(float(values[key]), 6) for values in sums),
        )
        for key in present.tolist()
    ]


def _shortened(rows: Sequence[Sums]) -> tuple[Sums, ...]:
    """A currency after the other, its largest first; the smaller ones of each currency in one row."""
    currencies = list(dict.fromkeys(row.currency for row in rows))
    ranked = sorted(
        rows,
        key=lambda row: (
            row.name == NO_NAME,
            currencies.index(row.currency),
            [-amount for amount in row.amounts],
        ),
    )
    if len(ranked) <= MOST_NAMES:
        return tuple(ranked)
    rest: dict[str, list[Sums]] = {}
    for row in ranked[MOST_NAMES:]:
        rest.setdefault(row.currency, []).append(row)
    others = [
        Sums(
            f"{len(group)} others",
            currency,
            tuple(round(sum(column), 6) for column in zip(*(one.amounts for one in group), strict=True)),
        )
        for currency, group in rest.items()
    ]
    return (*ranked[:MOST_NAMES], *others)


def _spread_by_month(columns: RawColumns) -> tuple[Array, Array, Floats]:
    """Row, month (datetime64[M]) and the share of its days there; rows without a date are left out."""
    starts, ends = columns.days
    dated = np.flatnonzero(~np.isnat(starts))
    first, last = starts[dated].astype("datetime64[M]"), ends[dated].astype("datetime64[M]")
    count = (last - first).astype(np.int64) + 1
    count[count > LONGEST] = 1
    rows = np.repeat(np.arange(len(dated)), count)
    offset = np.arange(len(rows)) - np.repeat(np.cumsum(count) - count, count)
    months = first[rows] + offset
    begin = np.maximum(months.astype("datetime64[D]"), starts[dated][rows])
    end = np.minimum((months + 1).astype("datetime64[D]"), ends[dated][rows] + 1)
    days = (ends[dated] - starts[dated]).astype(np.int64) + 1
    shares = np.where(count[rows] == 1, 1.0, (end - begin).astype(np.int64) / days[rows])
    return dated[rows], months, shares


def _first_day(month: np.datetime64) -> date:
    day: date = month.astype("datetime64[D]").item()
    return day
