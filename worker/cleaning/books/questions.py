"""What only a person can say of the numbers of a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from worker.cleaning.lines import Amounts, Lines
from worker.cleaning.mapped_table import MappedTable
from worker.cleaning.measures import additive_names, money_names
from worker.cleaning.periods.amounts import PREFERRED
from worker.lazy_dataclass import dataclass
from worker.shapes.answers import Answers
from worker.shapes.layout import Table
from worker.shapes.question import NOT_EXPORTED, Question

MOST_ROWS = 40
"""Rows that a question names."""


def about_lines(question: Question, lines: Lines, sums: Mapping[str, float]) -> Question:
    """The question with the rows that it is about, and the sums that depend on the answer."""
    return replace(
        question,
        rows=tuple(lines.rows.tolist()[:MOST_ROWS]),
        fields=tuple(sums),
        effect={name: {"": round(whole, 2)} for name, whole in sums.items()},
    )


def measure_id(table: int, letter: str) -> str:
    """The question what columns hold: by the number of the exported table, and the first column's letter."""
    return f"measure-{letter}" if table == 1 else f"measure-{table}-{letter}"


def has_open_periods(table: Table) -> bool:
    """Whether nothing in the table's headings says what some of its period columns hold."""
    return any(period.measure is None and not period.marks for period in table.periods)


@dataclass(frozen=True, slots=True)
class MeasureAnswer:
    """What a person says that the periods of a table hold."""

    value: str
    """A field, or `NOT_EXPORTED`."""
    from_memory: bool
    """Whether it was said of an earlier plan of this shape."""


def measure_answer(number: int, sheet: str, table: Table, answers: Answers) -> MeasureAnswer | None:
    """The answer for a table with periods; memory is asked where no heading says what they hold.

    Args:
        number: which of the exported tables it is, from 1.
    """
    stated = answers.by_id.get(measure_id(number, table.periods[0].letter))
    if stated is not None:
        return MeasureAnswer(stated.strip(), from_memory=False)
    recalled = answers.memory("measure", sheet, table, ()) if has_open_periods(table) else None
    return None if recalled is None else MeasureAnswer(recalled, from_memory=True)


def measure_question(mapped: MappedTable, lines: Lines, answers: Answers) -> Question | None:
    """What the period columns hold, where nothing in the plan says so; the amounts wait for the answer."""
    periods = mapped.table.periods
    if not periods:
        return None
    id_ = measure_id(mapped.number, periods[0].letter)
    if not lines.undecided and measure_answer(mapped.number, lines.sheet, mapped.table, answers) is None:
        return None
    first, last = periods[0], periods[-1]
    usual = [name for name in PREFERRED if name in additive_names(lines.template)]
    fields = usual or list(additive_names(lines.template))
    question = Question(
        id=id_,
        kind="measure",
        text=f"Nothing says what the columns {first.letter} ('{first.label}') to {last.letter} ('{last.label}') of "
        f"'{lines.sheet}' hold. What is it?",
        options=(*fields, NOT_EXPORTED),
        sheets=(lines.sheet,),
        columns=tuple(period.letter for period in periods),
        rows=tuple(lines.rows.tolist()[:MOST_ROWS]),
        fields=tuple(fields),
        effect=_effect(lines),
    )
    return answers.to(question, [(lines.sheet, mapped.table)])


def _effect(lines: Lines) -> dict[str, dict[str, float]]:
    """The amounts that wait, as the first money that they may be."""
    whole = sum(_whole(amounts) for amounts in lines.undecided)
    money = next(iter(money_names(lines.template)), None)
    field = money or next(iter(additive_names(lines.template)), "")
    currency = (
        lines.currency.names[0] if lines.currency is not None and len(lines.currency.names) == 1 else ""
    )
    return {field: {currency: round(whole, 2)}} if field and whole else {}


def _whole(amounts: Amounts) -> float:
    return float(np.nansum(np.abs(amounts.values)))
