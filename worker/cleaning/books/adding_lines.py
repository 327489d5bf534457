"""Lines that add up other lines: roll-ups at any level, heads of groups, the sum below a single line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from types import NoneType
from typing import Literal

import numpy as np

from worker.cleaning.lines import Bools, Floats, Ints, Lines, Texts, floats_of, rows_named
from worker.cleaning.mapped_table import MappedTable
from worker.cleaning.measures import additive_names, behaviour
from worker.cleaning.reading.table_lines import read_lines
from worker.findings.books import LINE_MAY_ADD_UP, LINES_ADD_UP
from worker.lazy_dataclass import dataclass
from worker.plans.rows.wording import is_word, starts
from worker.shapes.finding import Finding
from worker.shapes.template import Template

MOST_LINES = 20_000
"""Lines of a table among which sums are looked for."""
MOST_LEVELS = 5
PASSES = 200
"""Longest group of lines that is followed where amounts may be negative."""
LEAST_ALIKE = 2
"""Sums of one name that prove each other."""
SLACK = 0.006
"""What rounding leaves of an amount and its parts, for each part."""


@dataclass(frozen=True, slots=True)
class AddingLine:
    """A line whose amounts are the sums of those of lines right below or above it."""

    line: int
    first: int
    last: int
    """The lines that it adds up, as places from 0; earlier sums among them do not count."""
    proved: bool
    """Its texts say the same: they are blank, a word for all, or what all those lines share."""
    name: str = ""
    """A text of its own in one column, where it may be a line as well."""
    is_firm: bool = True
    """It is the sum of so many amounts that chance is unlikely."""


def without_adding_lines(mapped: MappedTable, template: Template) -> tuple[MappedTable, Lines, list[Finding]]:
    """A table read, with the lines that are proved to be sums taken for totals; doubtful ones stay lines and are told."""
    lines = read_lines(mapped, template)
    adding = adding_lines(mapped, lines)
    sums = sorted(int(lines.rows[one.line]) for one in adding if one.proved)
    findings = [_finding(lines, one) for one in adding if not one.proved]
    if not sums or len(sums) == len(lines):
        return mapped, lines, findings
    without = mapped.without_lines(sums, "subtotal")
    place = f"{sums[0]}:{sums[-1]}"
    note = LINES_ADD_UP.at(lines.sheet, place, count=len(sums), rows=rows_named(sums))
    return without, read_lines(without, template), [*findings, note]


def _finding(lines: Lines, one: AddingLine) -> Finding:
    row, first, last = (int(lines.rows[at]) for at in (one.line, one.first, one.last))
    fields = [name for name in additive_names(lines.template) if name in lines.columns]
    return LINE_MAY_ADD_UP.at(lines.sheet, f"{row}:{row}", fields=fields, row=row, first=first, last=last)


def adding_lines(mapped: MappedTable, lines: Lines) -> list[AddingLine]:
    """The lines of a table that are sums, the finest level first."""
    amounts = _amounts(lines)
    if amounts is None or not 2 <= len(lines) <= MOST_LINES:
        return []
    names = text_columns(mapped, lines)
    sums: list[AddingLine] = []
    summed = np.zeros(len(lines), dtype=bool)
    for _ in range(MOST_LEVELS):
        level = _by_names([one for one in _level(amounts, summed, names) if not summed[one.line]], names)
        if not level:
            break
        sums += level
        summed[[one.line for one in level]] = True
    return sums


def _by_names(level: Sequence[AddingLine], names: Sequence[Texts]) -> list[AddingLine]:
    """Those with a name of their own only where chance is unlikely; all lines of one name that are sums prove each other."""
    named = Counter(one.name for one in level if one.name)
    lines = {name: sum(column.count(name) for column in names) for name in named}
    sums: list[AddingLine] = []
    for one in level:
        if one.name and lines[one.name] == named[one.name] >= LEAST_ALIKE:
            sums.append(replace(one, proved=True))
        elif one.is_firm:
            sums.append(one)
    return sums


def text_columns(mapped: MappedTable, lines: Lines) -> list[Texts]:
    """The columns of text of the sheet, whether they are exported or not."""
    columns: list[Texts] = []
    rows = lines.rows.tolist()
    for column in mapped.table.columns:
        cells = mapped.grid.picked(column.number, rows)
        kinds = Counter(map(type, cells))
        if kinds[str] * 2 <= len(cells) - kinds[NoneType]:
            continue
        names = {c: _name(c) for c in set(cells) if isinstance(c, str)}
        texts = [names.get(c) if isinstance(c, str) else None for c in cells]
        if sum(text is not None for text in texts) * 2 > len(cells) - kinds[NoneType]:
            columns.append(Texts.of(texts))
    return columns


def _name(text: str) -> str | None:
    return " ".join(text.split()) if any(map(str.isalpha, text)) else None


def _amounts(lines: Lines) -> Floats | None:
    """Lines x additive measures; of periods, the line's sum."""
    by_measure = {
        name: numbers
        for name, column in lines.columns.items()
        if behaviour(column.field) == "spread" and (numbers := floats_of(column.values)) is not None
    }
    for group in lines.amounts:
        if group.measure and group.measure not in by_measure:
            by_measure[group.measure] = np.nansum(group.values, axis=1)
    columns = [np.nan_to_num(values) for values in by_measure.values() if np.nan_to_num(values).any()]
    return np.column_stack(columns) if columns else None


def _level(amounts: Floats, summed: Bools, names: Sequence[Texts]) -> Iterator[AddingLine]:
    parts = np.where(summed[:, None], 0.0, amounts)
    before = np.vstack([np.zeros(amounts.shape[1]), np.cumsum(parts, axis=0)])
    rising = bool((parts >= 0).all())
    size = len(amounts)
    mains = np.argmax(np.abs(amounts), axis=1)
    likely = amounts.any(axis=1) & ~summed
    if rising:
        likely &= _may_be_sums(before, amounts, mains)
    for line in np.flatnonzero(likely).tolist():
        main = int(mains[line])
        for first, last in _spans(before[:, main], amounts[line, main], line, size, rising):
            adding = _sum_of(amounts, parts, before, names, line, first, last)
            if adding is not None:
                yield adding
                break


def _may_be_sums(before: Floats, amounts: Floats, mains: Ints) -> Bools:
    """The lines whose largest amount a run right below or above them adds up to; all at once, since few are sums."""
    size = len(amounts)
    likely = np.zeros(size, dtype=bool)
    for main in sorted(set(mains.tolist())):
        at = np.flatnonzero(mains == main)
        column, targets = before[:, main], amounts[at, main]
        below = np.minimum(np.searchsorted(column, column[at + 1] + targets - SLACK, side="left"), size)
        above = np.maximum(np.searchsorted(column, column[at] - targets + SLACK, side="right") - 1, 0)
        for whole, count in (
            (column[below] - column[at + 1], below - at),
            (column[at] - column[above], at - above + 1),
        ):
            slack = np.maximum(SLACK * (count + 1), 1e-9 * np.abs(whole))
            likely[at] |= np.abs(whole - targets) <= slack
    return likely


def _spans(before: Floats, target: float, line: int, size: int, rising: bool) -> Iterator[tuple[int, int]]:
    """First and last place of the runs right below and right above *line* whose sum is *target*."""
    if rising:
        below = int(np.searchsorted(before, before[line + 1] + target - SLACK, side="left"))
        above = int(np.searchsorted(before, before[line] - target + SLACK, side="right")) - 1
        candidates = [(line + 1, below - 1), (max(above, 0), line - 1)]
    else:
        ends = range(line + 1, min(size, line + PASSES))
        starts_ = range(line - 1, max(-1, line - PASSES), -1)
        down = next((e for e in ends if abs(before[e + 1] - before[line + 1] - target) <= SLACK * 2), -1)
        up = next((s for s in starts_ if abs(before[line] - before[s] - target) <= SLACK * 2), size)
        candidates = [(line + 1, down), (up, line - 1)]
    for first, last in candidates:
        if 0 <= first <= last < size:
            yield first, last


def _sum_of(
    amounts: Floats,
    parts: Floats,
    before: Floats,
    names: Sequence[Texts],
    line: int,
    first: int,
    last: int,
) -> AddingLine | None:
    whole = before[last + 1] - before[first]
    has_amount = amounts[line] != 0
    addends = np.flatnonzero(parts[first : last + 1].any(axis=1)) + first
    slack = np.maximum(SLACK * (len(addends) + 1), 1e-9 * np.abs(whole))
    if not len(addends) or not (np.abs(whole - amounts[line]) <= slack)[has_amount].all():
        return None
    says = [_says(column, line, addends) for column in names]
    firm = int(has_amount.sum()) >= 2 or len(addends) >= 3
    if "against" in says:
        name = names[says.index("against")].at(line) or ""
        if says.count("against") > 1 or len(addends) < 2:
            return None
        return AddingLine(line, first, last, False, name, firm and "blank" in says)
    if len(addends) == 1:
        alone = bool(names) and all(column.codes[line] < 0 for column in names)
        return AddingLine(line, first, last, True) if alone and first < line and "blank" in says else None
    proved = "all" in says or ("blank" in says and firm)
    return AddingLine(line, first, last, proved) if proved or firm else None


def _says(column: Texts, line: int, addends: Ints) -> Literal["all", "blank", "against", "nothing"]:
    """What a text column says of a sum of *addends*: a word for all, a blank where they have a name, another name."""
    own, codes = column.at(line), column.codes[addends]
    if own is None:
        return "blank" if (codes >= 0).mean() > 0.5 else "nothing"
    alike = bool((codes == column.codes[line]).all())
    if is_word("whole", own) or is_word("total", own) or starts("total", own):
        return "nothing" if alike else "all"
    return "nothing" if alike else "against"
