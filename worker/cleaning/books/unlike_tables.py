"""Tables of unlike forms whose money nothing in the plan adds up: which of them are the plan is asked, once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property
from itertools import combinations, repeat
from math import inf

import numpy as np

from worker.cleaning.books.numbers import numbers_of
from worker.cleaning.books.questions import MOST_ROWS
from worker.cleaning.books.side import Side
from worker.cleaning.books.side_tables import WithoutSideTables
from worker.cleaning.books.summary_tables import place_of
from worker.cleaning.books.tables_apart import stands
from worker.cleaning.lines import different
from worker.cleaning.reconciliation.delivered import Read
from worker.knowledge.values import load_values
from worker.plans.rows.wording import is_word
from worker.shapes.answers import Answers
from worker.shapes.grid import Grid
from worker.shapes.question import Question
from worker.text import plain

WHICH = "which-tables"
"""The id of the question."""
ALL = "all of them"
ALIKE = 0.5
"""Share of the columns of two tables that both have, from which they are pages of one form: cities, months, formats."""
ALWAYS = (-inf, inf)
"""The days of a line that names none."""
PARTS = ("channel", "platform", "publisher", "market", "country", "region", "city", "product", "brand")
"""What the tables of a plan are parts by: each has its own."""


def without_unlike_tables(
    tables: Sequence[Read],
    answers: Answers,
    rounding: float,
    grids: Collection[Grid] = (),
    lines_by_word: Collection[int] = (),
    questions: Collection[Question] = (),
) -> WithoutSideTables:
    """*tables*, with a question which of them are the plan where forms differ and no sum has them all.

    All count until somebody answers.

    Args:
        rounding: sums that differ by no more than this a line are equal.
        grids: the sheets on which a sum of the tables may stand.
        lines_by_word: numbers of the tables of which a person said that they have lines of their own.
        questions: those of the plan so far; what one of them is about is asked no second time.
    """
    known = {(question.sheets[0], question.rows[:1]) for question in questions if question.sheets}
    seen = [
        _Seen(Side(mapped, lines))
        for mapped, lines in tables
        if len(lines)
        and not (lines.undecided or mapped.is_plan_by_word or mapped.number in lines_by_word)
        and (lines.sheet, (int(lines.rows[0]),)) not in known
    ]
    forms = _forms(seen)
    apart = [
        (at, to)
        for at, to in combinations(range(len(forms)), 2)
        if any(a.may_tell_again(b) for a in forms[at] for b in forms[to])
    ]
    doubtful = [[one.side for one in forms[at]] for at in sorted({at for pair in apart for at in pair})]
    every = [side for form in doubtful for side in form]
    if not doubtful or _are_added_up(every, [one.side for one in seen], grids, rounding):
        return WithoutSideTables(tuple(tables))
    question = answers.to(_question(doubtful), [(side.lines.sheet, side.mapped.table) for side in every])
    others = {
        side.mapped.number for form in doubtful if question.value not in (ALL, _name(form)) for side in form
    }
    rest = tuple(one for one in tables if one[0].number not in others)
    return WithoutSideTables(rest, (), (question,))


class _Seen:
    """A table with what tells it from others; each is looked at once, since all pairs are compared."""

    def __init__(self, side: Side) -> None:
        table = side.mapped.table
        self.side = side
        self.place = (side.lines.sheet, table.first_row, table.last_row)

    @cached_property
    def medium(self) -> str | None:
        """The medium whose name is the sheet's: 'Online' and 'Print' have lines of their own."""
        return load_values("channel").find(self.side.lines.sheet)

    @cached_property
    def parts(self) -> dict[str, list[str]]:
        """The value of each line by what plans have parts by; not where a line has none, or 'all'."""
        return {name: values for name in PARTS if (values := _values(self.side, name))}

    @cached_property
    def days(self) -> list[tuple[float, float]]:
        """First and last day of each line, as numbers; all time where it has none."""
        numbers = [np.where(np.isnat(days), np.nan, days.astype(np.int64)) for days in self.side.day_columns]
        lines = zip(*(column.tolist() for column in numbers), strict=True) if numbers else ()
        spans = [[day for day in line if day == day] for line in lines]
        return [(min(days), max(days)) if days else ALWAYS for days in spans] or [ALWAYS] * len(
            self.side.lines
        )

    def is_of_one_form(self, other: _Seen) -> bool:
        """Whether both are parts or pages of one table, or blocks of the same lines side by side."""
        if self.side.mapped.number == other.side.mapped.number or self.place == other.place:
            return True
        ours, theirs = self.side.headers, other.side.headers
        return len(ours & theirs) >= ALIKE * max(len(ours | theirs), 1)

    def may_tell_again(self, other: _Seen) -> bool:
        """Whether both hold a measure, or one of them none, and a part of the plan has lines of both on the same days."""
        ours, theirs = self.side.amounts, other.side.amounts
        if ours and theirs and ours.keys().isdisjoint(theirs):
            return False
        if self.is_of_another_medium(other) or other.is_of_another_medium(self):
            return False
        both = [name for name in PARTS if name in self.parts and name in other.parts]
        times, others = self.times(both), other.times(both)
        return any(
            times[part][0] <= others[part][1] and others[part][0] <= times[part][1]
            for part in times.keys() & others.keys()
        )

    def is_of_another_medium(self, other: _Seen) -> bool:
        """Whether the sheet is called by a medium that is not the other's, by its name or by its lines."""
        channels = (
            {other.medium} if other.medium else {_channel(each) for each in other.parts.get("channel", ())}
        )
        return self.medium is not None and bool(channels) and self.medium not in channels

    def times(self, fields: Sequence[str]) -> dict[tuple[str, ...], tuple[float, float]]:
        """First and last day of each part of the table, by its values of *fields*."""
        times: dict[tuple[str, ...], tuple[float, float]] = {}
        values = zip(*(self.parts[name] for name in fields), strict=True) if fields else repeat(())
        for part, (first, last) in zip(values, self.days, strict=False):
            before = times.get(part, (first, last))
            times[part] = min(before[0], first), max(before[1], last)
        return times


def _channel(name: str) -> str:
    return load_values("channel").find(name) or name


def _values(side: Side, name: str) -> list[str]:
    texts = side.lines.texts(name)
    if texts is None:
        return []
    some = different(texts.codes)
    if any(code < 0 or is_word("whole", texts.names[code]) for code in some):
        return []
    names = [plain(value) for value in texts.names]
    return [names[code] for code in texts.codes.tolist()]


def _forms(seen: Sequence[_Seen]) -> list[list[_Seen]]:
    """The tables by form: those with about the same columns, and the parts of one table, are together."""
    forms: list[list[_Seen]] = []
    for one in seen:
        same = [any(one.is_of_one_form(other) for other in form) for form in forms]
        joined = [other for form, is_same in zip(forms, same, strict=True) if is_same for other in form]
        forms = [form for form, is_same in zip(forms, same, strict=True) if not is_same]
        forms.append([*joined, one])
    return forms


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
