"""Tables of unlike forms whose money nothing in the plan adds up: which of them are the plan is asked, once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import combinations

from worker.cleaning.books.numbers import numbers_of
from worker.cleaning.books.questions import MOST_ROWS
from worker.cleaning.books.side import Side
from worker.cleaning.books.side_tables import WithoutSideTables
from worker.cleaning.books.summary_tables import place_of
from worker.cleaning.books.tables_apart import stands
from worker.cleaning.reconciliation.delivered import Read
from worker.knowledge.values import load_values
from worker.plans.rows.wording import is_word
from worker.shapes.answers import Answers
from worker.shapes.grid import Grid
from worker.shapes.question import Question
from worker.text import compared, plain

WHICH = "which-tables"
"""The id of the question."""
ALL = "all of them"
ALIKE = 0.5
"""Share of the columns of two tables that both have, from which they are pages of one form: cities, months, formats."""
PARTS = ("channel", "platform", "publisher", "market", "country", "region", "city", "product", "brand")
"""What the tables of a plan are parts by: each has its own."""


def without_unlike_tables(
    tables: Sequence[Read],
    answers: Answers,
    rounding: float,
    grids: Collection[Grid] = (),
    lines_by_word: Collection[int] = (),
) -> WithoutSideTables:
    """*tables*, with a question which of them are the plan where forms differ and no sum has them all.

    All count until somebody answers.

    Args:
        rounding: sums that differ by no more than this a line are equal.
        grids: the sheets on which a sum of the tables may stand.
        lines_by_word: numbers of the tables of which a person said that they have lines of their own.
    """
    forms = _forms(
        [
            Side(mapped, lines)
            for mapped, lines in tables
            if len(lines)
            and not (lines.undecided or mapped.is_plan_by_word or mapped.number in lines_by_word)
        ]
    )
    apart = [
        (at, to)
        for at, to in combinations(range(len(forms)), 2)
        if any(_may_tell_again(a, b) for a in forms[at] for b in forms[to])
    ]
    doubtful = [forms[at] for at in sorted({at for pair in apart for at in pair})]
    every = [side for form in doubtful for side in form]
    if not doubtful or _are_added_up(every, [side for form in forms for side in form], grids, rounding):
        return WithoutSideTables(tuple(tables))
    question = answers.to(_question(doubtful), [(side.lines.sheet, side.mapped.table) for side in every])
    others = {
        side.mapped.number for form in doubtful if question.value not in (ALL, _name(form)) for side in form
    }
    rest = tuple(one for one in tables if one[0].number not in others)
    return WithoutSideTables(rest, (), (question,))


def _forms(sides: Sequence[Side]) -> list[list[Side]]:
    """The tables by form: those with about the same columns, and the parts of one table, are together."""
    forms: list[list[Side]] = []
    for side in sides:
        same = [form for form in forms if any(_are_of_one_form(side, other) for other in form)]
        joined = [side for form in same for side in form]
        forms = [form for form in forms if form not in same] + [[*joined, side]]
    return forms


def _are_of_one_form(one: Side, other: Side) -> bool:
    if one.mapped.number == other.mapped.number or _are_side_by_side(one, other):
        return True
    ours, theirs = _headers(one), _headers(other)
    return len(ours & theirs) >= ALIKE * max(len(ours | theirs), 1)


def _are_side_by_side(one: Side, other: Side) -> bool:
    """Whether both stand on the same rows of a sheet: blocks of one line each."""
    a, b = one.mapped.table, other.mapped.table
    return one.lines.sheet == other.lines.sheet and (a.first_row, a.last_row) == (b.first_row, b.last_row)


def _headers(side: Side) -> set[str]:
    return {compared(column.header) for column in side.mapped.table.columns if column.header}


def _may_tell_again(one: Side, other: Side) -> bool:
    """Whether both hold a measure, or one of them none, and neither their days, their media nor their parts tell them apart."""
    if one.amounts and other.amounts and not one.amounts.keys() & other.amounts.keys():
        return False
    first, second = one.first_and_last, other.first_and_last
    if first is not None and second is not None and (first[1] < second[0] or second[1] < first[0]):
        return False
    media = _medium(one), _medium(other)
    if None not in media and media[0] != media[1]:
        return False
    return not any(_are_apart(_values(one, name), _values(other, name)) for name in PARTS)


def _are_apart(ours: set[str], theirs: set[str]) -> bool:
    """Whether no value of one stands in the other; 'all' stands for any."""
    all_of_them = any(is_word("whole", value) for value in ours | theirs)
    return bool(ours and theirs) and not (ours & theirs or all_of_them)


def _medium(side: Side) -> str | None:
    """The medium whose name is the sheet's: 'Online' and 'Print' have lines of their own."""
    return load_values("channel").find(side.lines.sheet)


def _values(side: Side, name: str) -> set[str]:
    """The values that the lines of a table have of a field."""
    texts = side.lines.texts(name)
    return (
        set() if texts is None else {plain(value) for at in range(len(side.lines)) if (value := texts.at(at))}
    )


def _are_added_up(
    doubtful: Sequence[Side], every: Sequence[Side], grids: Collection[Grid], rounding: float
) -> bool:
    """Whether a sum of the money of all tables, or of those in doubt, stands anywhere in the plan."""
    stated = [numbers_of(grid) for grid in grids]
    return any(
        stands(stated, money, rounding)
        for sides in (every, doubtful)
        if len(money := [side for side in sides if side.amounts and side.is_money(side.main)]) > 1
    )


def _name(form: Sequence[Side]) -> str:
    return ", ".join(dict.fromkeys(place_of(side.mapped) for side in form))


def _question(forms: Sequence[Sequence[Side]]) -> Question:
    sides = [side for form in forms for side in form]
    names = dict.fromkeys(map(_name, forms))
    measures = dict.fromkeys(name for side in sides for name in side.amounts)
    listed = ", ".join(f"'{name}'" for name in names)
    return Question(
        id=WHICH,
        kind="sheet",
        text=f"The tables {listed} are laid out differently, and no total of the plan has the money of all of them. "
        "Which are the plan?",
        options=(ALL, *names),
        default=ALL,
        sheets=tuple(dict.fromkeys(side.lines.sheet for side in sides)),
        rows=tuple(sides[0].lines.rows.tolist()[:MOST_ROWS]),
        fields=tuple(measures),
        effect={name: {"": _left_out(forms, name)} for name in measures},
    )


def _left_out(forms: Sequence[Sequence[Side]], measure: str) -> float:
    """What the answer with the fewest of a measure leaves out of its sum."""
    sums = [sum(side.sums.get(measure, 0.0) for side in form) for form in forms]
    return round(float(sum(map(abs, sums)) - min(map(abs, sums))), 2)
