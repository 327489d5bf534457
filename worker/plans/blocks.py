"""From lines to sheet rows: the kind of every row, and a table's place with what is skipped in it."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import replace

from worker.plans.periods.measures import measure_in
from worker.plans.rows import header_rows
from worker.plans.rows.letters import PERIOD, TEXT
from worker.plans.rows.profile import Profile
from worker.plans.rows.sheet_row import SheetRow
from worker.plans.rows.viterbi import CoarseKind
from worker.plans.rows.wording import is_subtotal, is_total, is_word
from worker.plans.sections import sections
from worker.plans.tables import Block
from worker.shapes.blocks import Block as CellBlock
from worker.shapes.grid import Cell, cell_text
from worker.shapes.layout import RowKind, SkippedKind, SkippedRow, Table

_SKIPPED_KINDS: Mapping[RowKind, SkippedKind] = {
    "total": "total",
    "subtotal": "subtotal",
    "section": "section",
    "note": "note",
    "metadata": "note",
    "header": "note",
    "blank": "blank",
}


ACROSS = 0.9
"""Share of a table's columns that a title is merged over at least."""


def with_titles(
    sheet: Profile, kinds: Sequence[CoarseKind], blocks: Sequence[Block]
) -> tuple[list[Block], list[CoarseKind]]:
    """The blocks with their titles; over tables side by side, a top header row that only names each is no header.

    The kinds come back as well: a header row that is a title is metadata.
    """
    result: list[Block] = []
    for block in blocks:
        twins = [other for other in blocks if other.headers == block.headers]
        if block.heading is not None:
            own = tuple(at for at in block.headers if at != block.heading)
            result.append(
                replace(block, headers=own, title=cell_text(_only(sheet.lines[block.heading])).strip())
            )
            continue
        if len(twins) > 1 and len(block.headers) > 1 and _names_each(sheet, block.headers[0], twins):
            top = sheet.lines[block.headers[0]]
            cells = [c for c in top.filled if block.first_column <= c <= block.last_column]
            title = cell_text(top.cells[cells[0]]).strip() if cells else None
            result.append(replace(block, headers=block.headers[1:], title=title))
            continue
        if len(twins) == 1 and (title := _title_in(sheet, block)):
            result.append(replace(block, headers=block.headers[1:], title=title))
            continue
        result.append(replace(block, title=_title_above(sheet, kinds, block, len(twins) > 1)))
    changed = list(kinds)
    for before, after in zip(blocks, result, strict=True):
        for at in set(before.headers) - set(after.headers):
            changed[at] = "metadata"
    return result, changed


def _only(line: SheetRow) -> Cell:
    """The cell of a line that has one."""
    return line.cells[line.filled[0]]


def _names_each(sheet: Profile, at: int, twins: Sequence[Block]) -> bool:
    line = sheet.lines[at]
    spans = [range(block.first_column, block.last_column + 1) for block in twins]
    texts = [[c for c in span if line.letters[c]] for span in spans]
    return all(len(cells) <= 1 for cells in texts) and any(
        header_rows.is_caption(line, span) for span in spans
    )


def _title_in(sheet: Profile, block: Block) -> str | None:
    """The title that was taken for the top row of a header: alone over the first column, which has a header below."""
    if len(block.headers) < 2:
        return None
    top, below = (sheet.lines[at] for at in block.headers[:2])
    first = block.first_column
    group = any(
        m.first_row == top.row and m.first_column == first + 1 < m.last_column <= block.last_column
        for m in sheet.grid.merges
    )
    across = sheet.broad.get(top.row, 0) >= ACROSS * (block.last_column - first + 1)
    if (
        top.filled != (first,)
        or group
        or not (below.letters[first] or across)
        or not header_rows.is_caption(top, [first])
    ):
        return None
    return cell_text(top.cells[first]).strip()


def _title_above(sheet: Profile, kinds: Sequence[CoarseKind], block: Block, beside: bool) -> str | None:
    """The text of the line right above the header, where it stands alone over the table's columns."""
    at = block.headers[0] - 1 if block.headers else -1
    if at < 0 or kinds[at] not in ("metadata", "section") or sheet.lines[at + 1].gap > 1:
        return None
    line = sheet.lines[at]
    texts = [c for c in line.filled if block.first_column <= c <= block.last_column]
    if len(texts) != 1 or (not beside and len(line.filled) > 1):
        return None
    text = cell_text(line.cells[texts[0]]).strip()
    names = line.letters[texts[0]] in (TEXT, PERIOD) and sum(map(str.isalnum, text)) > 1
    return text if names and not is_word("marker", text) else None


def title_measures(tables: Sequence[Table]) -> list[str | None]:
    """The field that each table's title names, where tables of one sheet are told apart by it: 'BUDGET' and 'CLICKS'.

    A single title may name the campaign or the medium; then it says nothing of a measure.
    """
    measures = [measure_in([table.title]) if table.title else None for table in tables]
    return measures if len(set(measures) - {None}) > 1 else [None] * len(tables)


def row_kinds(
    sheet: Profile, kinds: Sequence[CoarseKind], blocks: Sequence[Block], planner_kinds: Mapping[int, RowKind]
) -> tuple[RowKind, ...]:
    """One kind for each row of the sheet; a row of a tall sheet that was not looked at is a line like its neighbours."""
    rows: list[RowKind] = [
        "data" if fills else "blank" for fills in _filled(sheet.grid.blocks(), slice(None))
    ]
    for line, line_kind in zip(sheet.lines, kinds, strict=True):
        rows[line.row - 1] = line_kind
    for block in blocks:
        for at in block.guests:
            rows[sheet.lines[at].row - 1] = "note"
        for at in _subtotals(sheet, kinds, block):
            rows[sheet.lines[at].row - 1] = "subtotal"
    for row, row_kind in planner_kinds.items():
        if 1 <= row <= len(rows):
            rows[row - 1] = row_kind
    return tuple(rows)


def _subtotals(sheet: Profile, kinds: Sequence[CoarseKind], block: Block) -> list[int]:
    """Totals that have lines on both sides or say so; where there are such, the heads of groups and the first at the end."""
    lines = [at for at in block.lines if kinds[at] == "data" and at not in block.guests]
    totals = [at for at in block.lines if kinds[at] == "total" and at not in block.guests]
    if not lines:
        return []
    amid = [at for at in totals if lines[0] < at < lines[-1]]
    tail = [at for at in totals if at > lines[-1]]
    first_of_tail = tail[:1] if amid and len(tail) > 1 else []
    heads = [at for at in totals if amid and at < lines[0] and not sheet.has_total_label[at]]
    subtotals = [at for at in totals if any(_says_subtotal(sheet, at, c) for c in sheet.lines[at].filled)]
    return sorted({*amid, *heads, *first_of_tail, *subtotals})


def _says_subtotal(sheet: Profile, at: int, column: int) -> bool:
    value = sheet.lines[at].cells[column]
    return isinstance(value, str) and is_subtotal(value)


def tables(sheet: Profile, rows: Sequence[RowKind], blocks: Sequence[Block]) -> list[Table]:
    """The blocks as tables; of those side by side each has its own totals, at whatever row it ends."""
    beside_others = [sum(other.headers == block.headers for other in blocks) > 1 for block in blocks]
    results = [
        table(sheet, _own_kinds(sheet, rows, block) if beside else rows, block)
        for block, beside in zip(blocks, beside_others, strict=True)
    ]
    return [each for each in results if each is not None]


def _own_kinds(sheet: Profile, rows: Sequence[RowKind], block: Block) -> Sequence[RowKind]:
    """The kinds of rows by the block's cells alone, where the same rows hold lines of one table and totals of another."""
    kinds = list(rows)
    for at in block.lines:
        line = sheet.lines[at]
        kind = rows[line.row - 1]
        own = [c for c in line.filled if block.first_column <= c <= block.last_column]
        if kind not in ("data", "total", "subtotal") or (own and line.letters[own[0]] != TEXT):
            continue
        if not own:
            kinds[line.row - 1] = "blank"
            continue
        text = cell_text(line.cells[own[0]])
        if is_word("total", text) or (kind != "data" and is_total(text)):
            kinds[line.row - 1] = "total"
        else:
            kinds[line.row - 1] = "subtotal" if is_subtotal(text) else "data"
    return kinds


def table(sheet: Profile, rows: Sequence[RowKind], block: Block) -> Table | None:
    """The table's place: header rows, first and last line, columns, skipped rows and sections; no columns yet.

    None where it has no line: all its rows are totals, or a planner said that they are something else.
    """
    groups = header_rows.only_groups([sheet.lines[at] for at in block.headers], sheet.grid)
    headings = tuple(sheet.lines[at].row for at in block.headers)
    headers = headings[groups:]
    lines = _lines(sheet, rows, block)
    if not lines:
        return None
    own = [sheet.lines[at] for at in block.lines]
    last = lines[-1]
    top = headers[-1] + 1 if headers else min(lines[0], own[0].row)
    heads = [line for line in own if rows[line.row - 1] == "section" and line.row < last]
    if block.heading is not None:
        heads.insert(0, sheet.lines[block.heading])
    body = [row for row in range(top, last + 1) if rows[row - 1] in ("data", "total", "subtotal")]
    return Table(
        header_rows=headers,
        first_row=lines[0],
        last_row=last,
        first_column=block.first_column + 1,
        last_column=block.last_column + 1,
        columns=(),
        skipped=_skipped_rows(sheet, rows, block, lines, top),
        sections=sections(heads, last, body, sheet.grid.fills, sheet.broad),
        title=block.title,
        group_rows=headings[:groups],
    )


def _skipped_rows(
    sheet: Profile, rows: Sequence[RowKind], block: Block, lines: Sequence[int], top: int
) -> tuple[SkippedRow, ...]:
    """Rows that are no lines: between the header and the last line, and the totals below it."""
    repeats = {sheet.lines[at].row for at in block.repeats}
    guests = {sheet.lines[at].row for at in block.guests}
    first, last = lines[0], lines[-1]
    result: list[SkippedRow] = []
    end = max(last, sheet.lines[block.lines[-1]].row)
    every = range(top, end + 1)
    others = {*every}.difference(lines).union(row for row in repeats if row in every)  # nearly all are lines
    for row in sorted(others):
        kind = rows[row - 1]
        is_total = kind in ("total", "subtotal") and row not in guests
        between = first <= row <= last or (row < first and kind == "section")
        if row in repeats:
            result.append(SkippedRow(row, "repeat_header"))
        elif is_total or (kind != "data" and between):
            result.append(SkippedRow(row, _SKIPPED_KINDS[kind]))
        elif kind == "data" and between:
            result.append(SkippedRow(row, "blank"))
    return tuple(result)


def _lines(sheet: Profile, rows: Sequence[RowKind], block: Block) -> list[int]:
    """Rows of the table's lines, in order: of tables side by side, those that fill a cell of its columns."""
    first, last = _reach(sheet, block)
    guests = {sheet.lines[at].row for at in block.guests}
    columns = slice(block.first_column, block.last_column + 1)
    filled = _filled(sheet.grid.blocks(first, last), columns)
    return [
        row
        for row, fills in enumerate(filled, first)
        if fills and rows[row - 1] == "data" and row not in guests
    ]


def _reach(sheet: Profile, block: Block) -> tuple[int, int]:
    """First and last row that may be the block's: of a tall sheet up to its neighbours, with rows that nobody looked at."""
    top, end = block.lines[0], block.lines[-1] + 1
    first = sheet.lines[top - 1].row + 1 if top else sheet.lines[top].row
    return first, sheet.lines[end].row - 1 if end < len(sheet.lines) else sheet.grid.height


def _filled(blocks: Sequence[CellBlock], columns: slice) -> list[bool]:
    """Of each row whether any of its *columns* holds something."""
    filled: list[bool] = []
    for block in blocks:
        cells = block.columns[columns]
        if any(isinstance(column, array) for column in cells):
            filled += [True] * block.height
        else:
            filled += map(_fills, zip(*cells, strict=True)) if cells else [False] * block.height
    return filled


def _fills(cells: Sequence[Cell]) -> bool:
    """Whether any cell holds something but spaces; nearly always the first that is no zero says so."""
    first = next(filter(None, cells), None)
    return (first is not None and not _is_space(first)) or any(
        cell is not None and cell != "" and not _is_space(cell) for cell in cells
    )


def _is_space(cell: object) -> bool:
    return isinstance(cell, str) and cell.isspace()
