"""What of a plan's numbers nothing explains, as far as money may hang on it: one finding for one cause."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

import numpy as np

from worker.cleaning.books.sheet_fates import SheetFates
from worker.cleaning.books.table_posts import LeftColumn
from worker.cleaning.lines import Bools, Ints, Lines, short
from worker.cleaning.mapped_table import MappedTable
from worker.cleaning.measures import is_money
from worker.cleaning.periods.pieces import LineRows
from worker.findings.books import (
    AMOUNT_NOT_EXPORTED,
    NUMBERS_LOST,
    ROWS_UNEXPLAINED,
    SMALL_AMOUNT,
    UNNAMED_NUMBERS,
)
from worker.shapes.finding import Finding
from worker.shapes.grid import column_letter
from worker.values.arithmetic import runs
from worker.values.money import currency_in
from worker.values.scales import scale_of

MOST_HEADERS = 4
"""Headers that one finding names."""
WEIGHT = 0.005
"""A number matters from this share of what its column exports."""
NOTHING = 0.001
"""Share of the exported money below which the sum of a column is that of prices."""


def left_column_findings(lines: Lines, left: Sequence[LeftColumn]) -> Iterator[Finding]:
    """The columns of a table that are exported nowhere, and of which nobody said anything."""
    if not len(lines.rows):
        return
    first, last = int(lines.rows[0]), int(lines.rows[-1])
    for one in left:
        if one.fields:
            kind = SMALL_AMOUNT if _is_next_to_nothing(one, lines) else AMOUNT_NOT_EXPORTED
            yield kind.at(
                lines.sheet,
                f"{one.column.letter}{first}:{one.column.letter}{last}",
                fields=one.fields,
                header=short(one.column.header),
                letter=one.column.letter,
                amount=float(np.nansum(one.values)),
                field=one.fields[0],
            )
    yield from _unnamed_findings(lines, [one for one in left if not one.fields])


def _is_next_to_nothing(left: LeftColumn, lines: Lines) -> bool:
    """Whether a column of money adds up to next to nothing beside what is exported, as prices do: 'CPV', 'CPP'."""
    header = left.column.header
    if scale_of(header) != 1 or currency_in(header) not in (None, *_currencies(lines)):
        return False
    money = any(f.name == left.fields[0] and is_money(f) for f in lines.template.fields)
    largest = max((weight for _, _, weight in _weights(lines)), default=0.0)
    return money and abs(float(np.nansum(left.values))) < NOTHING * largest


def _currencies(lines: Lines) -> tuple[str, ...]:
    return lines.currency.names if lines.currency else ()


def _unnamed_findings(lines: Lines, left: Sequence[LeftColumn]) -> Iterator[Finding]:
    """The columns of a table whose numbers nothing names, those side by side together.

    Where the table exports no volume, one of them may be it: a person should look.
    """
    headers = {one.column.number: short(one.column.header) for one in left}
    kind = UNNAMED_NUMBERS if _has_volume(lines) else NUMBERS_LOST
    top, bottom = int(lines.rows[0]), int(lines.rows[-1])
    for first, last in runs(sorted(headers)):
        names = [headers[number] for number in range(first, last + 1)][:MOST_HEADERS]
        yield kind.at(
            lines.sheet,
            f"{column_letter(first)}{top}:{column_letter(last)}{bottom}",
            headers=", ".join(f"'{name}'" for name in names),
            letters=column_letter(first)
            if first == last
            else f"{column_letter(first)} to {column_letter(last)}",
        )


def _has_volume(lines: Lines) -> bool:
    """Whether a table exports a number of anything, such as spots or impressions."""
    volumes = {f.name for f in lines.template.fields if f.family in ("count", "points", "reach")}
    return bool(volumes & lines.field_names)


def rest_findings(
    fates: Mapping[str, SheetFates],
    exported: Sequence[tuple[MappedTable, Lines, LineRows]],
    confirmed: Collection[tuple[str | None, str]],
) -> Iterator[Finding]:
    """The rows in and below tables whose numbers stand under exported money and are neither lines nor sums.

    Where the plan confirms the sum of a measure (*confirmed* has it by sheet), the rows are no part of it, and what else
    they say goes with it: the fee of a line that was cut.
    """
    for mapped, lines, _ in exported:
        sheet = fates[lines.sheet]
        by_proof: dict[bool, list[tuple[str, int, float]]] = {True: [], False: []}
        for one in _weights(lines):
            by_proof[(lines.sheet, one[0]) in confirmed].append(one)
        watched = _watched(mapped, lines, sheet, exported)
        proved = np.zeros(len(watched), dtype=bool)
        for _, number, weight in by_proof[True]:
            proved |= _is_heavy(sheet, watched, number, weight * WEIGHT)
        rows = watched[~proved]
        heavy: dict[int, list[str]] = {}
        for field, number, weight in by_proof[False]:
            for row in rows[_is_heavy(sheet, rows, number, weight * WEIGHT)].tolist():
                heavy.setdefault(row, []).append(field)
        for first, last in runs(sorted(heavy)):
            fields = list(dict.fromkeys(f for row in range(first, last + 1) for f in heavy[row]))
            yield ROWS_UNEXPLAINED.at(
                lines.sheet,
                f"{first}:{last}",
                fields=fields,
                rows=f"row {first}" if first == last else f"rows {first} to {last}",
                what=", ".join(f.replace("_", " ") for f in fields),
            )


def _is_heavy(sheet: SheetFates, rows: Ints, number: int, least: float) -> Bools:
    """For each of *rows*, whether nothing explains it in a column, and its number there is no less than *least*."""
    if number > sheet.numbers.shape[1]:
        return np.zeros(len(rows), dtype=bool)
    heavy: Bools = sheet.unexplained(rows, [number])[:, 0]
    heavy &= np.abs(sheet.numbers[rows - 1, number - 1]) >= least  # where there is no number, this is False
    return heavy


def _weights(lines: Lines) -> list[tuple[str, int, float]]:
    """Each exported column of money with what it adds up to."""
    weights = []
    for column in lines.columns.values():
        if (
            column.number
            and is_money(column.field)
            and (numbers := lines.floats(column.field.name)) is not None
        ):
            weights.append((column.field.name, column.number, abs(float(np.nansum(numbers)))))
    return weights


def _watched(
    mapped: MappedTable,
    lines: Lines,
    sheet: SheetFates,
    exported: Sequence[tuple[MappedTable, Lines, LineRows]],
) -> Ints:
    """The rows from a table's first to the next table below it, or to the end of the sheet."""
    tops = [
        min((*m.table.header_rows, m.table.first_row)) for m, _, _ in exported if m.grid.sheet == lines.sheet
    ]
    below = [top for top in tops if top > mapped.table.last_row]
    last = min([*below, sheet.fates.shape[0] + 1]) - 1
    return np.arange(mapped.table.first_row, min(last, sheet.fates.shape[0]) + 1)
