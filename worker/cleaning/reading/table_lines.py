"""A mapped table -> its lines: each column is read by its field's type, then context is filled in."""

from __future__ import annotations

from collections.abc import Mapping

from worker.cleaning.canonical import with_canonical
from worker.cleaning.lines import Amounts, LineColumn, Lines, Texts
from worker.cleaning.mapped_table import MappedTable
from worker.cleaning.periods.amounts import PeriodCells, named_amounts
from worker.cleaning.periods.bars import spread_bars
from worker.cleaning.reading import context, fees, format_scale, header_scale, scale_notes
from worker.cleaning.reading.budget_shares import with_amounts_of_shares
from worker.cleaning.reading.column_choice import choose_columns
from worker.cleaning.reading.columns import (
    date_columns,
    measure_columns,
    numbers_of,
    text_columns,
    unread_amounts,
)
from worker.cleaning.reading.currency import money_columns, shared_signs, with_currency
from worker.cleaning.reading.plan_currency import plan_currency
from worker.cleaning.reading.source import Source, source_of
from worker.cleaning.reading.surroundings import context_columns, with_outlines
from worker.shapes.finding import Finding
from worker.shapes.template import Template
from worker.values.numbers import Numbers


def read_lines(mapped: MappedTable, template: Template) -> Lines:
    """The lines of one table; what could not be read is in their findings."""
    source = source_of(mapped, template)
    pairs, findings = choose_columns(mapped, template)
    columns = text_columns(source, pairs)
    numbers = numbers_of(source, pairs)
    for read in (date_columns, measure_columns):
        typed, notes = read(source, pairs, numbers)
        columns |= typed
        findings += notes
    columns = with_outlines(source, columns)
    amounts, undecided, notes = _period_amounts(source, columns, numbers)
    formats = format_scale.by_measure(columns, amounts, source.rows, mapped.grid)
    factors = header_scale.scales(columns, amounts, mapped, template, formats)
    findings += [*notes, *header_scale.notes(columns, factors, formats, source.sheet)]
    columns, amounts = header_scale.scaled(columns, amounts, factors)
    columns, notes = with_amounts_of_shares(source, columns, amounts, undecided=bool(undecided))
    added, context_notes = context_columns(source, columns)
    columns |= added
    findings += [*notes, *context_notes]
    units = {number: one.units for number, one in numbers.items()}
    plan = plan_currency(source, *shared_signs(source, columns, units))
    del numbers  # the amounts have them a second time, and memory is at its fullest here
    money = money_columns(source, columns, units, [a.measure for a in amounts], plan)
    columns, notes = with_currency(source, columns, money, plan)
    findings += notes
    currencies = _currencies(columns)
    if "currency" not in template.names:
        columns.pop("currency", None)
    lines = Lines(
        source.sheet,
        template,
        source.rows,
        columns,
        amounts,
        currencies,
        context.flight_of(context.without_guesses(mapped.layout.brief), source.year),
        tuple(findings),
        scales=factors,
        undecided=undecided,
    )
    return with_canonical(fees.rates_to_amounts(lines), source.market, mapped.learnt)


def _currencies(columns: Mapping[str, LineColumn]) -> Texts | None:
    """One a line, where there are any."""
    column = columns.get("currency")
    return column.values if column and isinstance(column.values, Texts) else None


def _period_amounts(
    source: Source, columns: Mapping[str, LineColumn], numbers: dict[int, Numbers]
) -> tuple[tuple[Amounts, ...], tuple[Amounts, ...], list[Finding]]:
    """The amounts of the period columns by measure, those without one, and what could not be read of them."""
    mapped = source.mapped
    findings: list[Finding] = []
    marks = source.marks([period for period in mapped.table.periods if period.marks])
    cells = [
        PeriodCells(p, marks[p.number] if p.marks else numbers[p.number].values) for p in mapped.table.periods
    ]
    cells = spread_bars(cells, source.rows, mapped.grid)
    for period in mapped.table.periods:
        if not period.marks:
            findings += unread_amounts(source, period.number, period.label, period.measure, numbers)
    amounts, undecided, notes = named_amounts(
        cells,
        columns,
        source.template,
        mapped.period_measure,
        source.sheet,
        scale_notes.money_notes(mapped),
        mapped,
    )
    return amounts, undecided, [*findings, *notes]
