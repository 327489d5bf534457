"""Lines that are struck out, or that their own words call refused or optional, which the plan's totals leave out: 'отказ'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np

from worker.cleaning.lines import (
    Bools,
    Floats,
    Ints,
    LineColumn,
    Lines,
    filled,
    findings_of,
    floats_of,
    line_sums,
    rows_named,
)
from worker.cleaning.mapped_table import MappedTable
from worker.cleaning.measures import behaviour, is_money
from worker.cleaning.reconciliation.agreement import tolerance
from worker.findings.books import LINE_REFUSED, LINES_REFUSED
from worker.plans.rows.letters import number
from worker.plans.rows.wording import is_word, starts
from worker.shapes.finding import Finding
from worker.shapes.template import Template

STRUCK = "struck out"
"""The state of a line whose text has a line through it."""
NEAR = 0.1
"""Confidence from which a column may as well be another field."""
LONGEST_STATE = 40
"""Characters; a longer text is a remark, and its first word no state."""

_BEHIND_NAME = re.compile(r"\S\s*[(（\[]([^()（）\[\]]+)[)）\]]\s*$|\S\s+[-–—]\s+(\S[^-–—]*)$")
_NUMBER_OR_DATE = re.compile(r"[\d\s.,:/-]*")


def without_refused_lines(
    mapped: MappedTable, lines: Lines, rounding: float
) -> tuple[MappedTable, list[Finding]]:
    """A table without the lines that a cell calls refused or optional and a total of the plan leaves out, and what is said.

    Where no total tells, they stay and are told one by one; where a total counts them, nothing is said.
    """
    if _is_delivered(mapped, lines):
        return mapped, []  # what was delivered before a line was stopped counts
    states = _states(mapped, lines.rows)
    if None not in states:
        return mapped, []
    is_told = False
    for apart in _selections(states):
        counted = set(_counted(mapped, lines.rows, apart, rounding))
        if counted == {False}:
            return _without(mapped, lines, apart, states)
        is_told |= bool(counted)
    if is_told:
        return mapped, []
    return mapped, list(refused_doubts(lines, states))


def refused_doubts(lines: Lines, states: Sequence[str | None]) -> Iterator[Finding]:
    """A warning on each line whose amounts are exported although it may not count."""
    weighs = _weighs(lines)
    hits = [
        at
        for at, state in enumerate(states)
        if state and weighs[at] and (_is_refused(state) or is_word("optional", state))
    ]

    def tell(at: int) -> Finding:
        row = int(lines.rows[at])
        return LINE_REFUSED.at(lines.sheet, f"{row}:{row}", row=row, state=states[at])

    yield from findings_of(lines, hits, tell)


def _weighs(lines: Lines) -> Bools:
    """The lines on which an amount stands, be it in a period of which nobody knows what it holds."""
    columns = [c.values for c in lines.columns.values() if behaviour(c.field) == "spread"]
    numbers = [n for values in columns if (n := floats_of(values)) is not None]
    periods = [line_sums(group.values, signed=False) for group in (*lines.amounts, *lines.undecided)]
    weighs: Bools = np.zeros(len(lines), dtype=bool)
    for values in (*numbers, *periods):
        weighs |= filled(values)
    return weighs


def _selections(states: Sequence[str | None]) -> Iterator[Bools]:
    """The lines that a total may leave out: all with a state, else the refused ones, for 'Option confirmed' is booked."""
    stated = [state is not None for state in states]
    refused = [state is not None and _is_refused(state) for state in states]
    for apart in [stated, refused] if refused != stated else [stated]:
        if any(apart):
            yield np.array(apart, dtype=bool)


def _without(
    mapped: MappedTable, lines: Lines, apart: Bools, states: Sequence[str | None]
) -> tuple[MappedTable, list[Finding]]:
    rows = lines.rows[apart].tolist()
    without = mapped.without_lines({*rows, *_own_sums(mapped, lines.rows, apart)})
    state = next(state for state, one in zip(states, apart, strict=True) if one)
    return without, [refused_note(lines, rows, state)]


def _own_sums(mapped: MappedTable, rows: Ints, apart: Bools) -> Iterator[int]:
    """The total rows that add up nothing but lines *apart*."""
    since = 0
    for total in sorted(mapped.table.total_rows):
        span = (rows > since) & (rows < total)
        if span.any() and bool(apart[span].all()):
            yield total
        since = total


def refused_note(lines: Lines, rows: Sequence[int], state: str | None) -> Finding:
    """That *rows* of the sheet, which their *state* and a total leave out, are not exported."""
    place = f"{rows[0]}:{rows[-1]}"
    return LINES_REFUSED.at(lines.sheet, place, count=len(rows), rows=rows_named(rows), state=state)


def _is_delivered(mapped: MappedTable, lines: Lines) -> bool:
    """Whether a table reports what was delivered: its money does or, where it has none, its counts.

    'Impressions' beside planned money are planned, whatever field they fill; so is a 'cost' that may as well be planned.
    """
    measures = [column for column in lines.columns.values() if column.field.kind == "measure"]
    money = [column for column in measures if is_money(column.field)]
    return any(
        column.field.stage == "delivered" and not _may_be_planned(mapped, lines.template, column)
        for column in money or measures
    )


def _may_be_planned(mapped: MappedTable, template: Template, column: LineColumn) -> bool:
    planned = {field.name for field in template.fields if is_money(field) and field.stage != "delivered"}
    near = mapped.alternatives.get(column.number or 0, ())
    return is_money(column.field) and any(one.field in planned and one.confidence >= NEAR for one in near)


def _is_refused(state: str) -> bool:
    return state == STRUCK or is_word("refused", state)


def _states(mapped: MappedTable, rows: Ints) -> list[str | None]:
    """Each line's word for a refusal or an option, or that it is struck out; None where nothing says so, or a person that it is a line."""
    struck = {row for row, _ in mapped.grid.struck}
    words = _words(mapped, rows)
    return [
        None if row in mapped.rows_by_word else STRUCK if row in struck and _is_struck(mapped, row) else word
        for row, word in zip(rows.tolist(), words, strict=True)
    ]


def _is_struck(mapped: MappedTable, row: int) -> bool:
    """Whether most of what a line says is struck out: one old price in it is not the line."""
    inside = range(mapped.table.first_column, mapped.table.last_column + 1)
    filled = [column for column in inside if mapped.grid.at(row, column) not in (None, "")]
    return sum((row, column) in mapped.grid.struck for column in filled) * 2 > len(filled)


def _words(mapped: MappedTable, rows: Ints) -> list[str | None]:
    """Each line's word for a refusal or an option, its own or its section's; None where it has none."""
    grid, at = mapped.grid, rows.tolist()
    words: list[str | None] = [None] * len(at)
    for section in mapped.table.sections:
        if is_apart(section.text):
            inside = (rows >= section.first_row) & (rows <= section.last_row)
            words = [section.text if here else word for here, word in zip(inside, words, strict=True)]
    for column in range(mapped.table.first_column, min(mapped.table.last_column, grid.width) + 1):
        apart = {text: _state(text) for text in grid.texts_where(column, _has_state)}
        for line, cell in enumerate(grid.picked(column, at)) if apart else ():
            if words[line] is None and isinstance(cell, str) and cell in apart:
                words[line] = apart[cell]
    return words


def _has_state(text: str) -> bool:
    return bool(_state(text))


def is_apart(text: str) -> bool:
    """Whether *text* begins with a word for a refusal or an option."""
    return starts("refused", text) or starts("optional", text)


def _state(text: str) -> str:
    """The word for a refusal or an option, alone or behind a name: 'RTL (cancelled)', 'Sat - storniert'."""
    behind = _BEHIND_NAME.search(text)
    for state in (text, (behind[1] or behind[2]) if behind else ""):
        is_short = len(state) <= LONGEST_STATE and not _NUMBER_OR_DATE.fullmatch(state)
        if is_short and is_apart(state):
            return state
    return ""


def _counted(mapped: MappedTable, rows: Ints, apart: Bools, rounding: float) -> Iterator[bool]:
    """Of each number of a total row that tells: whether it counts the lines *apart*.

    A total above all of them that is the sum of all others leaves them out, where no total follows: options below the plan's
    total. Where they have a sum of their own, the one above is that of the others alone.
    """
    table, grid = mapped.table, mapped.grid
    columns = [c.number for c in table.columns] + [p.number for p in table.periods]
    amounts = {column: _amounts(mapped, rows, column) for column in columns}
    is_last = max(table.total_rows, default=0) < rows[apart].min()
    for total in table.total_rows:
        above: Bools = rows < total if (rows < total).any() else np.ones(len(rows), dtype=bool)
        since = max((row for row in table.total_rows if row < total), default=0)
        spans = [above, above & (rows > since)]
        if is_last and ((rows > total) == apart).all():
            spans.append(np.ones(len(rows), dtype=bool))
        for column in columns:
            row_total = number(grid.at(total, column))
            if row_total is None:
                continue
            for lines in spans:
                counts = _counts(row_total, amounts[column], lines, apart, rounding)
                if counts is not None:
                    yield counts
                    break


def _counts(total: float, amounts: Floats, span: Bools, apart: Bools, rounding: float) -> bool | None:
    """Whether *total* is the sum of all lines of *span*, or, False, of those that are not *apart*; None for neither.

    The sum of a section that is *apart* as a whole is its own and tells nothing.
    """
    if not (span & ~apart).any():
        return None
    whole, rest = (float(amounts[which].sum()) for which in (span, span & ~apart))
    allowed = tolerance(int(span.sum()), rounding, float(np.abs(amounts[span]).sum()))
    if abs(whole - rest) <= allowed:
        return None
    if abs(total - rest) <= allowed:
        return False
    return True if abs(total - whole) <= allowed else None


def _amounts(mapped: MappedTable, rows: Ints, column: int) -> Floats:
    """The numbers of a column on the lines; zero where none is."""
    return np.array([number(cell) or 0.0 for cell in mapped.grid.picked(column, rows.tolist())])
