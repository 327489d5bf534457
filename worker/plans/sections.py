"""Headings inside a table's body, their levels and the rows that they hold for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from string import ascii_uppercase

from worker.plans.rows.sheet_row import SheetRow
from worker.shapes.grid import cell_text
from worker.shapes.layout import Section

_BULLETS = "▸►▶•-–—*>·→↳└"

LEAST_NUMBERED = 2
"""Headings that show that they are numbered: one may be a club, '1. FC'."""
_NUMBERED = re.compile(r"(?P<number>\d{1,2}|[A-Z]|[IVX]{1,4})[.)]\s+(?P<name>\S.*)", re.DOTALL)
_NUMBERS = (
    [str(n) for n in range(1, 100)],
    list(ascii_uppercase),
    ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"],
)
"""What headings are numbered by, in order."""


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
    texts = [_text(line) for line in heads]
    for level in set(levels):
        own = [at for at, other in enumerate(levels) if other == level]
        for at, text in zip(own, _without_numbers([texts[at] for at in own]), strict=True):
            texts[at] = text
    result = []
    for at, line in enumerate(heads):
        following = (heads[n].row - 1 for n in range(at + 1, len(heads)) if levels[n] <= levels[at])
        end = min(next(following, last_row), last_row)
        result.append(Section(line.row, texts[at], levels[at], line.row + 1, max(end, line.row)))
    return tuple(result)


def _text(line: SheetRow) -> str:
    return " ".join(cell_text(line.cells[c]).strip() for c in line.filled).strip()


def _without_numbers(texts: Sequence[str]) -> Sequence[str]:
    """Headings that are numbered from the first on, without their numbers: '1. TV' and '2. Radio'."""
    numbered = [match for text in texts if (match := _NUMBERED.fullmatch(text))]
    own = [match["number"] for match in numbered]
    if len(texts) < LEAST_NUMBERED or len(own) < len(texts) or own not in [n[: len(own)] for n in _NUMBERS]:
        return texts
    return [match["name"] for match in numbered]


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
