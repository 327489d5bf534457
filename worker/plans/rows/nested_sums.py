"""Parents over their lines, at any depth: the place of their name shows the level, and exact sums prove them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from math import isclose

from worker.plans.rows.letters import DATE, WORDS
from worker.plans.rows.profile import Profile
from worker.plans.rows.sheet_row import SheetRow
from worker.plans.rows.viterbi import Changes, Kinds

CLOSE = 0.001
LEAST_PARENTS = 2
"""Parents that prove each other where no total below adds them up."""
MOST_LINES = 2_000

Levels = Sequence[int]
"""How deep each line of a body stands, from 0."""


def nested_sums(sheet: Profile, kinds: Kinds) -> Changes:
    """Lines that are the sum of those below them down to the next of their level, where that holds for all of a body.

    The first parents add up to the total below; without a total several parents prove each other.
    """
    changes: Changes = {}
    for body, total in _bodies(sheet, kinds):
        lines = [sheet.lines[at] for at in body]
        for levels in (_places(lines), _indents(lines), _fullness(lines)):
            parents = _parents(lines, levels, total)
            if parents:
                changes |= {body[at]: "total" for at in parents}
                break
    return changes


def _bodies(sheet: Profile, kinds: Kinds) -> Iterator[tuple[list[int], Mapping[int, float] | None]]:
    """The lines between two headers, with sums that no word names, and the numbers of the total that closes them."""
    body: list[int] = []
    for at in range(len(kinds) + 1):
        kind = kinds[at] if at < len(kinds) else "header"
        closes = kind == "total" and sheet.has_total_label[at]
        if closes or kind == "header":
            if 2 < len(body) <= MOST_LINES:
                yield body, sheet.lines[at].numbers if closes else None
            body = []
        elif kind in ("data", "total") and sheet.lines[at].numbers:
            body.append(at)


def _places(lines: Sequence[SheetRow]) -> Levels:
    """The column of a line's first name: each level has one of its own."""
    return _ranks(lines, lambda line: next((c for c in line.filled if line.letters[c] in WORDS), -1))


def _indents(lines: Sequence[SheetRow]) -> Levels:
    """The blanks before a line's first name."""
    return _ranks(lines, lambda line: len(line.first_text) - len(line.first_text.lstrip(" \u00a0\u3000")))


def _fullness(lines: Sequence[SheetRow]) -> Levels:
    """0 for lines that leave a name or day blank which most lines have, 1 for these."""
    named = [
        {c for c in line.filled if line.letters[c] in WORDS or line.letters[c] == DATE} for line in lines
    ]
    usual, _ = Counter(map(frozenset, named)).most_common(1)[0]
    return [0 if names < usual else 1 for names in named]


def _ranks(lines: Sequence[SheetRow], key: Callable[[SheetRow], int]) -> Levels:
    keys = [key(line) for line in lines]
    order = {value: rank for rank, value in enumerate(sorted(set(keys)))}
    return [order[value] for value in keys]


def _parents(lines: Sequence[SheetRow], levels: Levels, total: Mapping[int, float] | None) -> list[int]:
    """The places of all lines with deeper ones below; none where one of them, or the total, is no sum of its own."""
    if len(set(levels)) < 2 or levels[0] != 0:
        return []
    children: list[list[int]] = [[] for _ in lines]
    open_lines: list[int] = []
    tops: list[int] = []
    for at, level in enumerate(levels):
        while open_lines and levels[open_lines[-1]] >= level:
            open_lines.pop()
        (children[open_lines[-1]] if open_lines else tops).append(at)
        open_lines.append(at)
    parents = [at for at, own in enumerate(children) if own]
    proven = all(_adds(lines[at].numbers, [lines[n].numbers for n in children[at]]) for at in parents)
    several = sum(len(children[at]) > 1 for at in parents)
    if total is not None:
        proven = proven and several > 0 and _adds(total, [lines[n].numbers for n in tops])
    else:
        proven = proven and several >= LEAST_PARENTS
    return parents if proven else []


def _adds(whole: Mapping[int, float], parts: Sequence[Mapping[int, float]]) -> bool:
    """Whether the numbers of *parts* add up to those of *whole*, in at least half of the columns in common."""
    checks = [
        isclose(sum([part.get(c, 0.0) for part in parts]), value, rel_tol=CLOSE)
        for c, value in whole.items()
        if value and any(c in part for part in parts)
    ]
    return bool(checks) and sum(checks) * 2 >= len(checks)
