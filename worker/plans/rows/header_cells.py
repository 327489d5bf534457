"""The header cells over each column: merged ranges and group headings carried to every column they stand over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from worker.lazy_dataclass import dataclass
from worker.plans.periods.header_times import looks_like_period
from worker.plans.rows.wording import names_column
from worker.shapes.grid import Cell, Grid, Merge


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """What one header row says over one column."""

    value: Cell
    row: int
    column: int
    """Where the value stands in the sheet; left of or above its place where it was carried."""
    is_carried: bool = False
    """Carried over blank cells without a merge: a group heading, if it is one at all."""
    width: int = 1
    """Columns of its merged range."""


def header_cells(
    grid: Grid, header_rows: Sequence[int], columns: Sequence[int]
) -> dict[int, dict[int, HeaderCell]]:
    """Row -> column -> cell, for all header rows in order; places without any text are left out.

    A range merged downwards speaks once, in its first header row. In a row without ranges merged sideways a heading is carried to the
    right over blank cells, as long as it and they have headers of their own below; a macro's tag ('plan_views') is not,
    nor one that is written anew over each column, or stands with its like over columns of one name.
    """
    rows = sorted(header_rows)
    merges = _merge_over(grid, rows)
    cells: dict[int, dict[int, HeaderCell]] = {}
    for row in rows:
        cells[row] = {}
        for column in columns:
            merge = merges.get((row, column))
            if merge is None:
                value = grid.at(row, column)
                if not _blank(value):
                    cells[row][column] = HeaderCell(value, row, column)
            elif row == max(merge.first_row, rows[0]):
                value = grid.at(merge.first_row, merge.first_column)
                width = merge.last_column - merge.first_column + 1
                if not _blank(value):
                    cells[row][column] = HeaderCell(value, merge.first_row, merge.first_column, width=width)
    for i, row in enumerate(rows[:-1]):
        bare = not any(merge.first_column < merge.last_column for at, merge in merges.items() if at[0] == row)
        if bare and _may_group(cells, row, rows[i + 1 :]):
            cells[row] = _with_headings(cells, row, rows[i + 1 :], columns)
    return cells


def _blank(value: Cell) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _merge_over(grid: Grid, rows: Sequence[int]) -> dict[tuple[int, int], Merge]:
    """The merge over each header place, for those that reach a header row."""
    if not rows:
        return {}
    headers = frozenset(rows)
    return {
        (row, column): merge
        for merge in grid.merges
        if merge.last_row >= rows[0] and merge.first_row <= rows[-1]
        for row in range(max(merge.first_row, rows[0]), min(merge.last_row, rows[-1]) + 1)
        if row in headers
        for column in range(merge.first_column, merge.last_column + 1)
    }


def _one_each(left: HeaderCell, right: HeaderCell) -> bool:
    """Whether two neighbours head a column each: the same word again, or days and numbers side by side."""
    if left.value == right.value:
        return True
    return not left.is_carried and not any(_has_letters(cell.value) for cell in (left, right))


def _have_one_name(
    cells: Mapping[int, Mapping[int, HeaderCell]], below: Sequence[int], left: int, right: int
) -> bool:
    """Whether two columns have the same names below: 'Alder' and 'Birch' stand over one 'Budget' each, and not over 'Total'."""
    names = [[cells[row][at].value if at in cells[row] else None for row in below] for at in (left, right)]
    return names[0] == names[1]


def _has_letters(value: Cell) -> bool:
    return isinstance(value, str) and any(c.isalpha() for c in value)


def _may_group(header: dict[int, dict[int, HeaderCell]], row: int, below: Sequence[int]) -> bool:
    """Whether a row over columns that all have names says groups: remarks and tags hold for their own column only."""
    cells = header[row]
    own = [column for lower in below for column in header[lower]]
    if not set(cells) <= set(own):
        return True
    return all(_names_group(cell.value) for cell in cells.values())


def _names_group(value: Cell) -> bool:
    """Whether a text may stand over several columns: no tag in one word with low lines, no words that no header has."""
    if not isinstance(value, str):
        return True
    text = value.strip()
    if (
        text[:1].islower() and not names_column(text) and not looks_like_period(text)
    ):  # many languages write 'août 2026'
        return False
    return not _is_tag(text)


def _is_tag(value: Cell) -> bool:
    """Whether a text is the name that a macro gives one column: one word with low lines."""
    return isinstance(value, str) and "_" in value and " " not in value.strip()


def _with_headings(
    cells_by_row: Mapping[int, Mapping[int, HeaderCell]],
    row: int,
    below: Sequence[int],
    columns: Sequence[int],
) -> dict[int, HeaderCell]:
    """The row with its blanks filled from the left where both ends have a header of their own below."""
    cells = dict(cells_by_row[row])
    heading: HeaderCell | None = None
    before = 0
    for column in columns:
        has_own = any(column in cells_by_row[lower] for lower in below)
        if column in cells:
            again = before in cells and (
                _one_each(cells[before], cells[column])
                or (not cells[before].is_carried and _have_one_name(cells_by_row, below, before, column))
            )
            heading = cells[column] if has_own and not again and not _is_tag(cells[column].value) else None
        elif not has_own or (heading and column != before + 1):
            heading = None
        elif heading is not None:
            cells[column] = replace(heading, is_carried=True, width=1)
        before = column
    return cells
