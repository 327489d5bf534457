"""Headings inside a table's body, their levels and the rows that they hold for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from worker.plans.rows.sheet_row import SheetRow
from worker.shapes.grid import cell_text
from worker.shapes.layout import Section

_BULLETS = "▸►▶•-–—*>·→↳└"


def sections(
    heads: Sequence[SheetRow],
    last_row: int,
    body_rows: Sequence[int],
    fills: Mapping[tuple[int, int], str],
    broad: Mapping[int, int],
) -> tuple[Section, ...]:
    """The sections in order, with levels from 1.

    Args:
        heads: The heading lines; *last_row*: the table's last row, at which the last sections end.
        body_rows: Rows of lines and totals: two headings with none between them nest.
        fills: Fill colours, *broad*: widest merges by row; equal looks mean equal levels.
    """
    looks = [_look(line, fills, broad) for line in heads]
    levels = _levels(heads, looks, body_rows)
    result = []
    for at, line in enumerate(heads):
        following = (heads[n].row - 1 for n in range(at + 1, len(heads)) if levels[n] <= levels[at])
        end = min(next(following, last_row), last_row)
        result.append(Section(line.row, _text(line), levels[at], line.row + 1, max(end, line.row)))
    return tuple(result)


def _text(line: SheetRow) -> str:
    return " ".join(cell_text(line.cells[c]).strip() for c in line.filled).strip()


Look = tuple[int, int, str, str, bool]


def _look(line: SheetRow, fills: Mapping[tuple[int, int], str], broad: Mapping[int, int]) -> Look:
    """What a heading looks like: column, indent, bullet, fill, merged across."""
    column = line.filled[0]
    text = cell_text(line.cells[column])
    indent = len(text) - len(text.lstrip(" \u00a0\u3000"))
    bullet = text.strip()[:1] if text.strip()[:1] in _BULLETS else ""
    return column, indent, bullet, fills.get((line.row, column + 1), ""), line.row in broad


def _levels(heads: Sequence[SheetRow], looks: Sequence[Look], body_rows: Sequence[int]) -> list[int]:
    """Levels by look: a look first seen right below another heading is one deeper than it."""
    rows = sorted(body_rows)
    level_of: dict[Look, int] = {}
    levels: list[int] = []
    for at, look in enumerate(looks):
        if look not in level_of:
            level_of[look] = 1
            if at:
                before = heads[at - 1].row
                adjacent = not any(before < row < heads[at].row for row in rows)
                deeper = look[:2] > looks[at - 1][:2] or (bool(look[2]) and not looks[at - 1][2])
                if deeper or (adjacent and look != looks[at - 1]):
                    level_of[look] = levels[-1] + 1
        levels.append(level_of[look])
    return levels
