"""What only a person can say of the numbers of a table."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from worker.cleaning.lines import Amounts, Lines
from worker.cleaning.mapped_table import MappedTable
from worker.cleaning.measures import additive_names, is_money
from worker.cleaning.periods.amounts import NOT_EXPORTED, PREFERRED
from worker.shapes.layout import Table
from worker.shapes.question import Question


def measure_id(table: int, letter: str) -> str:
    """The question what columns hold: by the number of the exported table, and the first column's letter."""
    return f"measure-{letter}" if table == 1 else f"measure-{table}-{letter}"


def has_open_periods(table: Table) -> bool:
    """Whether nothing in the table's headings says what some of its period columns hold."""
    return any(period.measure is None and not period.marks for period in table.periods)


def measure_question(mapped: MappedTable, lines: Lines, answers: Mapping[str, str]) -> Question | None:
    """What the period columns hold, where nothing in the plan says so; the amounts wait for the answer."""
    periods = mapped.table.periods
    if not periods:
        return None
    id_ = measure_id(mapped.number, periods[0].letter)
    if not lines.undecided and id_ not in answers:
        return None
    first, last = periods[0], periods[-1]
    known = [name for name in PREFERRED if name in additive_names(lines.template)]
    fields = known or list(additive_names(lines.template))
    question = Question(
        id=id_,
        kind="measure",
        text=f"Nothing says what the columns {first.letter} ('{first.label}') to {last.letter} ('{last.label}') of "
        f"'{lines.sheet}' hold. What is it?",
        options=(*fields, NOT_EXPORTED),
        sheets=(lines.sheet,),
        columns=tuple(period.letter for period in periods),
        fields=tuple(fields),
        effect=_effect(lines),
    )
    return question.with_answer(answers)


def _effect(lines: Lines) -> dict[str, dict[str, float]]:
    """The amounts that wait, as the first money that they may be."""
    whole = sum(_whole(amounts) for amounts in lines.undecided)
    money = next((f.name for f in lines.template.fields if is_money(f)), None)
    field = money or next(iter(additive_names(lines.template)), "")
    currency = (
        lines.currency.names[0] if lines.currency is not None and len(lines.currency.names) == 1 else ""
    )
    return {field: {currency: round(whole, 2)}} if field and whole else {}


def _whole(amounts: Amounts) -> float:
    return float(np.nansum(np.abs(amounts.values)))
