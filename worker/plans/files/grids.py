"""From what the child sends to `Grid`s: the used area cut, merges checked, styles looked up."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, repeat

from worker.findings.files import (
    DETAILS_NOT_READ,
    FORMULA_NOT_CALCULATED,
    MERGES_CROSS,
    MERGES_NOT_READ,
    TEXT_CUT,
)
from worker.plans.files import child_wire, numerals
from worker.plans.files.child_wire import Facts, Message, Packed
from worker.plans.files.places import letters_of
from worker.shapes.blocks import Block, Blocks
from worker.shapes.finding import Finding
from worker.shapes.grid import Cell, Grid, Merge

REACH = 100
"""Columns or rows by which a merge or fill may widen the used area; a title over the whole sheet does not."""

MOST_IN_ROWS = 100_000
"""Cells of a sheet that is kept as rows; a larger one is kept as columns."""


def grids(messages: Iterable[Message]) -> tuple[tuple[Grid, ...], tuple[Finding, ...]]:
    """The sheets in order, and what to say about them."""
    names: list[str] = []
    hidden: list[bool] = []
    sheets: list[Grid] = []
    findings: list[Finding] = []
    blocks: list[Block] = []
    for message in messages:
        if message[0] == "sheets":
            names, hidden = message[1], message[2]
        elif message[0] == "rows":
            blocks.append(_block(message[1], message[2]))
        elif message[0] == "sheet":
            at = len(sheets)
            grid, notes = _grid(names[at], blocks, message[1], hidden[at])
            sheets.append(grid)
            findings.extend(notes)
            blocks = []
    return tuple(sheets), tuple(findings)


def _block(height: int, columns: Sequence[Packed]) -> Block:
    """A block's columns; blank ones are one and the same list, or stray cells far out would cost gigabytes."""
    texts = [column[1] for column in columns if column[0] == child_wire.NUMERALS]
    numbers = iter(numerals.columns_of(texts) if texts else ())
    return Block(
        height,
        [
            next(numbers) if column[0] == child_wire.NUMERALS else _column(column, height)
            for column in columns
        ],
    )


def _column(packed: Packed, height: int) -> Sequence[Cell]:
    return _blank(height) if packed[0] == child_wire.BLANK else child_wire.unpack(packed, height)


@lru_cache(maxsize=8)
def _blank(height: int) -> Sequence[Cell]:
    return (None,) * height


def _grid(name: str, blocks: Sequence[Block], facts: Facts, hidden: bool) -> tuple[Grid, list[Finding]]:
    uncalculated = frozenset(map(_place, facts.get("uncalculated", ())))
    errors = {_place(packed): text for packed, text in facts.get("errors", {}).items()}
    styled = list(_style_places(facts.get("styles", b"")))
    fills = {at: facts["fills"][style] for at, style in styled if style in facts["fills"]}
    merges, crossing = _apart(facts.get("merges", ()))
    height, width = _area(facts["used"], [*uncalculated, *errors], merges, fills)
    grid = Grid(
        sheet=name,
        cells=_fitted(blocks, height, width),
        merges=tuple(_within(merges, height, width)),
        formats=_inside(
            {at: facts["formats"][style] for at, style in styled if style in facts["formats"]}, height, width
        ),
        fills=_inside(fills, height, width),
        struck=frozenset(at for at, style in styled if style in facts.get("struck", ())),
        hidden_rows=frozenset(row for row in facts.get("hidden_rows", ()) if row <= height),
        hidden_columns=frozenset(
            column
            for first, last in facts.get("hidden_columns", ())
            for column in range(first, min(last, width) + 1)
        ),
        hidden=hidden,
        uncalculated=uncalculated,
        errors=errors,
        formulas=_inside(
            {_place(packed): text for packed, text in facts.get("formulas", {}).items()}, height, width
        ),
    )
    return grid, list(_findings(grid, facts, crossing))


def _place(packed: int) -> tuple[int, int]:
    return packed >> 16, packed & 0xFFFF


def _style_places(packed: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    numbers = array("Q")
    numbers.frombytes(packed)
    for each in numbers:
        yield (each >> 32, each >> 16 & 0xFFFF), str(each & 0xFFFF)


def _area(
    used: tuple[int, int],
    holding: Iterable[tuple[int, int]],
    merges: Iterable[Merge],
    fills: Iterable[tuple[int, int]],
) -> tuple[int, int]:
    """Height and width: the cells that hold something, then merges and fills that begin among them."""
    height, width = used
    for row, column in holding:
        height, width = max(height, row), max(width, column)
    wide, high = width, height
    for merge in merges:
        if merge.first_row <= height and merge.first_column <= width:
            if merge.last_column <= width + REACH:
                wide = max(wide, merge.last_column)
            if merge.last_row <= height + REACH:
                high = max(high, merge.last_row)
    if height and width:
        for row, column in fills:
            if row <= height and wide < column <= width + REACH:
                wide = column
    return high, wide


def _fitted(blocks: Sequence[Block], height: int, width: int) -> Sequence[Sequence[Cell]]:
    """The rows of *blocks*, cut or filled."""
    fitted: list[Block] = []
    left = height
    for block in chain(blocks, repeat(Block(child_wire.BLOCK, ()))):
        if not left:
            break
        rows = min(block.height, left)
        columns = [column if rows == block.height else column[:rows] for column in block.columns[:width]]
        fitted.append(Block(rows, [*columns, *[_blank(rows)] * (width - len(columns))]))
        left -= rows
    if not fitted:
        return []
    cells = Blocks(fitted)
    return cells if height * width > MOST_IN_ROWS else list(cells)


def _inside(values: dict[tuple[int, int], str], height: int, width: int) -> dict[tuple[int, int], str]:
    return {at: value for at, value in values.items() if at[0] <= height and at[1] <= width}


def _within(merges: Iterable[Merge], height: int, width: int) -> Iterator[Merge]:
    """Merges cut to the used area; those of which one cell or none is left are no merges."""
    for merge in merges:
        row, column = min(merge.last_row, height), min(merge.last_column, width)
        if row < merge.first_row or column < merge.first_column:
            continue
        if (row, column) != (merge.first_row, merge.first_column):
            yield Merge(merge.first_row, merge.first_column, row, column)


def _apart(areas: Iterable[tuple[int, int, int, int]]) -> tuple[list[Merge], Merge | None]:
    """The merges that do not cross another, in the sheet's order, and the first that did."""
    merges: list[Merge] = []
    crossing: Merge | None = None
    # By last row: a merge can only cross those that reach down to its first row.
    open_merges: list[Merge] = []
    for area in sorted(set(areas)):
        merge = Merge(*area)
        open_merges = [other for other in open_merges if other.last_row >= merge.first_row]
        if any(
            other.first_column <= merge.last_column and merge.first_column <= other.last_column
            for other in open_merges
        ):
            crossing = crossing or merge
            continue
        open_merges.append(merge)
        merges.append(merge)
    return merges, crossing


def _findings(grid: Grid, facts: Facts, crossing: Merge | None) -> Iterator[Finding]:
    if grid.uncalculated:
        count = len(grid.uncalculated)
        formulas = "1 cell holds a formula" if count == 1 else f"{count:,} cells hold formulas"
        yield FORMULA_NOT_CALCULATED.at(grid.sheet, _name(min(grid.uncalculated)), formulas=formulas)
    if crossing is not None:
        yield MERGES_CROSS.at(
            grid.sheet,
            ":".join(
                map(
                    _name,
                    [(crossing.first_row, crossing.first_column), (crossing.last_row, crossing.last_column)],
                )
            ),
        )
    if facts.get("cut"):
        yield TEXT_CUT.at(grid.sheet, longest=child_wire.LONGEST_TEXT, count=facts["cut"])
    if facts.get("more_merges"):
        yield MERGES_NOT_READ.at(grid.sheet, count=len(facts["merges"]))
    if facts.get("detailed_to"):
        yield DETAILS_NOT_READ.at(grid.sheet, row=facts["detailed_to"])


def _name(at: tuple[int, int]) -> str:
    return f"{letters_of(at[1])}{at[0]}"
