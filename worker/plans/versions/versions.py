"""The same plan on several sheets or in several blocks: which is taken, and which are only named.

Amounts of versions, options and summaries must not be added up. Tables that merely look alike (one sheet a month,
a market or a channel) belong together and stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from math import isclose

from worker.findings.layout import (
    HIDDEN_VERSION,
    SHEET_HIDDEN,
    SUM_NOT_TAKEN,
    VERSION_ASIDE,
    VERSION_NOT_TAKEN,
    VERSION_TAKEN,
)
from worker.lazy_dataclass import dataclass
from worker.plans.versions.candidates import Candidate, candidate_of, numbers_of
from worker.plans.versions.lines_in_common import HALF, MOST, compare
from worker.plans.versions.listed_again import listed_again
from worker.plans.versions.names import VersionName
from worker.shapes.answers import NO_ANSWERS, Answers
from worker.shapes.finding import Finding
from worker.shapes.grid import Grid
from worker.shapes.layout import SheetLayout, Table
from worker.shapes.question import Question, numbered
from worker.text import normalise, plain
from worker.values.arithmetic import CENT

EVERY_ONE = "all of them"
"""The answer that they are no versions, and are all added up."""
ALIKE = 0.6
"""Share of headers that two tables must have in common to be states of one plan."""
SAME_LINES = 0.8
"""Share of lines in common that makes tables the same without a word that says so."""
UNNUMBERED = 1.5
"""Where a sheet without a number stands among numbered versions."""
LEAST_MEASURES = 3
"""Columns of numbers of a plan beside which a table with one of them is no version."""
LEAST_PARTS = 2
"""Months or channels that a line's own total adds up at least."""
TOLERANCE = 0.005
"""Relative difference of amounts that count as equal, and of rates of exchange that count as one."""


@dataclass(frozen=True, slots=True)
class Versions:
    """Layouts in which versions of a plan are marked, and what a person is asked of them."""

    layouts: tuple[SheetLayout, ...]
    """`alternative_of` stands on tables that are not taken, with findings that say so."""
    questions: tuple[Question, ...] = ()
    """One for each group of versions that can be seen; the default is what is taken."""


@dataclass(frozen=True, slots=True)
class _Aside:
    """Why a table is not taken."""

    current: Candidate
    question: str | None = None
    """The question by which another one can be chosen."""
    proved: bool = False
    """It adds up the others column by column, or lists their lines once more."""


def mark_versions(
    layouts: Sequence[SheetLayout], grids: Sequence[Grid], answers: Answers = NO_ANSWERS
) -> Versions:
    """Mark tables that repeat another, and ask which one counts.

    Args:
        grids: the sheets of *layouts*, in the same order.
        answers: names of the versions that count, or EVERY_ONE.
    """
    if sum(len(layout.tables) for layout in layouts) < 2:
        return Versions(tuple(layouts))
    seen = [
        candidate_of(layout, grid, i, j)
        for i, (layout, grid) in enumerate(zip(layouts, grids, strict=True))
        for j in range(len(layout.tables))
    ]
    aside = {(one.sheet, one.table): _Aside(part, proved=True) for one, part in listed_again(seen)}
    questions: list[Question] = []
    for group in _groups([one for one in seen if (one.sheet, one.table) not in aside]):
        current, question = _current(group), None
        if sum(not one.hidden for one in group) > 1:
            tables = [(layouts[one.sheet].sheet, layouts[one.sheet].tables[one.table]) for one in group]
            question = answers.to(_question(group, current, layouts, len(questions)), tables)
            questions.append(question)
            if question.value == EVERY_ONE:
                continue
            current = next(one for one in group if one.name == question.value)
        id_ = question.id if question else None
        aside.update({(one.sheet, one.table): _Aside(current, id_) for one in group if one is not current})
    for summary, other in _summaries([one for one in seen if (one.sheet, one.table) not in aside]):
        others = [one for one in seen if one.sheet != summary.sheet and not one.hidden]
        proved = _adds_up_columns(summary, others) or _adds_up_sheets(summary, others)
        aside[summary.sheet, summary.table] = _Aside(other, proved=proved)
    names = {(one.sheet, one.table): one.name for one in seen}
    marked = tuple(
        _mark(layout, grid, i, aside, names)
        for i, (layout, grid) in enumerate(zip(layouts, grids, strict=True))
    )
    return Versions(marked, tuple(questions))


def _question(
    group: Sequence[Candidate], current: Candidate, layouts: Sequence[SheetLayout], earlier: int
) -> Question:
    visible = [one.name for one in group if not one.hidden]
    listed = ", ".join(f"'{name}'" for name in visible[:-1]) + f" and '{visible[-1]}'"
    return Question(
        id=numbered("version", earlier + 1),
        kind="version",
        text=f"{listed} look like versions of one plan. Which one counts?",
        options=(*visible, EVERY_ONE),
        default=EVERY_ONE if _may_be_parts(group) else current.name,
        sheets=tuple(dict.fromkeys(layouts[one.sheet].sheet for one in group if not one.hidden)),
    )


def _versions_of(a: Candidate, b: Candidate) -> tuple[VersionName, VersionName]:
    """What two tables' names say of each other: on one sheet, what it is called says nothing."""
    return (a.own_version, b.own_version) if a.sheet == b.sheet else (a.version, b.version)


# ---------------------------------------------------------------- which belong together


def _groups(seen: Sequence[Candidate]) -> list[list[Candidate]]:
    """Tables that are versions of one another, first come first."""
    group_of = {one.order: one.order for one in seen}
    for a, b in combinations(seen, 2):
        if _versions(a, b):
            old, new = group_of[b.order], group_of[a.order]
            group_of = {order: new if group == old else group for order, group in group_of.items()}
    groups: dict[int, list[Candidate]] = {}
    for one in seen:
        groups.setdefault(group_of[one.order], []).append(one)
    return [group for group in groups.values() if len(group) > 1]


def _may_be_parts(group: Sequence[Candidate]) -> bool:
    """Whether the lines alone make them look like versions: they may as well be two cities under names of their own."""
    if any(one.version.is_version or one.version.is_option for one in group):
        return False
    return not any(
        _differ_by_name(a, b)
        or _says_copy(a, b)
        or _plan_and_delivery(a, b)
        or _are_of_two_days(a, b)
        or bool((both := compare(a.cells, b.cells)) and both.repeats(says_copy=False))
        or _one_rate(a, b)
        for a, b in combinations(group, 2)
    )


def _versions(a: Candidate, b: Candidate) -> bool:
    """Whether two tables are states of one plan, by their names, else by their lines and amounts."""
    if not a.amounts or not b.amounts or _share(a.headers, b.headers) < ALIKE or a.is_for_others(b):
        return False
    by_name, says_copy = _differ_by_name(a, b), _says_copy(a, b)
    if _is_look_up(a, b) and not by_name and not says_copy:
        return False
    both, named_by_time = compare(a.cells, b.cells), a.named_by_time or b.named_by_time
    if both and (says_copy or not named_by_time) and both.repeats(says_copy):
        return True
    lines = _share(a.amounts.keys(), b.amounts.keys())
    if by_name:
        return a.version.is_option or b.version.is_option or bool(_names(a) & _names(b))
    if _plan_and_delivery(a, b):
        return lines >= SAME_LINES
    if _is_one_set_aside(a, b) and both and (both.differs or both.share >= HALF or lines >= SAME_LINES):
        return True
    if both and _are_of_two_days(a, b) and both.is_dated and both.one_name_each and both.share >= MOST:
        return True
    if named_by_time:
        return False
    may_be_one = both and (both.differs or (both.overlaps and a.title_version == b.title_version))
    if may_be_one and not (a.places or b.places):
        return True
    if _says_version_alone(a) or _says_version_alone(b):
        names = _names(a), _names(b)
        if (both and both.is_all) or (len(names[0] & names[1]) > 1 and _share(*names) >= HALF):
            return True
    return lines >= SAME_LINES and len(a.amounts) >= 3 and _one_rate(a, b)


def _are_of_two_days(a: Candidate, b: Candidate) -> bool:
    """Whether the names differ by a day alone; where the lines have the same days in both, it is that of a state."""
    return (
        a.state is not None
        and b.state is not None
        and (a.state.base == b.state.base and a.state.day != b.state.day)
    )


def _is_look_up(a: Candidate, b: Candidate) -> bool:
    """Whether one has a single column of numbers, as a list of prices has, and the other one those of a plan."""
    fewer, more = sorted(sum(bool(numbers_of(cells)) for cells in one.cells.values()) for one in (a, b))
    return fewer <= 1 and more >= LEAST_MEASURES


def _says_copy(a: Candidate, b: Candidate) -> bool:
    """Whether the name of either says that it is an old or a second state, if only by going on behind the other's."""
    first, second = sorted((plain(a.name), plain(b.name)), key=len)
    return (
        first != second
        and second.startswith(first)
        or any(version.is_set_aside for version in _versions_of(a, b))
    )


def _says_version_alone(one: Candidate) -> bool:
    """Whether the name is nothing but a version or an option, as 'Option B': it is one of what the other sheet is called."""
    return not one.version.base and (one.version.is_option or one.version.is_version)


def _is_one_set_aside(a: Candidate, b: Candidate) -> bool:
    """Whether the name of one says that another counts, and the other's does not."""
    first, second = _versions_of(a, b)
    return first.is_set_aside != second.is_set_aside


def _differ_by_name(a: Candidate, b: Candidate) -> bool:
    """Whether the names or the titles say that they are two versions or two options."""
    names = [_versions_of(a, b)]
    if a.sheet != b.sheet:
        names.append((a.title_version, b.title_version))
    if any(_are_versions(*pair) for pair in names):
        return True
    return any(_may_be_versions(*pair) for pair in names) and bool(_names(a) & _names(b))


def _are_versions(first: VersionName, second: VersionName) -> bool:
    """One base under two versions ('Plan v1', 'Plan final') or two options ('Option A', 'Option B')."""
    is_named = first.is_version or second.is_version or (first.is_option and second.is_option)
    return first.base == second.base and is_named and (first != second or "tier" in first.roles)


def _may_be_versions(first: VersionName, second: VersionName) -> bool:
    """Whether two tables that have lines in common are versions, though their names have words of their own.

    One word tells each of two options ('Package Gold', 'Package Silver'), a number each of two versions, whatever stands
    behind it ('v1 - NE VAŽI', 'v2 ODOBRENO').
    """
    if first.base == second.base:
        return False
    if "version" in first.roles & second.roles and None not in (first.number, second.number):
        return first.number != second.number
    own, others = set(first.base) - set(second.base), set(second.base) - set(first.base)
    alike = len(own) < 2 and len(others) < 2 and bool(own or others)
    return alike and "option" in first.roles & second.roles


def _names(one: Candidate) -> set[str]:
    """What the lines are called first: a status or a date behind it may differ between versions."""
    return {key[0] for key in one.amounts if key}


def _plan_and_delivery(a: Candidate, b: Candidate) -> bool:
    return ("delivered" in a.version.roles) != ("delivered" in b.version.roles)


def _one_rate(a: Candidate, b: Candidate) -> bool:
    """Whether all amounts are equal, or stand in one ratio: a copy, or the plan in another currency."""
    ratios = [
        b.amounts[key] / a.amounts[key] for key in a.amounts.keys() & b.amounts.keys() if a.amounts[key]
    ]
    return len(ratios) >= 3 and min(ratios) > 0 and max(ratios) <= min(ratios) * (1 + TOLERANCE)


def _share(a: Iterable[object], b: Iterable[object]) -> float:
    first, second = set(a), set(b)
    return len(first & second) / max(1, min(len(first), len(second)))


def _summaries(seen: Sequence[Candidate]) -> list[tuple[Candidate, Candidate]]:
    """Tables that repeat the lines of two or more others, or are named a summary and add up to them."""
    result: list[tuple[Candidate, Candidate]] = []
    for one in seen:
        others = [other for other in seen if other.sheet != one.sheet and not other.hidden and other.amounts]
        if len({other.sheet for other in others}) < 2 or not one.amounts:
            continue
        if any(summary.sheet in {o.sheet for o in others} for summary, _ in result):
            continue
        says_so = "summary" in one.version.roles
        alike = [other for other in others if _share(one.headers, other.headers) >= ALIKE]
        if _repeats(one, alike) or (says_so and _adds_up(one, others)):
            result.append((one, others[0]))
    return result


def _repeats(one: Candidate, others: Sequence[Candidate]) -> bool:
    """Whether nearly all lines stand, with their amounts, on two or more other sheets together."""
    if len(one.amounts) < 3:
        return False
    sheets = [
        next((other.sheet for other in others if _has(other, key, amount)), None)
        for key, amount in one.amounts.items()
    ]
    return len(set(sheets) - {None}) > 1 and sum(sheet is not None for sheet in sheets) >= SAME_LINES * len(
        sheets
    )


def _has(other: Candidate, key: tuple[str, ...], amount: float) -> bool:
    return key in other.amounts and abs(other.amounts[key] - amount) <= TOLERANCE * max(1.0, abs(amount))


def _adds_up(one: Candidate, others: Sequence[Candidate]) -> bool:
    """Whether a summary's lines are the others' names or sums."""
    sums = {normalise(other.name): sum(other.amounts.values()) for other in others}
    named = sum(any(normalise(text) in sums for text in key) for key in one.amounts)
    equal = abs(sum(one.amounts.values()) - sum(sums.values())) <= TOLERANCE * abs(sum(sums.values()) or 1.0)
    texts = {text for other in others for key in other.amounts for text in key}
    count = sum(all(text in texts for text in key) for key in one.amounts)
    return equal or named * 2 > len(one.amounts) or count >= SAME_LINES * len(one.amounts)


def _adds_up_columns(one: Candidate, others: Sequence[Candidate]) -> bool:
    """Whether each column of numbers, shares apart, is the sum of a column that all the others have, or that its sheet has.

    A column may bear the name of another table: 'March | April | Total' above sheets 'March' and 'April'.
    """
    sums: dict[str, float] = {}
    named: dict[str, list[float]] = {}
    for other in others:
        for header, cells in other.cells.items():
            own = sum(numbers_of(cells))
            sums[header] = sums.get(header, 0.0) + own
            named.setdefault(plain(other.name), []).append(own)
    columns = {
        header: sum(n) for header, cells in one.cells.items() if max(n := numbers_of(cells), default=0) > 1
    }
    return bool(columns) and all(
        any(abs(whole - other) <= TOLERANCE for other in (*sums.values(), *named.get(plain(header), ())))
        for header, whole in columns.items()
    )


def _adds_up_sheets(one: Candidate, others: Sequence[Candidate]) -> bool:
    """Whether each line bears the name of another table and has, shares apart, only sums of its columns, or parts of one."""
    sums: dict[str, list[float]] = {}
    for other in others:
        sums.setdefault(plain(other.name), []).extend(
            sum(numbers_of(cells)) for cells in other.cells.values()
        )
    lines = [line for line in zip(*one.cells.values(), strict=True) if any(cell is not None for cell in line)]
    amounts = [[number for number in numbers_of(line) if number > 1] for line in lines]
    names = [[plain(cell) for cell in line if isinstance(cell, str)] for line in lines]
    return bool(lines) and all(
        numbers and any(_are_sums(numbers, sums.get(name, ())) for name in texts)
        for numbers, texts in zip(amounts, names, strict=True)
    )


def _are_sums(numbers: Sequence[float], sums: Sequence[float]) -> bool:
    """Whether all *numbers* are sums, or one is and the others are its parts: months with their total."""
    whole = max(numbers)
    is_parted = len(numbers) > LEAST_PARTS and isclose(sum(numbers), 2 * whole, rel_tol=1e-9, abs_tol=CENT)
    return all(_is_one_of(number, sums) for number in ((whole,) if is_parted else numbers))


def _is_one_of(number: float, sums: Sequence[float]) -> bool:
    return any(isclose(number, whole, rel_tol=1e-9, abs_tol=CENT) for whole in sums)


# ---------------------------------------------------------------- which is taken, and how that is said


def _current(group: Sequence[Candidate]) -> Candidate:
    """Visible before hidden; a plan before its delivery; recommended, final, no draft; then the highest version.

    'Plan' comes after 'Plan v1', which was kept of it, and before 'Plan v2'; of 'Plan 1.2.' and 'Plan 15.2.' the later.

    Options without a word of preference keep the first.
    """

    def rank(one: Candidate) -> tuple[bool, bool, bool, bool, bool, float, tuple[int, ...], int, int]:
        number = one.version.number
        counted = 0.0 if one.version.is_option else UNNUMBERED if number is None else float(number)
        return (
            not one.hidden,
            "delivered" not in one.version.roles,
            "recommended" in one.version.roles,
            "final" in one.version.roles,
            not one.version.is_set_aside,
            counted,
            one.state.day if one.state else (),
            len(next(iter(one.cells.values()), ())),
            -one.order,
        )

    return max(group, key=rank)


def _mark(
    layout: SheetLayout,
    grid: Grid,
    sheet: int,
    aside: Mapping[tuple[int, int], _Aside],
    names: Mapping[tuple[int, int], str],
) -> SheetLayout:
    tables = []
    findings = list(layout.findings)
    for number, table in enumerate(layout.tables):
        why = aside.get((sheet, number))
        tables.append(replace(table, alternative_of=why.current.name) if why else table)
        if why:
            findings.append(_not_taken(layout.sheet, table, names[sheet, number], why, grid.hidden))
    others = sorted({names[place] for place, why in aside.items() if why.current.sheet == sheet})
    if others:
        findings.append(_is_taken(layout.sheet, others))
    if grid.hidden and layout.tables:
        findings.append(SHEET_HIDDEN.at(layout.sheet))
    if not aside and not grid.hidden:
        return layout
    return replace(layout, tables=tuple(tables), findings=tuple(findings))


def _not_taken(sheet: str, table: Table, name: str, why: _Aside, hidden: bool) -> Finding:
    """A note where a question asks for it, arithmetic proves it or nobody sees the sheet; else a warning."""
    cell = f"A{table.header_rows[0] if table.header_rows else table.first_row}"
    if why.question:
        return VERSION_ASIDE.at(sheet, cell, name=name, taken=why.current.name, question=why.question)
    if why.proved:
        return SUM_NOT_TAKEN.at(sheet, cell, name=name)
    kind = HIDDEN_VERSION if hidden else VERSION_NOT_TAKEN
    return kind.at(sheet, cell, name=name, taken=why.current.name)


def _is_taken(sheet: str, others: Sequence[str]) -> Finding:
    listed = ", ".join(f"'{name}'" for name in others)
    return VERSION_TAKEN.at(sheet, name=sheet, others=listed)
