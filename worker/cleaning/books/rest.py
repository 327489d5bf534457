"""What of a plan's numbers nothing explains, as far as money may hang on it: one finding for one cause."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

import numpy as np

from worker.cleaning.books.sheet_fates import SheetFates
from worker.cleaning.books.table_posts import LeftColumn
from worker.cleaning.lines import Lines, short
from worker.cleaning.mapped_table import MappedTable
from worker.cleaning.measures import is_money
from worker.cleaning.periods.pieces import LineRows
from worker.findings.books import AMOUNT_NOT_EXPORTED, ROWS_UNEXPLAINED
from worker.shapes.finding import Finding
from worker.values.arithmetic import runs

WEIGHT = 0.005
"""A number matters from this share of what its column exports."""


def left_column_findings(mapped: MappedTable, lines: Lines, left: LeftColumn) -> Finding:
    """A column of amounts that is exported nowhere, and of which nobody said anything."""
    letter = left.column.letter
    return AMOUNT_NOT_EXPORTED.at(
        lines.sheet,
        f"{letter}{int(lines.rows[0])}:{letter}{int(lines.rows[-1])}",
        fields=left.fields,
        header=short(left.column.header),
        letter=letter,
        amount=float(np.nansum(left.values)),
        field=left.fields[0],
    )


def rest_findings(
    fates: Mapping[str, SheetFates],
    exported: Sequence[tuple[MappedTable, Lines, LineRows]],
    confirmed: Collection[tuple[str | None, str]],
) -> Iterator[Finding]:
    """The rows in and below tables whose numbers stand under exported money and are neither lines nor sums.

    Where the plan confirms the sum of a measure (*confirmed* has it by sheet), the rows are no part of it.
    """
    for mapped, lines, _ in exported:
        sheet = fates[lines.sheet]
        weights = [one for one in _weights(lines) if (lines.sheet, one[0]) not in confirmed]
        rows = _watched(mapped, lines, sheet, exported)
        heavy: dict[int, list[str]] = {}
        for field, number, weight in weights:
            for row in _heavy_rows(sheet, rows, number, weight * WEIGHT):
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


def _heavy_rows(sheet: SheetFates, rows: Sequence[int], number: int, least: float) -> list[int]:
    """Those of *rows* that nothing explains in a column, and whose number there is no less than *least*."""
    at = np.array(rows, dtype=np.int64)
    at = at[(at >= 1) & (at <= sheet.numbers.shape[0])]
    if not len(at) or number > sheet.numbers.shape[1]:
        return []
    values = sheet.numbers[at - 1, number - 1]
    open_rows = sheet.unexplained(at.tolist(), [number])[:, 0]
    large: list[int] = at[open_rows & (np.abs(np.nan_to_num(values)) >= least) & np.isfinite(values)].tolist()
    return large


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
) -> list[int]:
    """The rows from a table's first to the next table below it, or to the end of the sheet."""
    tops = [
        min((*m.table.header_rows, m.table.first_row)) for m, _, _ in exported if m.grid.sheet == lines.sheet
    ]
    below = [top for top in tops if top > mapped.table.last_row]
    last = min([*below, sheet.fates.shape[0] + 1]) - 1
    return list(range(mapped.table.first_row, last + 1))
