"""Lines that stand for all of something: '(All)' or a blank in the finer columns, and the sum of the lines that name it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import isclose

from worker.lazy_dataclass import dataclass
from worker.plans.rows.letters import NOTHING, VALUES
from worker.plans.rows.profile import Profile
from worker.plans.rows.viterbi import Changes, Kinds
from worker.plans.rows.wording import is_word
from worker.shapes.grid import Cell
from worker.text import plain

MOST_LINES = 2_000
CLOSE = 0.002
"""Relative difference of a sum and its parts: sums are rounded."""
NAMED = 0.5
"""Share of the lines that a column of names fills at least."""
ALL = "*"

Key = tuple[str, ...]
"""What a line says in each column of names; ALL where it stands for all of them, '' where it says nothing."""


@dataclass(frozen=True, slots=True)
class _NamedRow:
    """A line by its names and numbers."""

    at: int
    key: Key
    numbers: Mapping[int, float]

    @property
    def is_finest(self) -> bool:
        """Whether it stands for itself alone."""
        return ALL not in self.key


def rollups(sheet: Profile, kinds: Kinds) -> Changes:
    """Lines that are the exact sum of the lines with the names that they name, at any level, as totals.

    A line that names what no other line has is no sum, though it stands for all markets: it is a line.
    """
    lines = _lines(sheet, kinds)
    if not 3 <= len(lines) <= MOST_LINES:
        return {}
    changes: Changes = {}
    wide = [line for line in lines if not line.is_finest]
    finest = [line for line in lines if line.is_finest]
    for line in wide:
        parts = [part for part in finest if _is_part(part, line)]
        if len(parts) >= 1 and _adds_up(line, parts):
            changes[line.at] = "total"
    if not any(len([p for p in finest if _is_part(p, line)]) > 1 for line in wide if line.at in changes):
        changes = {}  # sums of one line each are lines that repeat a name
    for line in wide:
        if line.at not in changes and kinds[line.at] == "total" and _names_its_own(sheet, line, finest):
            changes[line.at] = "data"
    return changes


def _lines(sheet: Profile, kinds: Kinds) -> list[_NamedRow]:
    """The lines and totals of the body, with their names."""
    places = [at for at, kind in enumerate(kinds) if kind in ("data", "total") and sheet.has_values[at]]
    columns = _name_columns(sheet, places)
    if len(columns) < 2:
        return []
    return [
        _NamedRow(at, tuple(_name(sheet.lines[at].cells[c]) for c in columns), sheet.lines[at].numbers)
        for at in places
    ]


def _name_columns(sheet: Profile, places: Sequence[int]) -> list[int]:
    counts: Counter[int] = Counter()
    for at in places:
        line = sheet.lines[at]
        counts.update(c for c in line.filled if line.letters[c] not in VALUES and line.letters[c] != NOTHING)
    return sorted(c for c, count in counts.items() if count >= NAMED * len(places))


def _name(cell: Cell) -> str:
    if not isinstance(cell, str):
        return "" if cell is None else str(cell)
    text = plain(cell).strip(" ()[]<>*-–—.:")
    return ALL if is_word("whole", text) or is_word("total", text) else text


def _is_part(part: _NamedRow, whole: _NamedRow) -> bool:
    return (
        all(own in (ALL, name) for own, name in zip(whole.key, part.key, strict=True)) and part.at != whole.at
    )


def _adds_up(whole: _NamedRow, parts: Sequence[_NamedRow]) -> bool:
    """Whether most of its numbers are the sums of its parts; of one part, all are that part's."""
    checks = list(_checks(whole, parts))
    return bool(checks) and (all(checks) if len(parts) == 1 else sum(checks) * 2 >= len(checks))


def _checks(whole: _NamedRow, parts: Sequence[_NamedRow]) -> Iterator[bool]:
    for column, value in whole.numbers.items():
        own = [part.numbers[column] for part in parts if column in part.numbers]
        if value and own:
            yield isclose(sum(own), value, rel_tol=CLOSE)


def _names_its_own(sheet: Profile, line: _NamedRow, finest: Sequence[_NamedRow]) -> bool:
    """Whether a line without a formula names something that no other line does, and one number at most is a sum."""
    if sheet.sums[line.at].columns > 1:
        return False
    if sheet.lines[line.at].row in sheet.summing or any(
        is_word("total", str(cell)) for cell in sheet.lines[line.at].cells if isinstance(cell, str)
    ):
        return False
    return any(
        name not in ("", ALL) and all(other.key[at] != name for other in finest)
        for at, name in enumerate(line.key)
    )
