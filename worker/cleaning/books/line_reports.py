"""Sheets that say the plan's lines once more: with what was delivered of each, or one line of it by day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

import numpy as np

from worker.cleaning.books.questions import about_lines
from worker.cleaning.books.side import Side
from worker.cleaning.books.side_tables import WithoutSideTables
from worker.cleaning.books.summary_tables import LINES, digits, place_of
from worker.cleaning.lines import Floats
from worker.cleaning.reconciliation.agreement import tolerance
from worker.cleaning.reconciliation.delivered import Read
from worker.plans.versions.names import names_time
from worker.shapes.answers import Answers
from worker.shapes.question import NOT_EXPORTED, Question, numbered
from worker.text import plain

LEAST_LINES = 2
FEWEST_DIGITS = 2
"""Digits of an amount that is equal on two lines of one name."""
MOST_LINES = 500
"""Lines of a plan that each line of a report is compared with: trackers are short, and all pairs are looked at."""
LEAST_MEASURES = 2
"""Measures that two tables have equal, one of which may be so by chance."""
LEAST_DIGITS = 4
"""Digits of an amount, zeros at its end left out, that is equal to another by no chance."""


def without_line_reports(
    tables: Sequence[Read], answers: Answers, rounding: float, lines_by_word: Collection[int] = ()
) -> WithoutSideTables:
    """*tables* without those that report on lines of another one; a question for each.

    The plan's lines count until somebody answers.

    Args:
        rounding: amounts that differ by no more than this are equal.
        lines_by_word: numbers of the tables of which a person said that they have lines of their own.
    """
    parts = Counter(mapped.number for mapped, _ in tables)
    sides = [Side(mapped, lines) for mapped, lines in tables if parts[mapped.number] == 1]
    sides = [side for side in sides if side.amounts]
    aside: set[int] = set()
    questions: list[Question] = []
    for side, other, line in _reports(sides, rounding):
        number = side.mapped.number
        if number in aside or number in lines_by_word or side.mapped.is_plan_by_word:
            continue
        question = _question(side, other, line, len(questions) + 1)
        questions.append(answers.to(question, [(side.lines.sheet, side.mapped.table)]))
        if questions[-1].value != LINES:
            aside.add(number)
    rest = tuple(one for one in tables if one[0].number not in aside)
    return WithoutSideTables(rest, (), tuple(questions))


def _reports(sides: Sequence[Side], rounding: float) -> Iterator[tuple[Side, Side, int | None]]:
    """The tables that report on lines of another sheet, with that one; the line, where it is one of them alone."""
    for one in sides:
        for other in (side for side in sides if side.lines.sheet != one.lines.sheet):
            if _repeats_lines(one, other, rounding):
                yield one, other, None
            elif (line := _line_of_sums(one, other, rounding)) is not None:
                yield one, other, line


def _repeats_lines(one: Side, plan: Side, rounding: float) -> bool:
    """Whether each line of *one*, which alone says what was delivered, is a line of *plan* with the same amounts."""
    if not LEAST_LINES <= len(one.lines) <= len(plan.lines) <= MOST_LINES:
        return False
    if not _delivered(one) or _delivered(plan) or _are_of_two_times(one, plan):
        return False
    pairs = [(a, b) for a in one.amounts for b in plan.amounts if _are_alike(one, a, b)]
    equals = [
        {(line, at) for line, at in _equal(one.amounts[a], plan.amounts[b], rounding)} for a, b in pairs
    ]
    measures = {b for (_, b), lines in zip(pairs, equals, strict=True) if lines}
    if len(measures) < LEAST_MEASURES:
        return False
    return all(
        any(
            sum((line, at) in lines for lines in equals) >= LEAST_MEASURES
            and _share_a_text(one, line, plan, at)
            for at in range(len(plan.lines))
        )
        for line in range(len(one.lines))
    )


def _equal(ours: Floats, theirs: Floats, rounding: float) -> Iterator[tuple[int, int]]:
    """The lines of two tables whose amounts are equal, by no chance."""
    for line, amount in enumerate(ours.tolist()):
        if digits(amount) >= FEWEST_DIGITS:
            slack = tolerance(1, rounding, amount)
            yield from ((line, int(at)) for at in np.flatnonzero(np.abs(theirs - amount) <= slack))


def _line_of_sums(one: Side, other: Side, rounding: float) -> int | None:
    """The line of *other* that has the sums of *one*'s lines in measures enough; None where there is none."""
    if len(one.lines) < LEAST_LINES or len(other.lines) < LEAST_LINES:
        return None
    equal = np.zeros(len(other.lines), dtype=np.intp)
    for name, whole in one.sums.items():
        if name in other.amounts and digits(whole) >= LEAST_DIGITS:
            slack = tolerance(len(one.lines), rounding, whole)
            equal += np.abs(other.amounts[name] - whole) <= slack
    line = int(equal.argmax())
    return line if equal[line] >= LEAST_MEASURES else None


def _are_alike(one: Side, a: str, b: str) -> bool:
    return a == b or (one.is_money(a) and one.is_money(b))


def _delivered(side: Side) -> bool:
    """Whether any amount of a table is what was delivered, by its field or by what names it."""
    stages = {field.name: field.stage for field in side.lines.template.fields}
    return any(stages[name] == "delivered" or side.says_delivered(name) for name in side.amounts)


def _are_of_two_times(one: Side, other: Side) -> bool:
    """Whether the sheets are of two months, by their names or by their days."""
    names = [plain(side.lines.sheet) for side in (one, other)]
    if names[0] != names[1] and all(names_time(side.lines.sheet) for side in (one, other)):
        return True
    first, second = one.first_and_last, other.first_and_last
    apart = first is not None and second is not None and (first[1] < second[0] or second[1] < first[0])
    return bool(apart)


def _share_a_text(one: Side, line: int, other: Side, at: int) -> bool:
    """Whether a text of one line stands in the other line as well."""
    texts = {plain(text) for column in other.texts if (text := column.at(at))}
    return any((text := column.at(line)) and plain(text) in texts for column in one.texts)


def _question(side: Side, other: Side, line: int | None, number: int) -> Question:
    question = Question(
        id=numbered("line-report", number),
        kind="sheet",
        text=f"'{place_of(side.mapped)}' gives lines of '{place_of(other.mapped)}' once more, with what was delivered. "
        "Are its lines further ones?"
        if line is None
        else f"The lines of '{place_of(side.mapped)}' add up to row {other.lines.rows[line]} of "
        f"'{place_of(other.mapped)}'. Are they further ones?",
        options=(NOT_EXPORTED, LINES),
        default=NOT_EXPORTED,
        sheets=(side.lines.sheet, other.lines.sheet),
    )
    return about_lines(question, side.lines, side.sums)
