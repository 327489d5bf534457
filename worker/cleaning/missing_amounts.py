"""A plan of which no amount is exported, or prices alone, and columns that hold nothing: what a person is told of it, once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from worker.cleaning.lines import Floats, Lines, short, span
from worker.cleaning.measures import additive_names, is_money
from worker.findings.cleaning import PRICES_WITHOUT_COST, TABLE_WITHOUT_AMOUNTS
from worker.shapes.finding import Finding
from worker.shapes.grid import column_letter

Part = tuple[Lines, Mapping[str, Floats]]
"""The lines of a table that is exported, and what each measure adds up to on them."""


def without_amounts(parts: Sequence[Part]) -> Iterator[Finding]:
    """A warning where no line of any table has an amount or waits for an answer."""
    if any(lines.undecided or any(amounts.any() for amounts in sums.values()) for lines, sums in parts):
        return
    tables = [lines for lines, _ in parts if len(lines)]
    if tables:
        places = [span(None, lines.rows.tolist()) for lines in tables]
        named = [f"'{lines.sheet}' ({place})" for lines, place in zip(tables, places, strict=True)]
        first, fields = tables[0], additive_names(tables[0].template)
        yield TABLE_WITHOUT_AMOUNTS.at(first.sheet, places[0], fields=fields, tables=", ".join(named))


def prices_alone(parts: Sequence[Part]) -> Iterator[Finding]:
    """A warning for each column of prices where no line of any table costs anything: nobody can add up prices."""
    fields = {field.name: field for field in parts[0][0].template.fields} if parts else {}
    for lines, sums in parts:
        if lines.undecided or any(is_money(fields[name]) and a.any() for name, a in sums.items()):
            return
    for lines, _ in parts:
        for name, column in lines.columns.items():
            values = lines.floats(name)
            if column.field.family == "rate" and column.number and values is not None and np.nansum(values):
                letter, rows = column_letter(column.number), lines.rows
                yield PRICES_WITHOUT_COST.at(
                    lines.sheet,
                    f"{letter}{rows[0]}:{letter}{rows[-1]}",
                    fields=[name],
                    header=short(column.header),
                    letter=letter,
                )


def columns_of_nothing(lines: Lines) -> Iterator[int]:
    """The columns of measures that are blank or 0 on every line: whatever they are, nothing hangs on it."""
    for name, column in lines.columns.items():
        values = lines.floats(name)
        if column.number and values is not None and not np.nan_to_num(values).any():
            yield column.number
