"""Tables beside a plan that say less than a line of it must: briefs, targets, payments, price lists, splits of a budget."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Literal

import numpy as np

from worker.cleaning.books.looked_up_sums import adds_up_others
from worker.cleaning.books.price_lists import LINE_NAMES, line_facts
from worker.cleaning.books.questions import about_lines
from worker.cleaning.books.side import Side
from worker.cleaning.books.summary_tables import LINES, place_of
from worker.cleaning.books.tables_apart import tables_apart
from worker.cleaning.reconciliation.delivered import Read
from worker.findings.books import PARTS_OF_A_LINE, SIDE_TABLE
from worker.lazy_dataclass import dataclass
from worker.plans.rows.wording import contains
from worker.shapes.answers import Answers
from worker.shapes.finding import Finding
from worker.shapes.grid import Grid
from worker.shapes.question import NOT_EXPORTED, Question, numbered
from worker.text import plain

NARROW = 2
"""A table with this part of the plan's columns may speak of the plan's lines; a wider one has lines of its own."""
KNOWN = 0.5
"""Share of a table's lines that bear names of the plan, from which it speaks of the plan's own lines."""

Verdict = Literal["plan", "ask: lines", "ask: none", "none", "part", "apart"]
"""Whether the lines of a table belong to the plan; 'ask' with what holds until somebody answers.

'part' and 'apart' are those of `tables_apart`: the first is left out, the second too until somebody answers.
"""


@dataclass(frozen=True, slots=True)
class WithoutSideTables:
    """What is exported once the tables beside the plan are set aside, and what is said of these."""

    tables: tuple[Read, ...]
    findings: tuple[Finding, ...] = ()
    questions: tuple[Question, ...] = ()


def without_side_tables(
    tables: Sequence[Read],
    answers: Answers,
    lines_by_word: Collection[int] = (),
    grids: Collection[Grid] = (),
    rounding: float = 0.0,
) -> WithoutSideTables:
    """*tables* without those that only stand beside the plan; a question for each of which nothing says so.

    Args:
        lines_by_word: numbers of the tables of which a person said that they have lines of their own.
        grids: the sheets on which a sum of the tables may stand.
        rounding: sums that differ by no more than this a line are equal.
    """
    rest = list(tables)
    findings: list[Finding] = []
    questions: list[Question] = []
    sides = [Side(mapped, lines) for mapped, lines in tables]
    verdicts: dict[int, tuple[Side, Verdict]] = {
        side.mapped.number: (side, by) for side, by in _verdicts(sides)
    }
    verdicts |= {side.mapped.number: (side, by) for side, by in tables_apart(sides, grids, rounding)}
    for side, verdict in verdicts.values():
        if side.mapped.number in lines_by_word:
            continue
        value = NOT_EXPORTED
        if verdict in ("none", "part"):
            findings.append(_finding(side, verdict))
        else:
            question = _question(side, verdict, len(questions) + 1)
            questions.append(answers.to(question, [(side.lines.sheet, side.mapped.table)]))
            value = questions[-1].value or LINES
        if value == NOT_EXPORTED:
            rest = [one for one in rest if one[0].number != side.mapped.number]
    return WithoutSideTables(tuple(rest), tuple(findings), tuple(questions))


def _verdicts(sides: Sequence[Side]) -> Iterator[tuple[Side, Verdict]]:
    """The tables that are no plain part of the plan: only where another has money, times and names or volumes.

    Of a table that is exported in parts, all parts must be so.
    """
    plans = [side for side in sides if _has_whole_lines(side)]
    by_table: dict[int, list[Side]] = {}
    for side in sides:
        by_table.setdefault(side.mapped.number, []).append(side)
    for parts in by_table.values():
        others = [plan for plan in plans if not any(plan is part for part in parts)]
        verdicts = [_verdict(side, others) for side in parts]
        if "plan" not in verdicts:
            yield parts[0], verdicts[0]


def _verdict(side: Side, plans: Sequence[Side]) -> Verdict:
    """What a table is beside *plans*; a person's word and an open question of its own keep it a part of the plan."""
    facts = _facts(side)
    widest = max((plan.width for plan in plans), default=0)
    if side.mapped.is_plan_by_word or side.lines.undecided or side.width >= widest:
        return "plan"
    if adds_up_others(side.mapped, side.lines, side.amounts, {plan.lines.sheet for plan in plans}):
        return "none"
    if len(facts) < 3 and any(contains("appendix", name) for name in side.names):
        return "none"
    if any(side.says_delivered(name) for name in side.amounts):
        return "plan"  # what was delivered is compared with the plan by itself
    speaks = side.width * NARROW <= widest and _speaks_of(side, plans)
    if not _has_money(side):
        return "ask: none" if "time" in facts and not (speaks and not side.amounts) else "none"
    if side.is_named and not _has_whole_lines(side):
        return "ask: none"  # a summary that agrees with nothing
    is_whole, has_total = _has_whole_lines(side), bool(side.mapped.table.total_rows)
    if speaks and not side.is_timed and len(facts) < 3 and not (is_whole and has_total):
        return "ask: none"
    if is_whole or has_total or "volume" in facts:
        return "plan"  # production with a sum of its own, clicks of a search campaign
    return "ask: none" if facts == {"time"} else "ask: lines"


def _has_whole_lines(side: Side) -> bool:
    facts = _facts(side)
    return _has_money(side) and "time" in facts and len(facts) > 1


def _facts(side: Side) -> set[str]:
    """What the lines have of a name, a time and a volume; the name of a flight alone says not who runs it."""
    facts = line_facts(side.mapped, side.lines.template)
    names = LINE_NAMES & {name for name in side.mapped.fields.values() if name}
    return facts - {"name"} if names == {"campaign_name"} else facts


def _has_money(side: Side) -> bool:
    return any(side.is_money(name) for name in side.amounts)


def _speaks_of(side: Side, plans: Sequence[Side]) -> bool:
    """Whether the lines of a table bear names that lines of *plans* have: channels, vendors, flights."""
    names = {
        plain(name)
        for plan in plans
        for name in (
            *(name for column in plan.texts for name in column.names),
            *(section.text for section in plan.mapped.table.sections),
            *plan.names,
        )
    }
    stand_in_plan = [
        any((text := column.at(line)) and plain(text) in names for column in side.texts)
        for line in range(len(side.lines))
    ]
    return bool(stand_in_plan) and float(np.mean(stand_in_plan)) >= KNOWN


def _question(side: Side, verdict: Verdict, number: int) -> Question:
    question = Question(
        id=numbered("table", number),
        kind="sheet",
        text=f"A sum of the plan leaves '{place_of(side.mapped)}' out, which also says what was spent. "
        "Do its lines belong to the plan?"
        if verdict == "apart"
        else f"The lines of '{place_of(side.mapped)}' have less to say than the plan's: no money, no time or no name. "
        "Do they belong to the plan?",
        options=(NOT_EXPORTED, LINES),
        default=LINES if verdict == "ask: lines" else NOT_EXPORTED,
        sheets=(side.lines.sheet,),
    )
    return about_lines(question, side.lines, side.sums)


def _finding(side: Side, verdict: Verdict) -> Finding:
    rows = side.lines.rows.tolist()
    return (PARTS_OF_A_LINE if verdict == "part" else SIDE_TABLE).at(
        side.lines.sheet, f"{rows[0]}:{rows[-1]}", name=place_of(side.mapped), first=rows[0], last=rows[-1]
    )
