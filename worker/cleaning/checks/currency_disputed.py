"""A currency that the plan states and that none of its lines is in."""

from __future__ import annotations

from collections.abc import Iterator

from worker.cleaning.lines import Lines, different, short
from worker.cleaning.mapped_table import MappedTable
from worker.cleaning.measures import is_money, money_names
from worker.cleaning.reading import scale_notes
from worker.findings.checks import CURRENCY_DISPUTED
from worker.shapes.finding import Finding
from worker.values.money import (
    codes_of_shared_sign,
    currency_in,
    currency_of,
    currency_of_format,
    shared_sign_in,
)

SHARED = "$¥"
"""Signs of several currencies, wherever they stand: 'M$' are pesos where the lines are."""


def check(lines: Lines, mapped: MappedTable) -> Iterator[Finding]:
    """Compare the currency of the lines with the brief, with the labels of their sums, and with their own headers."""
    if lines.currency is None or not _has_money(lines):
        return
    codes = {lines.currency.names[code] for code in different(lines.currency.codes) if code >= 0}
    if len(codes) != 1:
        return
    (code,) = codes
    for text in _stated(lines, mapped):
        other = currency_of(text) or currency_in(text)
        sign = shared_sign_in(text) or next((sign for sign in SHARED if sign in text), None)
        if (
            not other
            or other == code
            or (sign and code in codes_of_shared_sign(sign))
            or _stands_apart(other, lines, mapped)
        ):
            continue
        yield CURRENCY_DISPUTED.at(
            lines.sheet, fields=["currency"], text=short(text), stated=other, currency=code
        )
        return


def _has_money(lines: Lines) -> bool:
    return not lines.field_names.isdisjoint(money_names(lines.template))


def _stated(lines: Lines, mapped: MappedTable) -> Iterator[str]:
    """The texts that speak of the money of the table as a whole."""
    yield from (
        column.header for column in lines.columns.values() if is_money(column.field) and column.header
    )
    yield from (label for _, label in scale_notes.of_totals(mapped))
    yield from (item.value for item in mapped.layout.brief if item.field == "currency")


def _stands_apart(code: str, lines: Lines, mapped: MappedTable) -> bool:
    """Whether other columns, or formats, hold amounts in that currency: it is stated of them."""
    exported = {number for column in lines.columns.values() for number in column.numbers}
    headers = (c.header for c in mapped.table.columns if c.number not in exported and c.header)
    formats = (currency_of_format(form) for form in set(mapped.grid.formats.values()))
    return code in {*map(currency_in, headers), *formats}
