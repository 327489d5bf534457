"""The currency of tables that state none: what the rest of the workbook states, or a person's answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from worker.cleaning.lines import LineColumn, Lines, Texts, short
from worker.cleaning.mapped_table import MappedTable
from worker.cleaning.measures import is_money, money_names
from worker.cleaning.reading.plan_country import currency_of_clues
from worker.cleaning.reading.plan_currency import is_rate
from worker.errors import UsageError
from worker.findings.cleaning import CURRENCY_OF_COUNTRY, CURRENCY_UNKNOWN
from worker.lazy_dataclass import dataclass
from worker.plans.brief.words import currencies_in
from worker.settings import ASK
from worker.shapes.answers import Answers
from worker.shapes.finding import Finding
from worker.shapes.layout import BriefItem, Table
from worker.shapes.question import CURRENCY, Question
from worker.values.money import currencies_near, currency_in, currency_of

Read = tuple[MappedTable, Lines]
MOST_ROWS = 40
"""Rows that the question names."""


@dataclass(frozen=True, slots=True)
class WithCurrency:
    """The tables of a workbook after each was asked for its currency."""

    tables: Sequence[Read]
    unstated: frozenset[int]
    """Numbers of those with money to which only a person can give a currency."""
    rivals: tuple[str, ...]
    """The currencies that the workbook states, where there are several."""
    is_asked: bool
    """Whether a person is asked, or was: else money may stay without a currency, with a note."""
    clue: tuple[str, str] | None = None
    """The currency that the plan's country gives what states none, and the word that tells the country."""

    def question(self, exported: Iterable[Read], answers: Answers) -> Question | None:
        """Which currency the money of those of *exported* is in that state none; None where nobody is asked."""
        open_tables = self._open(exported) if self.is_asked else []
        return answers.to(*_question(open_tables, self.rivals)) if open_tables else None

    def notes(self, exported: Iterable[Read]) -> Iterator[Finding]:
        """That money of *exported* has no currency, or that of the plan's country, once, where nobody is asked."""
        sheets = () if self.is_asked else _sheets(self._open(exported))
        if sheets and self.clue:
            code, word = self.clue
            yield CURRENCY_OF_COUNTRY.at(sheets[0], sheets=_named(sheets), currency=code, clue=short(word))
        elif sheets:
            yield CURRENCY_UNKNOWN.at(sheets[0], sheets=_named(sheets))

    def _open(self, exported: Iterable[Read]) -> list[Read]:
        return [(mapped, lines) for mapped, lines in exported if mapped.number in self.unstated]


def with_currency(
    tables: Sequence[Read], briefs: Sequence[BriefItem], answers: Answers, otherwise: str = ""
) -> WithCurrency:
    """*tables* with the one currency that the workbook states, else the one that a person said, where they have none.

    Args:
        briefs: the facts that stand beside the tables of all sheets.
        otherwise: the currency of money of which the workbook says none; `ASK` asks a person, the empty text leaves
            it without one. Where a workbook states several, a person is always asked.
    """
    bare = [(mapped, lines) for mapped, lines in tables if lines.currency is None and any(_money(lines))]
    if not bare:
        return WithCurrency(tables, frozenset(), (), is_asked=False)
    rivals = _stated(tables, briefs) or ((_code(otherwise),) if otherwise not in ("", ASK) else ())
    unstated: frozenset[int] = frozenset()
    code = rivals[0] if len(rivals) == 1 else None
    is_asked, clue = False, None
    if code is None:
        unstated = frozenset(mapped.number for mapped, _ in bare)
        answer = answers.to(*_question(bare, rivals)).answer
        code = _code(answer) if answer is not None else None
        is_asked = bool(rivals) or otherwise == ASK or code is not None
        clue = None if is_asked else _of_country(bare)
        code = clue[0] if clue else code
    lacking = {id(lines) for _, lines in bare} if code else set()
    filled = [
        (mapped, _filled(lines, code or "") if id(lines) in lacking else lines) for mapped, lines in tables
    ]
    return WithCurrency(filled, unstated, rivals, is_asked, clue)


def _of_country(tables: Sequence[Read]) -> tuple[str, str] | None:
    """The currency of the country that words around the *tables* name, where they name one."""
    clues = [clue for mapped, _ in tables if (clue := currency_of_clues(mapped))]
    return clues[0] if clues and len({code for code, _ in clues}) == 1 else None


def _money(lines: Lines) -> Iterator[tuple[str, float]]:
    """Each measure of money with its sum, where that is any."""
    fields = {field.name: field for field in lines.template.fields if is_money(field)}
    for name in fields.keys() & lines.columns.keys():
        values = lines.floats(name)
        if values is not None and (whole := float(np.nansum(np.abs(values)))):
            yield name, whole
    for group in lines.amounts:
        if group.measure in fields and not group.marks and (whole := float(np.nansum(np.abs(group.values)))):
            yield group.measure, whole


def _stated(tables: Sequence[Read], briefs: Sequence[BriefItem]) -> tuple[str, ...]:
    """The currencies of the workbook, from the surest source that has any: notes and other tables, then names and sums."""
    surest = [
        *(code for item in briefs if item.field == "currency" and (code := _code_in(item.value))),
        *(code for _, lines in tables if lines.currency is not None for code in lines.currency.names),
    ]
    if surest:
        return tuple(dict.fromkeys(surest))
    rates = (text for mapped, _ in tables if (text := mapped.table.title) and is_rate(text))
    if rate := next(rates, None):
        return tuple(sorted(currencies_in(rate)))
    money = {name for _, lines in tables for name in money_names(lines.template)}
    notes = [item.value for item in briefs if item.field in money]
    grids = [mapped.grid for mapped, _ in tables]
    formats = (number_format for grid in grids for number_format in set(grid.formats.values()))
    return currencies_near([*notes, *(grid.sheet for grid in grids)], formats)


def _code_in(value: str) -> str | None:
    return currency_of(value) or currency_in(value)


def _question(tables: Sequence[Read], rivals: Sequence[str]) -> tuple[Question, list[tuple[str, Table]]]:
    """The question with the tables that raise it, which memory knows again."""
    sheets = _sheets(tables)
    sums: Counter[str] = Counter()
    for _, lines in tables:
        sums.update(dict(_money(lines)))
    why = f"The workbook names {' and '.join(rivals)}, but not" if rivals else "Nothing in the workbook says"
    question = Question(
        id=CURRENCY,
        kind="measure",
        text=f"{why} in which currency the money on {_named(sheets)} is. Which is it? A code, as EUR.",
        options=tuple(rivals),
        sheets=sheets,
        rows=tuple(row for _, lines in tables for row in lines.rows.tolist())[:MOST_ROWS]
        if len(sheets) == 1
        else (),
        fields=tuple(sums),
        effect={name: {"": round(whole, 2)} for name, whole in sums.items()},
    )
    return question, [(lines.sheet, mapped.table) for mapped, lines in tables]


def _sheets(tables: Sequence[Read]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(lines.sheet for _, lines in tables))


def _named(sheets: Sequence[str]) -> str:
    return ", ".join(f"'{sheet}'" for sheet in sheets)


def _code(answer: str) -> str:
    code = currency_of(answer)
    if code is None:
        raise UsageError(f"'{answer}' is no currency.", "Answer with its code, as EUR.")
    return code


def _filled(lines: Lines, code: str) -> Lines:
    currency = Texts.same(code, len(lines))
    field = next((f for f in lines.template.fields if f.name == "currency"), None)
    added = {} if field is None else {field.name: LineColumn(field, currency)}
    return replace(lines, columns={**lines.columns, **added}, currency=currency)
