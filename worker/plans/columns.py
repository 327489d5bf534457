"""The columns of a table: header texts, samples of the body, and pairs of a value and its unit."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from worker.plans.files.display import display
from worker.plans.rows.header_cells import HeaderCell, header_cells
from worker.plans.rows.wording import names_unit
from worker.shapes.grid import Cell, Grid, cell_text
from worker.shapes.layout import Column
from worker.shapes.mapping import ABOVE
from worker.text import CURRENCY_SIGNS, clean, normalise, plain
from worker.values.dates.calendar_words import classes_of, measure_of

_BRACKETED = re.compile(r"[(（\[].+[)）\]]")
LONG = 80
"""Characters; a longer header text is a disclaimer or an instruction: it stays a part, but not in the header."""
SAMPLE_ROWS = 300
"""Body rows read for samples; of a larger body, the first fifty and others spread over the rest."""
SAMPLES = 8
UNIT_LENGTH = 20


def read_columns(
    grid: Grid,
    header_rows: Sequence[int],
    first_row: int,
    last_row: int,
    columns: Sequence[int],
    skipped: Collection[int] = (),
) -> tuple[Column, ...]:
    """The columns in order, those without header and values left out; one without header keeps its samples.

    *columns* are the numbers to be read, *skipped* the rows of the body that are no lines.
    """
    cells = header_cells(grid, header_rows, columns)
    rows = sample_rows(first_row, min(last_row, grid.height), skipped)
    lines = [(row, grid.cells[row - 1]) for row in rows]
    result: list[Column] = []
    values: dict[int, list[Cell]] = {}
    for number in columns:
        parts = _parts([cells[row][number] for row in sorted(cells) if number in cells[row]])
        body = _body(lines, number)
        values[number] = [value for _, value in body]
        if not parts and not any(_tells(value) for value in values[number]):
            continue
        if _is_edge(parts, values[number]):
            continue
        alone = bool(parts) and not (result and parts == result[-1].parts)
        unit_of = None if alone else _value_column(result, values, number)
        result.append(
            Column(
                number=number,
                header=_header(parts),
                parts=parts,
                samples=_samples(grid, body, number),
                unit_of=unit_of,
                hidden=number in grid.hidden_columns,
            )
        )
    return tuple(result)


def _body(lines: Sequence[tuple[int, Sequence[Cell]]], number: int) -> list[tuple[int, Cell]]:
    """Row and value of a column's cells that hold something."""
    return [
        (row, value)
        for row, line in lines
        if number <= len(line) and (value := line[number - 1]) is not None and value != ""
    ]


def sample_rows(first_row: int, last_row: int, skipped: Collection[int]) -> list[int]:
    """Up to `SAMPLE_ROWS` lines of the body: the first ones, and others at even distances."""
    count = last_row - first_row + 1
    if count <= SAMPLE_ROWS:
        rows: Sequence[int] = range(first_row, last_row + 1)
    else:
        head = range(first_row, first_row + 50)
        step = (count - 50) / (SAMPLE_ROWS - 50)
        rows = [*head, *(first_row + 50 + int(i * step) for i in range(SAMPLE_ROWS - 50))]
    return [row for row in rows if row not in skipped]


def _parts(cells: Sequence[HeaderCell]) -> tuple[str, ...]:
    """The header texts, outermost first; a text that is there already is not repeated.

    What stands in brackets below a name of its own column goes on it: 'GRP E 14-49' over '(Prog.)'.
    """
    parts: list[str] = []
    seen: set[str] = set()
    for at, cell in enumerate(cells):
        text = clean(cell_text(cell.value))
        above = cells[at - 1] if at else None
        if parts and above and above.width == 1 and not above.is_carried and _BRACKETED.fullmatch(text):
            parts[-1] = f"{parts[-1]} {text}"
        elif text and normalise(text) not in seen:
            seen.add(normalise(text))
            parts.append(text)
    return tuple(parts)


def _header(parts: Sequence[str]) -> str:
    short = [part for part in parts if len(part) <= LONG]
    return ABOVE.join(short or parts[-1:])


def _samples(grid: Grid, body: Sequence[tuple[int, Cell]], number: int) -> tuple[str, ...]:
    """As the sheet shows them; formats are looked up only until enough samples are found."""
    texts: dict[str, None] = {}
    seen: set[tuple[Cell, str | None]] = set()
    for row, value in body:
        shape = (value, grid.formats.get((row, number)))
        if shape in seen:
            continue
        seen.add(shape)
        if text := clean(display(*shape)):
            texts.setdefault(text)
        if len(texts) == SAMPLES:
            break
    return tuple(texts)


_TELLING = frozenset(f"%{CURRENCY_SIGNS}●✓✔■█")


def _tells(value: Cell) -> bool:
    """Whether a value is more than a divider: '/', '-' or '|' between two columns say nothing."""
    return not isinstance(value, str) or any(c.isalnum() or c in _TELLING for c in value)


def _value_column(before: Sequence[Column], values: dict[int, list[Cell]], number: int) -> int | None:
    """The column left of *number* whose values the texts of *number* are units of; dividers between are passed over."""
    if not before or number - before[-1].number > 2 or not (before[-1].header or before[-1].unit_of):
        return None
    texts = {plain(value) for value in values[number] if isinstance(value, str)}
    if not texts or len(texts) > 8 or not all(isinstance(value, str) for value in values[number]):
        return None
    units = sum(_is_unit(text) for text in texts)
    numeric = any(isinstance(value, (int, float)) or _tells(value) for value in values[before[-1].number])
    return before[-1].number if numeric and units * 2 > len(texts) else None


def _is_edge(parts: Sequence[str], values: Sequence[Cell]) -> bool:
    """Whether a column says one and the same word from the header down: 'END' marks where a table ends."""
    return (
        len(parts) == 1
        and len(values) > 1
        and all(plain(cell_text(value)) == plain(parts[0]) for value in values)
    )


def _is_unit(text: str) -> bool:
    """'cpm', 'weeks', '1000 показов', 'руб.', '/ click'."""
    if len(text) > UNIT_LENGTH:
        return False
    marks = {name for word in text.replace(".", " ").split() for name in classes_of(word)}
    return names_unit(text) or measure_of(text) is not None or any(name.endswith("_mark") for name in marks)
