"""Reports of one delivery cut in several ways, by ad, by place, by keyword: their sums are nearly the same, and one counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

import numpy as np

from worker.cleaning.books.days_again import days_again
from worker.cleaning.books.questions import about_lines
from worker.cleaning.books.side import Side
from worker.cleaning.books.side_tables import WithoutSideTables
from worker.cleaning.books.summary_tables import LINES, place_of
from worker.cleaning.lines import floats_of
from worker.cleaning.mapped_table import MappedTable
from worker.cleaning.reconciliation.delivered import Read, same_names
from worker.shapes.answers import Answers
from worker.shapes.question import NOT_EXPORTED, Question, numbered
from worker.text import compared

ALIKE = 0.02
"""Relative difference up to which money and another measure of two reports are the same."""
NEAR = 0.15
"""... and to which money and two others are, where each report is cut by something else: keywords have no display ads."""
COARSER = 1.5
"""How many times the lines of one report another must have to be cut finer."""
LEAST_NAMES = 2
LEAST = 100
"""A count from which two are near by no chance."""


def without_same_delivery(
    tables: Sequence[Read], answers: Answers, lines_by_word: Collection[int] = ()
) -> WithoutSideTables:
    """*tables* without the reports of what another one reports as well; a question for each.

    The report with days counts until somebody answers, else the first.

    Args:
        lines_by_word: numbers of the tables of which a person said that they have lines of their own.
    """
    parts = Counter(mapped.number for mapped, _ in tables)
    sides = [Side(mapped, lines) for mapped, lines in tables if parts[mapped.number] == 1]
    reports = sorted(filter(_has_spent, sides), key=lambda side: not _has_days(side))
    rest, questions = list(tables), list[Question]()
    counting: list[Side] = []
    for side in reports:
        same = next(
            (other for other in counting if _is_same(side, other) or _is_other_grain(side, other)), None
        )
        if same is None or side.mapped.number in lines_by_word or side.mapped.is_plan_by_word:
            counting.append(side)
            continue
        question = _question(side, same, len(questions) + 1)
        questions.append(answers.to(question, [(side.lines.sheet, side.mapped.table)]))
        if questions[-1].value == LINES:
            counting.append(side)
        else:
            rest = [one for one in rest if one[0].number != side.mapped.number]
    for question, mapped in _days_again(rest, len(questions) + 1, lines_by_word):
        questions.append(answers.to(question, [(question.sheets[0], mapped.table)]))
        if questions[-1].value != LINES:
            rest = [one for one in rest if one[0].number != mapped.number]
    return WithoutSideTables(tuple(rest), (), tuple(questions))


def _days_again(
    tables: Sequence[Read], first: int, lines_by_word: Collection[int]
) -> Iterator[tuple[Question, MappedTable]]:
    """A question for each table whose days another one tells as well, with that table."""
    for at, (one, other) in enumerate(days_again(tables), first):
        side = one.parts[0]
        if one.number in lines_by_word or side.mapped.is_plan_by_word:
            continue
        question = Question(
            id=numbered("report", at),
            kind="sheet",
            text=f"'{place_of(side.mapped)}' holds the same money on the same days as "
            f"'{place_of(other.parts[0].mapped)}'. Are its lines further ones?",
            options=(NOT_EXPORTED, LINES),
            default=NOT_EXPORTED,
            sheets=(side.lines.sheet, other.parts[0].lines.sheet),
        )
        yield about_lines(question, side.lines, one.sums), side.mapped


def _has_spent(side: Side) -> bool:
    """Whether a table has money that was spent."""
    return any(side.is_money(name) and _stage(side, name) == "delivered" for name in side.amounts)


def _is_report(side: Side) -> bool:
    """Whether no amount of a table is only planned."""
    return all(_stage(side, name) != "planned" for name in side.amounts)


def _stage(side: Side, name: str) -> str | None:
    return next((field.stage for field in side.lines.template.fields if field.name == name), None)


def _has_days(side: Side) -> bool:
    columns = [c.field.name for c in side.lines.columns.values() if c.number and c.field.type == "date"]
    days = [side.lines.days(name) for name in columns]
    return any(one is not None and not np.isnat(one).all() for one in days)


def _is_same(one: Side, other: Side) -> bool:
    """Whether money and another measure are the same, or money and two others near, under other columns of text.

    Sheets of the same columns are weeks, or cities.
    """
    if not (_is_report(one) and _is_report(other)):
        return False
    others_sums = other.sums
    sums = [(name, whole, others_sums[name]) for name, whole in one.sums.items() if name in others_sums]
    apart = {name: abs(a - b) / max(abs(a), abs(b)) for name, a, b in sums if min(abs(a), abs(b)) >= LEAST}
    money = [apart[name] for name in apart if one.is_money(name)]
    others = sorted(apart[name] for name in apart if not one.is_money(name))
    names, other_names = _names(one), _names(other)
    if not money or one.lines.sheet == other.lines.sheet or names == other_names:
        return False
    if max(money) <= ALIKE and others and others[0] <= ALIKE and others[len(others) // 2] <= NEAR:
        return True
    return (
        bool(names - other_names and other_names - names)
        and max(money) <= NEAR
        and sum(d <= NEAR for d in others) > 1
    )


def _is_other_grain(one: Side, other: Side) -> bool:
    """Whether both say, of the same lines and the same days, nearly the same money spent, one of them in fewer lines: day by day and by week."""
    counts = sorted((len(one.lines), len(other.lines)))
    if one.lines.sheet == other.lines.sheet or counts[1] < COARSER * counts[0]:
        return False
    both = [
        name
        for name in one.sums.keys() & other.sums.keys()
        if one.is_money(name) and _stage(one, name) == "delivered"
    ]
    alike = [abs(one.sums[n] - other.sums[n]) <= ALIKE * max(one.sums[n], other.sums[n]) for n in both]
    names, days = same_names(one.lines, other.lines), one.first_and_last
    return (
        bool(alike)
        and all(alike)
        and len(names) >= LEAST_NAMES
        and days is not None
        and days == other.first_and_last
    )


def _names(side: Side) -> set[str]:
    """The headers of the columns of text."""
    numbers = {c.number for c in side.lines.columns.values() if floats_of(c.values) is not None}
    return {
        compared(c.header) for c in side.mapped.table.columns if c.number not in numbers and not c.numbers
    }


def _question(side: Side, other: Side, number: int) -> Question:
    question = Question(
        id=numbered("report", number),
        kind="sheet",
        text=f"'{place_of(side.mapped)}' reports nearly the same sums as '{place_of(other.mapped)}', cut another way. "
        "Are its lines further ones?",
        options=(NOT_EXPORTED, LINES),
        default=NOT_EXPORTED,
        sheets=(side.lines.sheet, other.lines.sheet),
    )
    return about_lines(question, side.lines, side.sums)
