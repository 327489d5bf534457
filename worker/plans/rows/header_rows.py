"""Header rows as a whole: which belong together, which only repeat an earlier header, which line is a title."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from worker.plans.rows.letters import PERIOD, VALUES, WORDS, YEAR
from worker.plans.rows.profile import Profile
from worker.plans.rows.sheet_row import SheetRow
from worker.plans.rows.viterbi import Changes, CoarseKind, Kinds
from worker.shapes.grid import Grid, cell_text
from worker.text import normalise

SAME = 0.8
"""Share of equal cells from which two header rows are the same header."""

Signature = dict[int, str]


def signature(lines: Sequence[SheetRow]) -> Signature:
    """The header texts by column (from 0), normalised; several rows are joined."""
    texts: Signature = {}
    for line in lines:
        for column in line.filled:
            text = normalise(cell_text(line.cells[column]))
            texts[column] = f"{texts[column]} {text}" if column in texts else text
    return texts


def repeats(later: Signature, earlier: Signature) -> bool:
    """Whether a header says the same as an earlier one, column by column."""
    if not later or not earlier:
        return False
    same = sum(earlier.get(column) == text for column, text in later.items())
    return same >= SAME * max(len(later), len(earlier))


def repeats_any(later: Sequence[SheetRow], earlier: Sequence[SheetRow]) -> bool:
    """Whether header rows say the same as earlier ones, or as the lower ones of them: group headings may be left out."""
    own = signature(later)
    return any(repeats(own, signature(earlier[at:])) for at in range(len(earlier))) or any(
        repeats(own, signature([line])) for line in earlier
    )


def groups(sheet: Profile, kinds: Sequence[CoarseKind]) -> list[list[int]]:
    """Positions of header lines, those of one header together: nothing but blank rows stands between them.

    A header that repeats at once (a table without lines before its next one) starts a group of its own.
    """
    result: list[list[int]] = []
    for at, kind in enumerate(kinds):
        if kind != "header":
            continue
        goes_on = result and result[-1][-1] == at - 1 and sheet.lines[at].gap <= 3
        if goes_on and not repeats(signature([sheet.lines[at]]), signature([sheet.lines[result[-1][0]]])):
            result[-1].append(at)
        else:
            result.append([at])
    return result


def lines_between_repeats(sheet: Profile, kinds: Kinds) -> Changes:
    """Lines with values between a header and the same header once more: a page that broke below its first lines."""
    changes: Changes = {}
    heads = groups(sheet, kinds)
    for group, later in pairwise(heads):
        if later[0] == group[-1] + 1 and repeats(
            signature([sheet.lines[later[0]]]), signature([sheet.lines[group[0]]])
        ):
            changes |= {at: "data" for at in group[1:] if sheet.has_values[at]}
    return changes


def bodies(kinds: Sequence[CoarseKind]) -> Iterator[tuple[int, int]]:
    """First position and end of what stands between one header and the next."""
    heads = [at for at, kind in enumerate(kinds) if kind == "header"]
    starts_at = [0, *(at + 1 for at in heads)]
    yield from zip(starts_at, [*heads, len(kinds)], strict=True)


def is_caption(line: SheetRow, columns: Sequence[int]) -> bool:
    """Whether a header row says only one thing of these columns (from 0), so that it is their title."""
    texts = [c for c in columns if c < len(line.letters) and line.letters[c]]
    return len(texts) == 1 and line.letters[texts[0]] in WORDS and line.letters[texts[0]] != PERIOD


def only_groups(lines: Sequence[SheetRow], grid: Grid) -> int:
    """How many of a header's top rows only group columns that all have names of their own further down.

    A row of periods, or one with half as many cells as the row with the names, says more than that, unless blank rows
    part it from the names.
    """
    count = 0
    while count + 1 < len(lines) and _only_groups(lines[count], lines[count + 1 :], grid):
        count += 1
    return count


def _only_groups(line: SheetRow, below: Sequence[SheetRow], grid: Grid) -> bool:
    if below[0].gap and sum(c in other.filled for c in line.filled for other in below[-1:]) >= SAME * len(
        line.filled
    ):
        return True
    if sum(line.letters[c] in (PERIOD, YEAR) or line.letters[c] in VALUES for c in line.filled) > 1:
        return False
    if len(line.filled) * 2 > max(len(other.filled) for other in below):
        return False
    tall = {merge.first_column - 1 for merge in grid.merges if merge.first_row <= line.row < merge.last_row}
    names = {c for other in below for c in other.filled}
    return all(c in names and c not in tall for c in line.filled)
