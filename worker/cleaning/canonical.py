"""Values by their one name: platform, channel, market as ISO code, and whatever a template allows.

What a person taught of a value comes before every list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from worker.cleaning.lines import LineColumn, Lines, Texts, short
from worker.findings.values import VALUE_NOT_ALLOWED, VALUE_RENAMED, VALUE_UNKNOWN
from worker.knowledge.values import KINDS, load_values
from worker.lazy_dataclass import dataclass
from worker.shapes.finding import Finding
from worker.shapes.mapping import Origin
from worker.shapes.memory import RecalledValue
from worker.shapes.raw_data import UnknownValue
from worker.shapes.template import Field
from worker.text import compared, normalise
from worker.values.money import currency_of

MOST_VALUES = 40
"""Unknown values told one by one; a column with more holds something else than its field."""
MOST_PAIRS = 6
"""Values with a new name that one sentence quotes."""
WORDS = frozenset({*KINDS, "publisher", "objective", "ad_format"})
"""Fields whose values are words of the trade; those of other fields are a campaign's own, and never remembered."""
LISTED = 1.0
"""Confidence of a name that a list has for a value."""

Learnt = Callable[[str, Sequence[str]], Mapping[str, RecalledValue]]
"""What memory knows of these values of a field, by `text.normalise(value)`."""


def nothing_learnt(field: str, values: Sequence[str]) -> Mapping[str, RecalledValue]:
    """The memory of somebody who was never taught a value."""
    return {}


@dataclass(frozen=True, slots=True)
class Named:
    """What one value is called; `canonical` is None where nobody knows, and the value then stays as it is written."""

    value: str
    canonical: str | None
    confidence: float
    origin: Origin
    reason: str


def is_learnable(field: Field) -> bool:
    """Whether values of *field* may be remembered."""
    return bool(field.allowed or field.name in WORDS)


def named(
    field: Field, values: Sequence[str], market: str | None = None, learnt: Learnt = nothing_learnt
) -> list[Named]:
    """The one name of each of *values*, in order: from memory, else from the lists.

    *market* (ISO code) tells the dollars of a currency apart.
    """
    recalled = learnt(field.name, values) if is_learnable(field) else {}
    return [_named(field, value, market, recalled.get(normalise(value))) for value in values]


def canonical_column(
    column: LineColumn, market: str | None = None, learnt: Learnt = nothing_learnt
) -> tuple[LineColumn, tuple[str, ...]]:
    """The column with canonical names, and the values that nobody knows; those stay as they are."""
    field, values = column.field, column.values
    if not isinstance(values, Texts) or not is_learnable(field):
        return column, ()
    results = named(field, values.names, market, learnt)
    listed = field.allowed or field.name in KINDS
    unknown = tuple(one.value for one in results if one.canonical is None) if listed else ()
    new_names = [one.canonical or one.value for one in results]
    return LineColumn(
        field, values.renamed(new_names), column.number, column.header, column.currency
    ), unknown


def _named(field: Field, value: str, market: str | None, recalled: RecalledValue | None) -> Named:
    if recalled is not None and recalled.confidence > 0:
        name = recalled.value or value
        canonical_name = _allowed(field, name) if field.allowed else name
        if canonical_name is not None:
            return Named(value, canonical_name, recalled.confidence, "memory", recalled.reason)
    listed = _listed(field, value, market)
    if listed is not None and (recalled is None or listed not in recalled.rejected):
        return Named(value, listed, LISTED, "rules", f"The list of values for {field.name} has it.")
    if recalled is not None and recalled.rejected:
        return Named(value, None, 0.0, "none", recalled.reason)
    return Named(value, None, 0.0, "none", f"No list of values for {field.name} has it.")


def _listed(field: Field, value: str, market: str | None) -> str | None:
    if field.allowed:
        listed = load_values(field.name).find(value) if field.name in KINDS else None
        return _allowed(field, value) or (_allowed(field, listed) if listed else None)
    if field.name == "currency":
        return currency_of(value, market)
    return load_values(field.name).find(value) if field.name in KINDS else None


def _allowed(field: Field, value: str) -> str | None:
    return {compared(name): name for name in field.allowed}.get(compared(value))


def with_canonical(lines: Lines, market: str | None, learnt: Learnt) -> Lines:
    """*lines* with values under their one name; values that nobody knows stay as written, with a note each."""
    columns = dict(lines.columns)
    values: list[UnknownValue] = []
    findings: list[Finding] = []
    for name, column in lines.columns.items():
        columns[name], unknown = canonical_column(column, market, learnt)
        if columns[name] is not column:
            findings += _renamed(lines, column, columns[name])
        at_cells = _first_cells(lines, columns[name], unknown[:MOST_VALUES])
        values += [UnknownValue(lines.sheet, name, value, cell) for value, cell, _ in at_cells]
        findings += [_unknown(lines, column.field, value, hits, cell) for value, cell, hits in at_cells]
        if len(unknown) > MOST_VALUES:
            kind = VALUE_NOT_ALLOWED if column.field.allowed else VALUE_UNKNOWN
            rest = len(unknown) - MOST_VALUES
            findings.append(kind.more(rest, lines.sheet, lines.cell(name, 0), [name]))
    return replace(
        lines,
        columns=columns,
        findings=(*lines.findings, *findings),
        unknown=(*lines.unknown, *values),
    )


def _first_cells(lines: Lines, column: LineColumn, values: Sequence[str]) -> list[tuple[str, str, int]]:
    """Each of *values* that stands on a line, with its first cell and the count of its lines."""
    texts = column.values
    if not isinstance(texts, Texts):
        return []
    cells: list[tuple[str, str, int]] = []
    for value in values:
        hits = np.flatnonzero(texts.codes == texts.names.index(value))
        if len(hits):
            cells.append((value, lines.cell(column.field.name, int(hits[0])), len(hits)))
    return cells


def _renamed(lines: Lines, before: LineColumn, column: LineColumn) -> Iterator[Finding]:
    """A finding for a field whose values have another name in raw data, at the first of them."""
    old, new = before.values, column.values
    if not (isinstance(old, Texts) and isinstance(new, Texts)) or set(old.names) == set(new.names):
        return
    codes, first = np.unique(old.codes, return_index=True)
    pairs = [
        (int(line), old.names[code], new.at(int(line)))
        for code, line in zip(codes.tolist(), first.tolist(), strict=True)
        if code >= 0 and old.names[code] != new.at(int(line))
    ]
    if not pairs:
        return
    pairs.sort()
    shown_pairs = [f"{short(value)!r} is {name!r}" for _, value, name in pairs[:MOST_PAIRS]]
    more = [f"{len(pairs) - MOST_PAIRS} more"] if len(pairs) > MOST_PAIRS else []
    field = column.field.name
    yield VALUE_RENAMED.at(
        lines.sheet,
        lines.cell(field, pairs[0][0]),
        fields=[field],
        pairs=", ".join([*shown_pairs, *more]),
        field=field.replace("_", " "),
    )


def _unknown(lines: Lines, field: Field, value: str, hits: int, cell: str) -> Finding:
    many = f" on {hits:,} lines" if hits > 1 else ""
    if field.allowed:
        allowed = ", ".join(field.allowed[:8])
        return VALUE_NOT_ALLOWED.at(
            lines.sheet, cell, fields=[field.name], value=value, many=many, field=field.name, allowed=allowed
        )
    words = field.name.replace("_", " ")
    return VALUE_UNKNOWN.at(lines.sheet, cell, fields=[field.name], value=value, many=many, field=words)
