"""Sheets that are turned round: each line is a column and the first column names the fields; they are read by columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from worker.findings.files import SHEET_TURNED
from worker.knowledge.modifiers import modifiers_of
from worker.plans.rows.letters import NUMBER, VALUES, YEAR, letter
from worker.plans.rows.wording import is_word
from worker.shapes.finding import Finding
from worker.shapes.grid import Cell, Grid, Merge, column_letter
from worker.shapes.template import Field
from worker.values.dates.times import time_of
from worker.values.field_names import named_field

MOST_ROWS = 200
"""Rows of a sheet in whose rows fields and periods may stand."""
LEAST_NAMES = 4
"""Different fields that the first column names."""
LEAST_LETTERS, LEAST_SIGNS = 3, 2
"""Letters of such a name: 'CA' and 'DE' are countries, '금액' is an amount."""
LEAST_LINES = 2
NAMED = 0.6
"""Share of the first column's texts that name a field or a time, and of these rows in which a line has something."""
LEAST_HEADER = 3
"""Different fields that one row names where it is the header of a table as others are."""
_QUALIFIED = re.compile(r"(?:\s*,.*|\s*[(（].*[)）])$")
"""What says more of a name: 'Costo, sin IVA', 'Cost (EUR)'."""
Place = tuple[int, int]


def turned(grid: Grid) -> tuple[Grid, Finding] | None:
    """The sheet with its lines as rows, and the note that says so; None where it is as others are, or where it is not sure.

    What stands above the block stays where it is; what stands below goes below.
    """
    if not LEAST_NAMES <= grid.height <= MOST_ROWS or grid.width <= LEAST_LINES:
        return None
    block = _block(grid)
    if block is None:
        return None
    first, last, left = block
    names = [row for row in range(first, last + 1) if _names(grid.at(row, left))]
    right = max(c for row in names for c in range(left, grid.width + 1) if _is_filled(grid.at(row, c)))
    lines = [
        column
        for column in range(left + 1, right + 1)
        if sum(_is_filled(grid.at(row, column)) for row in names) >= NAMED * len(names)
    ]
    if (
        len(lines) < LEAST_LINES
        or not _has_figures(grid, names, left, lines)
        or _are_stages(grid, range(first, last + 1), lines)
    ):
        return None
    while last < grid.height and _is_of_all(grid, last + 1, left, lines):
        last += 1  # 'Budget plan', which names no field for sure
    while sum(_is_filled(grid.at(first, column)) for column in lines) < LEAST_LINES:
        first += 1  # a fact of the brief stands above
    place = f"{column_letter(left)}{first}:{column_letter(right)}{last}"
    return _turn(grid, first, last, left, right), SHEET_TURNED.at(grid.sheet, place)


def _are_stages(grid: Grid, rows: Sequence[int], lines: Sequence[int]) -> bool:
    """Whether a row says of the columns that one is planned and one delivered: they are figures of one thing, and no lines."""
    for row in rows:
        stages = [modifiers_of(cell) for column in lines if isinstance(cell := grid.at(row, column), str)]
        if any("planned" in one for one in stages) and any("actual" in one for one in stages):
            return True
    return False


def _is_of_all(grid: Grid, row: int, left: int, lines: Sequence[int]) -> bool:
    """Whether a row has a label and a number for most lines."""
    numbers = sum(letter(grid.at(row, column)) == NUMBER for column in lines)
    return isinstance(grid.at(row, left), str) and numbers >= NAMED * len(lines)


def _block(grid: Grid) -> tuple[int, int, int] | None:
    """First row, last row and first column of a block whose first column names fields, where no row and no column beside it does."""
    named: dict[Place, Field] = {}
    for row in range(1, grid.height + 1):
        in_row = {
            (row, column): field
            for column in range(1, grid.width + 1)
            if (field := _field(grid.at(row, column)))
        }
        words = sum(_is_word(grid.at(row, column)) for column in range(1, grid.width + 1))
        if len({field.name for field in in_row.values()}) >= LEAST_HEADER and len(in_row) * 2 >= words:
            return None  # a header as others have it: the rest need not be read; 'Meta' and 'Marca' are vendors as well
        named |= in_row
    if len(named) < LEAST_NAMES:
        return None
    down: dict[int, set[str]] = {}
    for (_, column), field in named.items():
        down.setdefault(column, set()).add(field.name)
    left = min(down, key=lambda column: (-len(down[column]), column))  # groups of fields stand left of them
    beside = max((len(fields) for column, fields in down.items() if column > left + 1), default=0)
    if beside * 2 > len(down[left]):
        return None  # labels of a brief in pairs
    rows = [row for row, column in named if column == left]
    first, last = rows[0], rows[-1]
    while last < grid.height and _names(grid.at(last + 1, left)):
        last += 1
    texts = [grid.at(row, left) for row in range(first, last + 1) if _is_filled(grid.at(row, left))]
    fields = {named[row, left].name: named[row, left] for row in rows}
    if sum(map(_names, texts)) < NAMED * len(texts) or not _make_lines(list(fields.values())):
        return None
    return first, last, left


def _field(value: Cell) -> Field | None:
    if not isinstance(value, str) or is_word("total", value):
        return None
    text = value.strip()
    if len(text) < (LEAST_LETTERS if text.isascii() else LEAST_SIGNS):
        return None
    name = _QUALIFIED.sub("", text)
    return named_field(text) or (named_field(name) if name != text and len(name) >= LEAST_LETTERS else None)


def _names(value: Cell) -> bool:
    """Whether a cell names a field or a time."""
    if isinstance(value, str):
        return _field(value) is not None or time_of(value) is not None
    return _is_filled(value) and letter(value) in VALUES and letter(value) != NUMBER


def _is_word(value: Cell) -> bool:
    """Whether a cell holds a text that is no time alone: 'Marca' is one in some language."""
    return isinstance(value, str) and value != "" and (time_of(value) is None or _field(value) is not None)


def _is_filled(value: Cell) -> bool:
    return value is not None and value != ""


def _make_lines(fields: Sequence[Field]) -> bool:
    """Whether there are amounts among them, and as much else as a line has: names, or a name and days."""
    days = sum(field.type == "date" for field in fields)
    measures = sum(field.kind == "measure" for field in fields)
    names = len(fields) - days - measures
    return len(fields) >= LEAST_NAMES and measures > 0 and names > 0 and days + names >= LEAST_LINES


def _has_figures(grid: Grid, names: Sequence[int], left: int, lines: Sequence[int]) -> bool:
    """Whether a row of a measure holds numbers in most lines, and a row of names none: what goes right is one kind of thing.

    A vendor's name may be a field's word in some language: a row of a text field that holds nothing but numbers is a line.
    """
    shares: dict[bool, list[float]] = {True: [], False: []}
    for row in names:
        field = _field(grid.at(row, left))
        if field is not None and field.type != "date":
            numbers = sum(letter(grid.at(row, column)) == NUMBER for column in lines)
            if field.type == "text" and all(
                letter(grid.at(row, column)) in (NUMBER, YEAR) for column in lines
            ):
                return False
            shares[field.kind == "measure"].append(numbers / len(lines))
    return max(shares[True], default=0.0) >= NAMED and min(shares[False], default=1.0) < NAMED


def _turn(grid: Grid, first: int, last: int, left: int, right: int) -> Grid:
    """The block's rows as columns; what stands right of it is above or below it no longer, and goes."""
    height, width = right - left + 1, last - first + 1
    wide = max(left - 1 + width, grid.width)
    above = [[*row, *[None] * (wide - len(row))] for row in map(list, grid.cells[: first - 1])]
    body = [
        [*[None] * (left - 1), *(grid.at(first + at, left + line) for at in range(width))]
        for line in range(height)
    ]
    below = map(list, grid.cells[last:])
    cells = [[*row, *[None] * (wide - len(row))] for row in (*above, *body, *below)]

    def place(at: Place) -> Place | None:
        row, column = at
        if row < first:
            return at
        if row > last:
            return row - last + first - 1 + height, column
        return (first + column - left, left + row - first) if left <= column <= right else None

    merges = (_merge(merge, place) for merge in grid.merges)
    return replace(
        grid,
        cells=cells,
        merges=tuple(merge for merge in merges if merge is not None),
        formats={new: form for at, form in grid.formats.items() if (new := place(at))},
        fills={new: fill for at, fill in grid.fills.items() if (new := place(at))},
        struck=frozenset(_places(grid.struck, place)),
        uncalculated=frozenset(_places(grid.uncalculated, place)),
        errors={new: text for at, text in grid.errors.items() if (new := place(at))},
        formulas={},
        hidden_rows=frozenset(),
        hidden_columns=frozenset(),
    )


def _places(places: Iterable[Place], place: Callable[[Place], Place | None]) -> list[Place]:
    return [new for at in places if (new := place(at))]


def _merge(merge: Merge, place: Callable[[Place], Place | None]) -> Merge | None:
    first, last = place((merge.first_row, merge.first_column)), place((merge.last_row, merge.last_column))
    inside = first and last and first[0] <= last[0] and first[1] <= last[1]
    return Merge(*first, *last) if first and last and inside else None
