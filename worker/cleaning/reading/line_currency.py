"""One currency for each line: from its own column, its cells, the header, the section or the brief."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from worker.cleaning.lines import Texts
from worker.lazy_dataclass import dataclass
from worker.values.money import currency_of, currency_of_format


@dataclass(frozen=True, slots=True)
class MoneyColumn:
    """What a column of money says of its currency."""

    key: str
    """The field, or the measure of the period columns."""
    header: str | None
    """The currency in its header."""
    cells: Texts | None = None
    """The currency in each cell, by sign or number format."""
    is_doubtful: bool = False
    """Other countries that speak the plan's language mean another currency by the same sign."""


@dataclass(frozen=True, slots=True)
class LineCurrency:
    """The currency of each line, and the money columns that are in another."""

    lines: Texts | None
    aside: tuple[str, ...] = ()
    """Keys of columns that hold the same money again in another currency: they are not exported."""
    main: str | None = None
    """The currency of all headers, where the lines' own column names others: the headers are followed."""


def line_currency(
    size: int, own: Texts | None, columns: Sequence[MoneyColumn], sections: Texts | None, brief: str | None
) -> LineCurrency:
    """One currency a line: its own column, else its cells, the header, the section, the brief.

    Columns of money in a second currency beside it are named, never added up.
    """
    headers = list(dict.fromkeys(c.header for c in columns if c.header))
    spoken = set(own.names) if own else set()
    main = headers[0] if headers else None
    if brief in headers:
        main = brief
    plain = [c for c in columns if c.header is None]
    aside: tuple[str, ...] = ()
    if own and plain:
        aside = tuple(c.key for c in columns if c.header and spoken - {c.header})
        main = None if aside else main
    elif len(headers) > 1:
        main = next((h for h in headers if h in spoken), main) if len(spoken) == 1 else main
        aside = tuple(c.key for c in columns if c.header not in (None, main))
    contradicted = bool(own and main and not plain and spoken - {main})
    sources = [None if contradicted else own]
    sources += [c.cells for c in columns if c.key not in aside]
    sources += [
        Texts.same(main, size) if main else None,
        sections,
        Texts.same(brief, size) if brief else None,
    ]
    return LineCurrency(
        coalesce([s for s in sources if s is not None]), aside, main if contradicted else None
    )


def coalesce(sources: Sequence[Texts]) -> Texts | None:
    """On each line the first source that says something."""
    if not sources:
        return None
    names = tuple(dict.fromkeys(n for s in sources for n in s.names))
    place = {name: i for i, name in enumerate(names)}
    codes = np.full(len(sources[0].codes), -1, dtype=np.int64)
    for source in sources:
        table = np.array([place[n] for n in source.names] + [-1], dtype=np.int64)
        codes = np.where(codes < 0, table[source.codes], codes)
    return Texts(codes, names) if names else None


def currencies_of_cells(
    units: Iterable[str | None] | None, formats: Sequence[str | None] | None, market: str | None
) -> Texts | None:
    """The currency of each cell from the sign beside its number, else from its number format."""
    sources: list[Texts] = []
    if units is not None:
        signs = list(units)
        sources.append(_each(signs, {sign: currency_of(sign, market) for sign in set(signs) if sign}))
    if formats is not None:
        sources.append(_each(formats, {f: currency_of_format(f, market) for f in set(formats) if f}))
    return coalesce([f for f in sources if f.names])


def _each(keys: Sequence[str | None], currency_of: Mapping[str, str | None]) -> Texts:
    return Texts.of(currency_of.get(key) if key else None for key in keys)
