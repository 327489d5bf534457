"""The lines that two tables have in common, whatever their sheets are called: with the same amounts, or with others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from worker.lazy_dataclass import dataclass
from worker.plans.rows.letters import number
from worker.shapes.grid import Cell
from worker.text import plain

MOST = 0.8
"""Share of the shorter table's lines that both have, from which they may be states of one plan."""
HALF, SOME = 0.5, 2
"""Share and number of lines in common from which a person is asked."""
LEAST = 3
"""Lines in common from which nothing else need say that two tables repeat each other."""
SEVERAL = 3
"""Columns of numbers whose equality on two lines is no chance."""
TELLING = 4
"""Columns of texts and days whose equality, on all lines, is no chance in a short table."""

Cells = Mapping[str, Sequence[Cell]]
"""A table's cells by header."""


@dataclass(frozen=True, slots=True)
class InCommon:
    """What the lines that both tables have say of each other."""

    lines: int
    """Lines with the same texts and days on both."""
    share: float
    """Of the shorter table's lines."""
    equal: int
    """Of those lines, the ones whose numbers are equal as well."""
    amounts: int
    """Columns of numbers that both have."""
    one_name_each: bool
    """No line's texts come twice in a table; or hardly any, where neither has a line of its own."""
    names: int = 0
    """Columns of texts and days that both have."""
    is_all: bool = False
    """Neither table has a line that the other has not."""
    is_dated: bool = False
    """The lines have days of their own, the same in both."""

    @property
    def differs(self) -> bool:
        """The same lines with other amounts; of fewer than `LEAST` lines, all of both, each by `TELLING` names."""
        enough = self.lines >= LEAST or (self.is_all and self.lines > 0 and self.names >= TELLING)
        return self.one_name_each and enough and self.share >= MOST and self.equal < self.lines

    @property
    def overlaps(self) -> bool:
        """Half of the shorter table's lines are in both: it may be a state of the same plan.

        Some of them have other amounts, or all have the same in columns enough.
        """
        tells = self.equal < self.lines or self.amounts >= SEVERAL
        return self.one_name_each and self.lines >= SOME and self.share >= HALF and tells

    def repeats(self, says_copy: bool) -> bool:
        """Whether one table is a copy of the other, or of a part of it; *says_copy*: a name says so."""
        if self.share < MOST or not self.amounts or self.equal < self.lines:
            return False
        return self.lines >= (1 if says_copy else LEAST) or (self.lines == 2 and self.amounts >= 2)


def compare(a: Cells, b: Cells) -> InCommon | None:
    """The comparison over the columns that both have; None where no texts or no numbers are among them."""
    shared = [header for header in a if header in b]
    numbers = [header for header in shared if _holds_numbers(a[header]) and _holds_numbers(b[header])]
    names = [header for header in shared if header not in numbers]
    if not names or not numbers:
        return None
    first, second = _lines(a, names, numbers), _lines(b, names, numbers)
    sizes = sum(map(len, first.values())), sum(map(len, second.values()))
    shorter = min(sizes)
    keys = first.keys() & second.keys()
    lines = sum(min(len(first[key]), len(second[key])) for key in keys)
    equal = sum(_equal(first[key], second[key]) for key in keys)
    is_all = lines == sizes[0] == sizes[1]
    single = all(len(lines) == 1 for table in (first, second) for lines in table.values())
    single = single or (is_all and len(keys) >= MOST * lines)
    is_dated = any(isinstance(cell, date) for header in names for cell in a[header])
    return InCommon(lines, lines / max(1, shorter), equal, len(numbers), single, len(names), is_all, is_dated)


def _holds_numbers(cells: Sequence[Cell]) -> bool:
    values = [cell for cell in cells if cell is not None and cell != ""]
    return bool(values) and sum(number(cell) is not None for cell in values) * 2 > len(values)


Amounts = tuple[float | None, ...]


def _lines(
    table: Cells, names: Sequence[str], numbers: Sequence[str]
) -> dict[tuple[str, ...], list[Amounts]]:
    """The numbers of each line by its texts and days; lines without a text or without a number are left out."""
    result: dict[tuple[str, ...], list[Amounts]] = {}
    for at in range(len(table[names[0]])):
        key = tuple(_name(table[header][at]) for header in names)
        amounts = tuple(number(table[header][at]) for header in numbers)
        if any(key) and any(amounts):
            result.setdefault(key, []).append(amounts)
    return result


def _name(cell: Cell) -> str:
    if isinstance(cell, date):
        return cell.isoformat()[:10]
    return plain(str(cell)) if cell is not None else ""


def _equal(first: Sequence[Amounts], second: Sequence[Amounts]) -> int:
    """How many lines of the same name have the same numbers."""
    rest = Counter(map(_round, second))
    matches = 0
    for amounts in map(_round, first):
        if rest[amounts] > 0:
            rest[amounts] -= 1
            matches += 1
    return matches


def _round(amounts: Amounts) -> Amounts:
    return tuple(None if not amount else float(f"{amount:.6g}") for amount in amounts)
