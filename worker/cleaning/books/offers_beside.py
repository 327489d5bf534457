"""Sheets of further offers beside one whose name is its budget: '$300K Media Plan' adds up to 300,000, 'High Impact' stands beside it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from math import isclose

from worker.cleaning.books.questions import about_lines
from worker.cleaning.books.side import Side
from worker.cleaning.books.side_tables import WithoutSideTables
from worker.cleaning.books.summary_tables import LINES, place_of
from worker.cleaning.reconciliation.delivered import Read
from worker.shapes.answers import Answers
from worker.shapes.question import NOT_EXPORTED, Question, numbered
from worker.values.amounts import parse_sum

NEAR = 0.005
"""Relative difference up to which a sheet's money is what its name says: names are rounded."""
LEAST = 10_000
"""A smaller number in a name is a year, a number of days, a version."""
ALIKE = 0.8
"""Share of an offer's columns that the plan has as well: both were made from one form."""

_AMOUNT = re.compile(r"\d[\d.,\s]*[km]?\b", re.IGNORECASE)


def without_offers_beside(
    tables: Sequence[Read], answers: Answers, lines_by_word: Collection[int] = ()
) -> WithoutSideTables:
    """*tables* without those on other sheets than the one that its own sum names; a question for each.

    Where two sheets are named so, each may be a part of the plan or a version of it, and nothing is said here.

    Args:
        lines_by_word: numbers of the tables of which a person said that they have lines of their own.
    """
    sheets: dict[str, list[Side]] = defaultdict(list)
    for mapped, lines in tables:
        side = Side(mapped, lines)
        if side.amounts and side.is_money(side.main):
            sheets[lines.sheet].append(side)
    named = [sheet for sheet, sides in sheets.items() if _is_named_by_its_sum(sheet, sides)]
    if len(named) != 1:
        return WithoutSideTables(tuple(tables))
    (plan,) = named
    rest, questions = list(tables), list[Question]()
    for side in _offers(sheets, plan):
        if side.mapped.number in lines_by_word or side.mapped.is_plan_by_word:
            continue
        question = _question(side, plan, len(questions) + 1)
        questions.append(answers.to(question, [(side.lines.sheet, side.mapped.table)]))
        if questions[-1].value != LINES:
            rest = [one for one in rest if one[0].number != side.mapped.number]
    return WithoutSideTables(tuple(rest), (), tuple(questions))


def _is_named_by_its_sum(sheet: str, sides: Sequence[Side]) -> bool:
    """Whether an amount in the sheet's name is what its money adds up to."""
    stated = [amount.value for text in _AMOUNT.findall(sheet) if (amount := parse_sum(text.strip()))]
    whole = sum(side.sums[side.main] for side in sides)
    return any(amount >= LEAST and isclose(amount, whole, rel_tol=NEAR) for amount in stated)


def _offers(sheets: dict[str, list[Side]], plan: str) -> Iterator[Side]:
    """The tables of other sheets that were made from the plan's form."""
    headers = {name for side in sheets[plan] for name in side.headers}
    for sheet, sides in sheets.items():
        for side in sides if sheet != plan else ():
            own = side.headers
            if own and len(own & headers) >= ALIKE * len(own):
                yield side


def _question(side: Side, plan: str, number: int) -> Question:
    question = Question(
        id=numbered("offer", number),
        kind="sheet",
        text=f"'{plan}' adds up to the amount in its name. Do the lines of '{place_of(side.mapped)}' belong to the plan "
        "as well, or are they a further offer?",
        options=(NOT_EXPORTED, LINES),
        default=NOT_EXPORTED,
        sheets=(side.lines.sheet, plan),
    )
    return about_lines(question, side.lines, side.sums)
