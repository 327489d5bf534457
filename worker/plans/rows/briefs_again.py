"""Briefs that stand above each of several tables, a gap below the one before: 'End date' and 'Days' again above one header."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from worker.plans.rows.header_rows import groups, repeats, signature
from worker.plans.rows.profile import Profile
from worker.plans.rows.viterbi import Changes, Kinds
from worker.text import normalise

LEAST_LABELS = 2
"""Labels that come again above a header that comes again: one may be a title."""
MOST_ROWS = 12
"""Rows above a header that are looked at."""
MOST_CELLS = 3
"""Cells of a row of a brief: a label, a value, and what is said of it."""
LEAST_HEADERS = 3
"""Cells of a header that tell it from another one."""


def briefs_again(sheet: Profile, kinds: Kinds) -> Changes:
    """The rows above tables of one header that have the same labels above each: no lines of the table before."""
    changes: Changes = {}
    for heads in _heads_alike(sheet, kinds):
        labels = _labels(sheet, 0, heads[0])
        for before, head in pairwise(heads):
            below = _labels(sheet, before + 1, head)
            again = {at: label for at, label in below.items() if label in labels.values()}
            if len(set(again.values())) >= LEAST_LABELS and sheet.lines[min(again)].gap:
                above = [at for at, label in labels.items() if label in again.values()]
                rows = (*range(min(again), max(again) + 1), *range(min(above), max(above) + 1))
                changes |= dict.fromkeys(rows, "metadata")
    return changes


def _heads_alike(sheet: Profile, kinds: Kinds) -> Iterator[list[int]]:
    """Positions of the last rows of headers that say the same, several times on the sheet."""
    alike: list[tuple[dict[int, str], list[int]]] = []
    for group in groups(sheet, kinds):
        own = signature([sheet.lines[group[-1]]])
        if len(own) < LEAST_HEADERS:
            continue
        same = next((heads for known, heads in alike if repeats(own, known)), None)
        if same is None:
            alike.append((own, same := []))
        same.append(group[-1])
    return (heads for _, heads in alike if len(heads) > 1)


def _labels(sheet: Profile, top: int, head: int) -> dict[int, str]:
    """The first texts of the rows from *top* on that stand above a header, by position."""
    rows = range(max(top, head - MOST_ROWS), head)
    width = min(MOST_CELLS, len(sheet.lines[head].filled) - 1)
    texts = {
        at: normalise(sheet.lines[at].first_text) for at in rows if 1 < len(sheet.lines[at].filled) <= width
    }
    return {at: text for at, text in texts.items() if text}
