"""Values by their one name: platform, channel, market as ISO code, and whatever a template allows."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from worker.cleaning.lines import LineColumn, Lines, Texts
from worker.cleaning.money import currency_of
from worker.knowledge.values import KINDS, compared, load_values
from worker.shapes import Field, Finding

MOST_VALUES = 40
"""Unknown values told one by one; a column with more holds something else than its field."""


def canonical_column(column: LineColumn, market: str | None = None) -> tuple[LineColumn, tuple[str, ...]]:
    """The column with canonical names, and the values that no list knows; those stay as they are."""
    field, values = column.field, column.values
    if not isinstance(values, Texts) or not (field.allowed or field.name in KINDS):
        return column, ()
    found = [_name(field, name, market) for name in values.names]
    unknown = tuple(n for n, f in zip(values.names, found, strict=True) if f is None)
    kept = [f or n for n, f in zip(values.names, found, strict=True)]
    return LineColumn(field, values.renamed(kept), column.number, column.header, column.currency), unknown


def _name(field: Field, value: str, market: str | None) -> str | None:
    if field.allowed:
        allowed = {compared(name): name for name in field.allowed}
        listed = load_values(field.name).find(value) if field.name in KINDS else None
        return allowed.get(compared(value)) or allowed.get(compared(listed) if listed else "")
    if field.name == "currency":
        return currency_of(value, market)
    return load_values(field.name).find(value)


def unknown_values(lines: Lines, name: str, unknown: tuple[str, ...]) -> Iterator[Finding]:
    """One note a value, at its first cell."""
    column = lines.columns[name]
    if not isinstance(column.values, Texts):
        return
    texts = column.values
    for value in unknown[:MOST_VALUES]:
        hits = np.flatnonzero(texts.codes == texts.names.index(value))
        if not len(hits):
            continue
        many = f" on {len(hits):,} lines" if len(hits) > 1 else ""
        cell = lines.cell(name, int(hits[0]))
        if column.field.allowed:
            sentence = f"{value!r}{many} is none of the values that '{name}' allows."
            step = f"Use one of {', '.join(column.field.allowed[:8])}."
            yield Finding("value-not-allowed", "warning", sentence, step, lines.sheet, cell)
        else:
            sentence = f"{value!r}{many} is no {name.replace('_', ' ')} that is known; it stays as written."
            yield Finding("value-unknown", "note", sentence, "Check its spelling.", lines.sheet, cell)
    if len(unknown) > MOST_VALUES:
        rest = len(unknown) - MOST_VALUES
        yield Finding(
            "value-unknown",
            "note",
            f"{rest:,} more values of '{name}' are unknown.",
            "",
            lines.sheet,
            lines.cell(name, 0),
        )
