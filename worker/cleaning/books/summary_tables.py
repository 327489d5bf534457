"""Tables that add up the lines of other tables, by channel, by month or in all: their amounts are compared, not exported."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import isclose

import numpy as np

from worker.cleaning.books.claims import LEAST_COUNT
from worker.cleaning.books.questions import about_lines
from worker.cleaning.books.side import Side
from worker.cleaning.books.sums_by_period import agree_by_period
from worker.cleaning.lines import Lines, short, span
from worker.cleaning.mapped_table import MappedTable
from worker.cleaning.measures import is_money
from worker.cleaning.reconciliation.agreement import tolerance
from worker.cleaning.reconciliation.delivered import Read
from worker.cleaning.reconciliation.totals import currency_of_lines
from worker.findings.books import SUMMARY_LEFT_OUT
from worker.lazy_dataclass import dataclass
from worker.shapes.answers import Answers
from worker.shapes.finding import Finding, Total
from worker.shapes.grid import column_letter
from worker.shapes.question import Question, numbered
from worker.text import plain

DIGITS = 3
"""Leading digits of a sum, zeros at its end left out, from which two tables do not have the same one by chance."""
TELLING_DIGITS = 6
"""... and from which one sum alone says that they tell the same, whatever else they have."""
MOST_NOISE = 1e-3
"""Share of a sum that rounding its lines takes at most."""
LEAST_COUNTS = 2
"""Counts that prove a summary whose money is in another currency than that of the lines."""
HALF = 0.5
"""Share of a table's lines that are sums of another's, from which it is a summary although their wholes differ."""

SUMMARY, LINES = "summary", "lines"
"""What a person may say of such a table."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A measure of a summary against that of the lines."""

    measure: str
    """As the summary has it."""
    of: str
    """As the lines have it."""
    sum: float
    lines: float
    agrees: bool


@dataclass(frozen=True, slots=True)
class Summary:
    """A table that adds up the lines of others."""

    place: int
    """Which of the tables it is, from 0."""
    of: tuple[int, ...]
    """The tables whose lines it adds up."""
    comparisons: tuple[Comparison, ...]
    is_proved: bool
    """False where only a person can say whether its lines are further ones."""


def summaries(tables: Sequence[Read], rounding: float) -> list[Summary]:
    """The tables that add up all others, or one of them, the smallest first.

    A table is a summary only of tables that have more to say: more columns, and times where it has some. Its sums must
    be those of their lines, in all or by a name that they have; a single round sum may be a chance and is no proof, and
    other measures that differ refute it.

    Args:
        rounding: sums that differ by no more than this a line are equal.
    """
    sides = [Side(mapped, lines) for mapped, lines in tables]
    parts = Counter(side.mapped.number for side in sides)
    rest = sorted((at for at, side in enumerate(sides) if side.amounts), key=lambda at: len(sides[at].lines))
    aside: list[Summary] = []
    for place in [at for at in rest if parts[sides[at].mapped.number] == 1]:
        others = tuple(at for at in rest if at != place)
        groups = dict.fromkeys([others, *((at,) for at in others)] if others else [])
        one = next(filter(None, (_summary(place, group, sides, rounding) for group in groups)), None)
        if one:
            aside.append(one)
            rest.remove(place)
    return aside


def _summary(place: int, group: tuple[int, ...], sides: Sequence[Side], rounding: float) -> Summary | None:
    one, others = sides[place], [sides[at] for at in group]
    if not _is_plainer(one, others):
        return None
    comparisons = tuple(_comparisons(one, others, rounding))
    main = _main(one, comparisons)
    if main is None:
        is_proved = one.is_money(one.main) and _counts_agree(one, others, comparisons, rounding)
        return Summary(place, group, comparisons, True) if is_proved else None
    sums = _sums_by_name(others, main.of)
    noise = max(side.noise for side in others)
    matches = _matches(one, main, sums, rounding, noise)
    if not matches and one.is_money(main.measure):  # 'Amount' of an estimate may be the gross or the net cost
        for other in _other_money(main, others):
            by_name = _sums_by_name(others, other.of)
            if (more := _matches(one, other, by_name, rounding, noise)) > matches:
                matches, sums = more, by_name
                comparisons = tuple(other if c.measure == main.measure else c for c in comparisons)
    by_period = [(side.lines, side.amounts_of(main.of)) for side in others]
    if main.agrees and agree_by_period(one.lines, main.measure, by_period, rounding):
        return Summary(place, group, comparisons, True)
    lines = int(np.count_nonzero(one.amounts[main.measure]))
    chance = not one.is_named and digits(main.sum) < DIGITS
    if main.agrees and not one.is_named and _is_contradicted(comparisons, chance):
        return None
    if main.agrees and not (one.is_timed and chance and matches < lines):
        is_proved = matches == lines or one.names_all or not (one.is_timed or chance)
        return Summary(place, group, comparisons, is_proved)
    if matches and matches >= HALF * lines:
        return Summary(place, group, comparisons, _same_names(one, sums))
    if one.names_all and any(c.agrees for c in comparisons):
        return Summary(place, group, comparisons, True)
    return Summary(place, group, comparisons, False) if one.is_named and _same_names(one, sums) else None


def _main(one: Side, comparisons: Sequence[Comparison]) -> Comparison | None:
    """The comparison that tells: of the main measure, else of money that the others name alike and have to the cent.

    A daily budget beside what was spent is nowhere else; what was spent is.
    """
    main = next((c for c in comparisons if c.measure == one.main), None)
    if main and main.agrees:
        return main
    alike = (c for c in comparisons if c.agrees and c.measure == c.of and one.is_money(c.measure))
    return next((c for c in alike if digits(c.sum) >= TELLING_DIGITS), main)


def _counts_agree(
    one: Side, others: Sequence[Side], comparisons: Sequence[Comparison], rounding: float
) -> bool:
    """Whether two counts or more are, line by line and in all, those of the lines of their name; money is in another currency."""
    return len(comparisons) >= LEAST_COUNTS and all(
        c.agrees
        and _matches(one, c, _sums_by_name(others, c.of), rounding, 0.0)
        == np.count_nonzero(one.amounts[c.measure])
        for c in comparisons
    )


def _is_contradicted(comparisons: Sequence[Comparison], chance: bool) -> bool:
    """Whether the other measures say that two tables share one sum and nothing else, as two halves of a budget do.

    Args:
        chance: the sum that they share is a round one; then a single other measure is enough.
    """
    differing = sum(not c.agrees and not isclose(c.sum, c.lines, rel_tol=1e-9) for c in comparisons)
    return bool(differing) and (chance or differing > len(comparisons) - differing)


def _is_plainer(one: Side, others: Sequence[Side]) -> bool:
    """Whether *one* says less than each of *others*: fewer columns, no times that they have not, no more lines."""
    size = sum(len(other.lines) for other in others)
    return len(one.lines) <= size and all(
        one.width < other.width and (other.has_times or not one.is_timed) for other in others
    )


def _comparisons(one: Side, others: Sequence[Side], rounding: float) -> Iterator[Comparison]:
    """Each measure of *one* that all *others* have, money under whatever field it stands."""
    fields = {f.name: f for f in one.lines.template.fields}
    for name, amounts in one.amounts.items():
        stated = float(amounts.sum())
        alike = [n for n in _shared(others) if n == name or (is_money(fields[n]) and is_money(fields[name]))]
        alike.sort(key=lambda n: n != name)
        if is_money(fields[name]):
            alike = [n for n in alike if not any(_in_other_currency(one, name, side, n) for side in others)]
        delivered = one.says_delivered(name)
        nearest: Comparison | None = None
        for other in alike:
            is_same = (
                other == name and fields[name].stage == "delivered"
            )  # 'Total spend' needs no word for it
            if not is_same and any(side.says_delivered(other) != delivered for side in others):
                continue
            whole = float(sum(side.amounts_of(other).sum() for side in others))
            most = max(len(one.lines), sum(len(side.lines) for side in others))
            noise = min(sum(side.noise for side in others), MOST_NOISE * abs(stated))
            rounded = len(one.lines) * one.half_unit + noise if is_money(fields[name]) else 0.0
            agrees = abs(whole - stated) <= tolerance(most, rounding, stated) + rounded
            agrees = agrees and (is_money(fields[name]) or abs(stated) >= LEAST_COUNT or one.names_all)
            if nearest is None or (agrees and not nearest.agrees):
                nearest = Comparison(name, other, stated, whole, agrees)
        if nearest:
            yield nearest


def _in_other_currency(one: Side, name: str, other: Side, of: str) -> bool:
    """Whether the lines of two tables say that their money is in two currencies: nothing is to be compared."""
    codes = {_currency(one, name), _currency(other, of if of in other.amounts else other.main)}
    return None not in codes and len(codes) > 1


def _currency(side: Side, measure: str) -> str | None:
    return currency_of_lines(side.lines, measure, np.ones(len(side.lines), dtype=bool))


def _other_money(main: Comparison, others: Sequence[Side]) -> Iterator[Comparison]:
    """The same amounts against each other measure of money that all *others* have."""
    for name in _shared(others):
        if name != main.of and others[0].is_money(name):
            whole = float(sum(side.amounts_of(name).sum() for side in others))
            yield replace(main, of=name, lines=whole, agrees=False)


def _shared(sides: Sequence[Side]) -> list[str]:
    """The measures that all of *sides* have; where none of them is money, also the main money, whatever each calls it."""
    shared = [name for name in sides[0].amounts if all(name in side.amounts for side in sides)]
    if any(map(sides[0].is_money, shared)) or not all(side.is_money(side.main) for side in sides):
        return shared
    return [*shared, sides[0].main]


def _sums_by_name(sides: Sequence[Side], measure: str) -> dict[str, list[float]]:
    """Name -> what the lines of that name add up to, for each column, section, sheet and title that has it."""
    sums: dict[str, list[float]] = defaultdict(list)
    by_column: dict[tuple[int, str], float] = defaultdict(float)
    for side in sides:
        amounts = side.amounts_of(measure)
        for at, column in enumerate(side.texts):
            added = np.bincount(column.codes + 1, amounts, minlength=len(column.names) + 1)[1:]
            for name, amount in zip(column.names, added.tolist(), strict=True):
                by_column[at, plain(name)] += amount
        for section in side.mapped.table.sections:
            inside = (side.lines.rows >= section.first_row) & (side.lines.rows <= section.last_row)
            by_column[-1, plain(section.text)] += float(amounts[inside].sum())
        for name in side.names:
            by_column[-2, plain(name)] += float(amounts.sum())
    for (_, name), amount in by_column.items():
        sums[name].append(amount)
    return sums


def _matches(
    one: Side, main: Comparison, sums_of: Mapping[str, Sequence[float]], rounding: float, noise: float
) -> int:
    """How many lines of *one* have the sum of the lines of their name, or of all lines.

    Args:
        noise: what rounding may have taken from a sum of the lines.
    """
    matches = 0
    whole = main.lines if digits(main.lines) >= DIGITS else None
    for line, amount in enumerate(one.amounts[main.measure].tolist()):
        if not amount:
            continue
        names = (*one.names_of(line), *_halves(one, line))
        sums = [s for name in names for s in sums_of.get(name, ())]
        slack = tolerance(len(one.lines), rounding, amount) + one.half_unit
        slack += min(noise, MOST_NOISE * abs(amount))
        matches += any(abs(s - amount) <= slack for s in (*sums, *([whole] if whole is not None else [])))
    return matches


def _halves(side: Side, line: int) -> Iterator[str]:
    """What a line is called without its first word, and without its last one: 'YouTube' of 'Media: YouTube'."""
    for column in side.texts:
        words = (column.at(line) or "").split()
        if len(words) > 1:
            yield from (plain(" ".join(words[1:])), plain(" ".join(words[:-1])))


def _same_names(one: Side, sums_of: Mapping[str, object]) -> bool:
    """Whether each line of *one* bears a name that lines of the others have."""
    return all(any(name in sums_of for name in one.names_of(line)) for line in range(len(one.lines)))


def digits(amount: float) -> int:
    """Leading digits of an amount, zeros at its end left out."""
    return len(f"{abs(amount):.2f}".replace(".", "").strip("0"))


@dataclass(frozen=True, slots=True)
class WithoutSummaries:
    """What is exported once the summaries are set aside, and what is said of these."""

    tables: tuple[Read, ...]
    summaries: tuple[tuple[MappedTable, Lines, Summary], ...] = ()
    findings: tuple[Finding, ...] = ()
    questions: tuple[Question, ...] = ()
    totals: tuple[Total, ...] = ()
    lines_by_word: frozenset[int] = frozenset()
    """Numbers of the tables of which a person said that they have lines of their own."""


def without_summaries(tables: Sequence[Read], answers: Answers, rounding: float) -> WithoutSummaries:
    """*tables* without those that are summaries; a question for each where that is not proved."""
    aside: dict[int, Summary] = {}
    findings: list[Finding] = []
    questions: list[Question] = []
    totals: list[Total] = []
    by_word: set[int] = set()
    for number, one in enumerate(summaries(tables, rounding), 1):
        mapped, lines = tables[one.place]
        unproved = (
            [] if one.is_proved else [(lines.sheet, mapped.table)]
        )  # memory does not speak against sums
        question = answers.to(_question(one, tables, number), unproved)
        if not one.is_proved or question.answer is not None:
            questions.append(question)
        if question.value == LINES:
            by_word.add(mapped.number)
            continue
        aside[one.place] = one
        totals += [_total(c, mapped, lines) for c in one.comparisons]
        findings.append(_finding(one, tables, question.id))
    rest = tuple(table for at, table in enumerate(tables) if at not in aside)
    left = tuple((*tables[at], one) for at, one in aside.items())
    return WithoutSummaries(rest, left, tuple(findings), tuple(questions), tuple(totals), frozenset(by_word))


def _question(one: Summary, tables: Sequence[Read], number: int) -> Question:
    mapped, lines = tables[one.place]
    question = Question(
        id=numbered("summary", number),
        kind="sheet",
        text=f"'{place_of(mapped)}' may add up the lines of {_names_of(one, tables)}. "
        "Is it their summary, or does it have lines of its own?",
        options=(SUMMARY, LINES),
        default=SUMMARY,
        sheets=(lines.sheet,),
    )
    return about_lines(question, lines, {c.measure: c.sum for c in one.comparisons})


def _finding(one: Summary, tables: Sequence[Read], question: str) -> Finding:
    mapped, lines = tables[one.place]
    return SUMMARY_LEFT_OUT.at(
        lines.sheet,
        span(None, lines.rows.tolist()),
        name=place_of(mapped),
        of=_names_of(one, tables),
        question=question,
    )


def _total(one: Comparison, mapped: MappedTable, lines: Lines) -> Total:
    column = lines.columns.get(one.measure)
    return Total(
        one.of,
        currency_of_lines(lines, one.measure, np.ones(len(lines), dtype=bool)),
        round(one.sum, 6),
        round(one.lines, 6),
        round(one.lines - one.sum, 6) + 0.0,
        one.agrees,
        "table",
        place_of(mapped),
        lines.sheet,
        span(column.number if column else None, lines.rows.tolist()),
    )


def _names_of(one: Summary, tables: Sequence[Read]) -> str:
    return ", ".join(dict.fromkeys(f"'{place_of(tables[at][0])}'" for at in one.of))


def place_of(mapped: MappedTable) -> str:
    """'Summary', or 'Plan!B3:C6' where the sheet has more tables."""
    table, sheet = mapped.table, mapped.grid.sheet
    if len(mapped.layout.tables) < 2:
        return short(sheet)
    top = min((*table.header_rows, table.first_row))
    first, last = column_letter(table.first_column), column_letter(table.last_column)
    return f"{short(sheet)}!{first}{top}:{last}{table.last_row}"
