"""Finding the tables of a sheet: stacked, side by side, with headers that repeat, with guests between sections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from worker.lazy_dataclass import dataclass
from worker.plans.periods.measures import measure_in
from worker.plans.rows import header_rows
from worker.plans.rows.letters import DATE, PERIOD, TEXT, VALUES
from worker.plans.rows.profile import Profile
from worker.plans.rows.sheet_row import SheetRow
from worker.plans.rows.viterbi import CoarseKind
from worker.plans.rows.wording import is_total
from worker.plans.versions.names import version_name
from worker.shapes.grid import cell_text

FITS = 0.6
"""Share of a line's cells that stand where the table's lines have theirs, from which it may be one of them."""
CLEARER = 0.2


@dataclass(frozen=True, slots=True)
class Block:
    """A table as found: positions of its lines, and columns from 0."""

    headers: tuple[int, ...]
    lines: tuple[int, ...]
    """All lines below the header that are the table's, whatever their kind."""
    repeats: tuple[int, ...] = ()
    guests: tuple[int, ...] = ()
    """Lines of another, smaller table that stands between the table's own."""
    first_column: int = 0
    last_column: int = 0
    title: str | None = None
    heading: int | None = None
    """The line that names this one of several tables under one header."""


def find(sheet: Profile, kinds: Sequence[CoarseKind]) -> list[Block]:
    """The tables from top to bottom, those on the same rows from left to right."""
    blocks: list[Block] = []
    for block in _from_top_to_bottom(sheet, kinds):
        if any(kinds[at] == "data" for at in block.lines if at not in block.guests):
            blocks.extend(_side_by_side(sheet, kinds, block))
    return blocks


def _from_top_to_bottom(sheet: Profile, kinds: Sequence[CoarseKind]) -> list[Block]:
    heads = header_rows.groups(sheet, kinds)
    if not heads:
        body = tuple(at for at, kind in enumerate(kinds) if kind in ("data", "total"))
        several = sum(kind == "data" for kind in kinds) > 1  # sums alone are no table, nor is one line
        return [Block((), tuple(range(body[0], body[-1] + 1)))] if several else []
    blocks: list[Block] = []
    visitors: list[header_rows.Signature] = []
    for at, head in enumerate(heads):
        end = heads[at + 1][0] if at + 1 < len(heads) else len(kinds)
        below = tuple(range(head[-1] + 1, end))
        above = blocks[-1] if blocks else None
        signature = header_rows.signature(_at(sheet, head))
        again = above and header_rows.repeats_any(_at(sheet, head), _at(sheet, above.headers))
        heading = _heading_after(sheet, kinds, above, head) if above and again else None
        anew = above and (
            _names_version(sheet, kinds, head) or _names_measure(sheet, kinds, head, above.headers)
        )
        if above and heading is not None and not anew:
            if above.heading is None:
                blocks[-1] = replace(above, heading=_heading_of(sheet, kinds, above.headers[0]))
            blocks.append(Block(tuple(head), below, heading=heading))
            continue
        if above and again and not anew:
            blocks[-1] = replace(
                above, lines=above.lines + tuple(head) + below, repeats=above.repeats + tuple(head)
            )
            continue
        cut = _resumes(sheet, kinds, above, head, below) if above else None
        if above and cut is None and any(header_rows.repeats(signature, other) for other in visitors):
            cut = end
        if above and cut is not None:
            visitors.append(signature)
            guests = tuple(head) + tuple(p for p in below if p < cut)
            blocks[-1] = replace(above, lines=above.lines + tuple(head) + below, guests=above.guests + guests)
            continue
        blocks.append(Block(tuple(head), below))
    return blocks


def _heading_after(
    sheet: Profile, kinds: Sequence[CoarseKind], above: Block, head: Sequence[int]
) -> int | None:
    """The line that names the table of a repeated header, where the one above has ended: below a gap; else None.

    A page that goes on has none, or carries its sum over. Tables of two measures, of which one title says nothing,
    stay together: none of them stands for itself.
    """
    amounts = [at for at in above.lines if kinds[at] in ("data", "total")]
    if not amounts or (head[-1] + 1 < len(kinds) and kinds[head[-1] + 1] == "total"):
        return None
    after = range(amounts[-1] + 1, head[0] + 1)
    if not any(sheet.lines[at].gap for at in after) or _measures(sheet, kinds, head, above.headers):
        return None
    return next((at for at in reversed(after[:-1]) if _title(sheet, kinds, at)), None)


def _heading_of(sheet: Profile, kinds: Sequence[CoarseKind], top: int) -> int | None:
    """The line that names the table whose header begins at *top*: its first row or the one above."""
    return next((at for at in (top, top - 1) if _title(sheet, kinds, at)), None)


def _names_version(sheet: Profile, kinds: Sequence[CoarseKind], head: Sequence[int]) -> bool:
    """Whether the title over a repeated header names another version or option: then a new table starts."""
    for at in (head[0] - 1, head[0]):
        title = _title(sheet, kinds, at)
        if title is not None and ((name := version_name(title)).is_version or name.is_option):
            return True
    return False


def _names_measure(
    sheet: Profile, kinds: Sequence[CoarseKind], head: Sequence[int], earlier: Sequence[int]
) -> bool:
    """Whether the titles over two headers of times name two measures: 'BUDGET' over months, and 'CLICKS' over the same."""
    return len(_measures(sheet, kinds, head, earlier)) > 1


def _measures(
    sheet: Profile, kinds: Sequence[CoarseKind], head: Sequence[int], earlier: Sequence[int]
) -> set[str]:
    """The measures that the titles over two headers of times name."""
    times = [sheet.lines[head[-1]].letters[c] in (DATE, PERIOD) for c in sheet.lines[head[-1]].filled]
    if sum(times) * 2 < len(times):
        return set()
    titles = [_title(sheet, kinds, at) for group in (earlier, head) for at in (group[0] - 1, group[0])]
    return {measure for title in titles if title and (measure := measure_in([title]))}


def _title(sheet: Profile, kinds: Sequence[CoarseKind], at: int) -> str | None:
    """The text of a line that stands alone in its row and is no line."""
    if at < 0 or kinds[at] in ("data", "total") or len(sheet.lines[at].filled) != 1:
        return None
    return cell_text(sheet.lines[at].cells[sheet.lines[at].filled[0]])


def _at(sheet: Profile, positions: Sequence[int]) -> list[SheetRow]:
    return [sheet.lines[p] for p in positions]


def _resumes(
    sheet: Profile, kinds: Sequence[CoarseKind], block: Block, head: Sequence[int], below: Sequence[int]
) -> int | None:
    """Where the table above goes on below a guest's header: the position of its first line again, or None."""
    lines = [p for p in below if kinds[p] == "data"]
    own = _columns(sheet, kinds, [p for p in block.lines if p not in block.guests])
    guest = frozenset(c for p in head for c in sheet.lines[p].filled)
    if not own or len(guest) >= len(own):
        return None
    back = [p for p in lines if _fit(sheet.lines[p], own) >= _fit(sheet.lines[p], guest) + CLEARER]
    back = [p for p in back if len(sheet.lines[p].filled) >= FITS * len(own)]
    if not back or any(p > back[0] and p not in back and not sheet.has_values[p] for p in lines):
        return None
    first = back[0]
    while first - 1 in below and kinds[first - 1] == "section":
        first -= 1
    return first


def _columns(sheet: Profile, kinds: Sequence[CoarseKind], lines: Sequence[int]) -> frozenset[int]:
    """The columns that most data lines fill."""
    body = [sheet.lines[p] for p in lines if kinds[p] == "data"][:200]
    counts: dict[int, int] = {}
    for line in body:
        for column in line.filled:
            counts[column] = counts.get(column, 0) + 1
    return frozenset(c for c, n in counts.items() if n * 2 >= len(body))


def _fit(line: SheetRow, columns: frozenset[int]) -> float:
    """How well a line's cells stand in these columns: shared cells by all."""
    filled = frozenset(line.filled)
    return len(filled & columns) / max(1, len(filled | columns))


# ---------------------------------------------------------------- side by side


def _side_by_side(sheet: Profile, kinds: Sequence[CoarseKind], block: Block) -> list[Block]:
    """The block cut where its key columns start again, or the block itself with its columns."""
    heads = [sheet.lines[p] for p in block.headers]
    body = [sheet.lines[p] for p in block.lines if kinds[p] == "data" and p not in block.guests]
    used = sorted({c for line in (*heads, *body[:500]) for c in line.filled})
    if not used:
        return []
    first, last = used[0], _last_column(heads, body[:200], used)
    totals = [sheet.lines[p] for p in block.lines if kinds[p] == "total" and p not in block.guests]
    starts = _starts(heads, body[:200], first, last) or _starts_by_totals(heads, body[:200], totals, first)
    blocks = []
    for at, start in enumerate(starts):
        end = starts[at + 1] - 1 if at + 1 < len(starts) else last
        while end > start and not any(line.letters[end] for line in (*heads, *body[:200])):
            end -= 1
        if any(any(line.letters[start : end + 1]) for line in body):
            blocks.append(replace(block, first_column=start, last_column=end))
    return blocks


def _last_column(heads: Sequence[SheetRow], body: Sequence[SheetRow], used: Sequence[int]) -> int:
    """The table's last column: a narrow list of labels and values beyond a blank column is not the table's."""
    for at in range(len(used) - 1, 0, -1):
        if used[at] - used[at - 1] > 1:
            beyond = used[at:]
            names = sum(bool(heads[-1].letters[c]) for c in beyond) if heads else len(beyond)
            is_pair = len(beyond) == 2 and _is_text_column(body, beyond[0])
            apart = (is_pair and names <= 1) or _is_stated_sum(heads, body, beyond)
            return used[at - 1] if apart else used[-1]
    return used[-1]


def _is_stated_sum(heads: Sequence[SheetRow], body: Sequence[SheetRow], beyond: Sequence[int]) -> bool:
    """Whether what stands beyond a blank column is the plan's sum beside its header, over no lines: 'TOTAL' | '16.500 EUR'."""
    cells = [line.cells[c] for line in heads for c in beyond if line.letters[c]]
    if any(line.letters[c] for line in body for c in beyond) or len(cells) not in (1, 2):
        return False
    label, amount = cell_text(cells[0]), cell_text(cells[-1])
    return is_total(label.partition(":")[0]) and any(map(str.isdecimal, amount))


def _starts(heads: Sequence[SheetRow], body: Sequence[SheetRow], first: int, last: int) -> list[int]:
    """The columns at which tables start where the first one's key columns come again; none where they don't."""
    texts = header_rows.signature(heads[-1:])
    key = texts.get(first)
    if not key or not _is_text_column(body, first):
        return []
    starts = [first]
    for column in range(first + 2, last):
        if texts.get(column) != key or not _is_text_column(body, column):
            continue
        spaced = column - 1 not in texts
        second = texts.get(first + 1)
        if spaced or (second and texts.get(column + 1) == second):
            starts.append(column)
    return starts if len(starts) > 1 else []


def _starts_by_totals(
    heads: Sequence[SheetRow], body: Sequence[SheetRow], totals: Sequence[SheetRow], first: int
) -> list[int]:
    """The first column, and each behind a blank one that names things and bears a total's label in the first one's row."""
    labels = {
        column
        for line in totals
        for column in line.filled
        if line.filled[0] == first and all(is_total(cell_text(line.cells[c])) for c in (first, column))
    }
    starts = [
        column
        for column in sorted(labels - {first})
        if not any(line.letters[column - 1] for line in (*heads[-1:], *body))
        and _is_text_column(body, column)
    ]
    return [first, *starts]


def _is_text_column(body: Sequence[SheetRow], column: int) -> bool:
    """Whether the column names things: mostly text where it is filled."""
    letters = [line.letters[column] for line in body if column < len(line.letters) and line.letters[column]]
    return bool(letters) and sum(letter == TEXT or letter not in VALUES for letter in letters) * 2 >= len(
        letters
    )
