"""Texts that disagree in what money counts, and a budget that is a thousand times the sum of the lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from worker.cleaning.lines import Lines, short
from worker.cleaning.mapped_table import MappedTable
from worker.cleaning.measures import money_names
from worker.cleaning.reading import scale_notes
from worker.findings.checks import BUDGET_IN_ANOTHER_SCALE, SCALE_DISPUTED
from worker.shapes.finding import Finding
from worker.shapes.grid import column_letter
from worker.values.amounts import parse_sum
from worker.values.dates.calendar_words import measure_of
from worker.values.scales import LARGER, names_money, scale_of, scales_in_note, units_in_words
from worker.values.units import counts

CLOSE = 1e-6
"""Relative difference between a budget and the sum of the lines, once both count in the same."""
LEAST = 1.0
"""A sum of less is no sum."""


def check(lines: Lines, mapped: MappedTable) -> Iterator[Finding]:
    """What texts tell of the scale of the exported money, once a table."""
    money = _money(lines)
    if not money:
        return
    texts: dict[float, str] = {}
    for name in money:
        header = lines.columns[name].header if name in lines.columns else ""
        if scale_of(header) != 1.0:  # the line's own scale, as a note may explain it: 'M$ (miles de pesos)'
            texts.setdefault(lines.scales.get(name, 1.0), header)
    notes = scale_notes.notes(mapped)
    for text in () if any(map(units_in_words, notes)) else notes:
        for clause, scale in scales_in_note(text):
            if measure_of(clause) not in counts() and names_money(clause):
                texts.setdefault(scale, clause)
    if len(texts) > 1:
        first, second = list(texts.values())[:2]
        names = [name for name in money if name in lines.scales]
        factor = max(lines.scales[name] for name in names) if names else 1.0
        yield SCALE_DISPUTED.at(
            lines.sheet,
            fields=names or list(money),
            first=short(first),
            second=short(second),
            names=", ".join(names or money),
            factor=factor,
        )
    yield from _budgets(lines, mapped, money)


def _money(lines: Lines) -> dict[str, float]:
    """The sum of each exported measure of money, as it is exported."""
    fields = money_names(lines.template)
    sums = {
        name: values
        for name in lines.columns
        if name in fields and (values := lines.floats(name)) is not None
    }
    sums |= {
        group.measure: group.values for group in lines.amounts if group.measure in fields and not group.marks
    }
    return {name: whole for name, values in sums.items() if (whole := float(np.nansum(values))) >= LEAST}


def _budgets(lines: Lines, mapped: MappedTable, money: Mapping[str, float]) -> Iterator[Finding]:
    """A budget of the brief that is a sum of the lines, but for the thousands."""
    for item in mapped.layout.brief:
        amount = parse_sum(item.value)
        if amount is None or any(abs(amount.value - whole) <= CLOSE * whole for whole in money.values()):
            continue
        for name, whole in money.items():
            if any(abs(amount.value - whole * scale) <= CLOSE * whole * scale for scale in LARGER):
                yield BUDGET_IN_ANOTHER_SCALE.at(
                    lines.sheet,
                    f"{column_letter(item.column)}{item.row}",
                    fields=[name],
                    label=short(item.label),
                    times=amount.value / whole,
                    name=name,
                )
                return
