"""The whole of cleaning: mapped tables in, raw data out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from worker.cleaning.blank_forms import says_when_or_how_much, without_blank_forms
from worker.cleaning.books.adding_lines import without_adding_lines
from worker.cleaning.books.books import Books, keep_books
from worker.cleaning.books.descriptions import is_description
from worker.cleaning.books.earlier_years import is_of_earlier_year
from worker.cleaning.books.hidden_lines import without_hidden_lines
from worker.cleaning.books.line_reports import without_line_reports
from worker.cleaning.books.lines_in_columns import has_lines_in_columns
from worker.cleaning.books.offers_beside import without_offers_beside
from worker.cleaning.books.optional_tables import without_optional_tables
from worker.cleaning.books.price_lists import is_price_list
from worker.cleaning.books.questions import measure_question
from worker.cleaning.books.same_delivery import without_same_delivery
from worker.cleaning.books.scorecards import is_scorecard
from worker.cleaning.books.side_tables import WithoutSideTables, without_side_tables
from worker.cleaning.books.summary_tables import WithoutSummaries, without_summaries
from worker.cleaning.books.unlike_tables import without_unlike_tables
from worker.cleaning.books.version_histories import is_version_history
from worker.cleaning.checks import run_checks
from worker.cleaning.empty_lines import without_empty_lines
from worker.cleaning.flat import flat_rows
from worker.cleaning.left_tables import kind_of
from worker.cleaning.lines import Lines
from worker.cleaning.list_prices import with_list_prices
from worker.cleaning.mapped_table import MappedTable
from worker.cleaning.measure_rows import by_measure
from worker.cleaning.measures import additive_names, amount_names
from worker.cleaning.missing_amounts import columns_of_nothing, prices_alone, without_amounts
from worker.cleaning.open_tables import without_open_tables
from worker.cleaning.parts import parts_of
from worker.cleaning.periods.pieces import LineRows
from worker.cleaning.periods.repeats import without_repeats
from worker.cleaning.reading.budget_shares import is_split
from worker.cleaning.reading.table_lines import read_lines as read_table_lines
from worker.cleaning.reconciliation.agreement import tolerance
from worker.cleaning.reconciliation.delivered import delivered_twice
from worker.cleaning.reconciliation.totals import difference_findings, reconcile
from worker.cleaning.refused_lines import without_refused_lines
from worker.cleaning.stage_lines import without_delivered_lines
from worker.cleaning.stage_rows import by_stage, has_budgets
from worker.cleaning.workbook_currency import WithCurrency, with_currency
from worker.findings.books import NUMBERS_LOST
from worker.findings.cleaning import (
    ALTERNATIVE_LEFT_OUT,
    COLUMN_LEFT_OUT,
    CURRENCIES_SIDE_BY_SIDE,
    EARLIER_YEAR,
    LINES_IN_COLUMNS,
    MEASURES_ALONE,
    MEASURES_IN_ROWS,
    NO_LINES,
    PRICE_LIST,
    VERSION_HISTORY,
)
from worker.findings.files import FORMULA_NOT_CALCULATED
from worker.findings.kind import FindingKind
from worker.findings.layout import HEADER_ALONE
from worker.findings.mapping import COLUMN_IN_DOUBT, NOTHING_MAPPED
from worker.lazy_dataclass import dataclass
from worker.linkage.raw_lines import RawLines
from worker.shapes.answers import NO_ANSWERS, Answers
from worker.shapes.finding import Finding, Total
from worker.shapes.grid import Grid, column_letter
from worker.shapes.layout import BriefItem, SheetLayout
from worker.shapes.question import Question
from worker.shapes.raw_data import RawData
from worker.shapes.template import Template
from worker.values.amounts import parse_sum

__all__ = ["MappedTable", "PlanLines", "RawData", "build_raw_data", "read_lines"]

_LEFT_OUT = (COLUMN_LEFT_OUT.code, CURRENCIES_SIDE_BY_SIDE.code)
"""What is said of a column that is not exported; as a note where another one holds the same."""
_WITHOUT = (without_empty_lines, without_refused_lines, without_delivered_lines, without_hidden_lines)
"""What takes lines out of a table, in this order."""
_NOTHING = (NOTHING_MAPPED.code, HEADER_ALONE.code)
"""What says already why there is no line."""


@dataclass(frozen=True, slots=True)
class PlanLines:
    """The lines of a plan's tables as they were read and set apart, before they become rows."""

    tables: Sequence[MappedTable]
    """The tables that go into raw data, whole."""
    left_out: Sequence[Finding]
    """One for each of the others."""
    sums: Sequence[Finding]
    """What is said of lines that only add up others, or are a measure each."""
    by_measure: Sequence[MappedTable]
    """The tables with a row a measure, as they stand on the sheet."""
    apart: WithoutSummaries
    currency: WithCurrency

    def aside(self, tables: Sequence[MappedTable]) -> list[MappedTable]:
        """Those of *tables* that have no lines to export, of which a finding says so."""
        others = (one for one in tables if one not in self.tables and not one.table.alternative_of)
        return [*others, *self.by_measure]

    def questions(self, answers: Answers) -> tuple[Question, ...]:
        """What the lines leave to a person."""
        tables = self.apart.tables
        measures = (measure_question(mapped, lines, answers) for mapped, lines in tables)
        of_lines = (*measures, self.currency.question(tables, answers))
        return (*self.apart.questions, *(question for question in of_lines if question is not None))


def read_lines(
    tables: Sequence[MappedTable],
    template: Template,
    answers: Answers,
    rounding: float,
    *,
    alternatives: bool = False,
    briefs: Sequence[BriefItem] = (),
    currency: str = "",
) -> PlanLines:
    """The lines of *tables*; arguments as in `build_raw_data`, and these.

    Args:
        briefs: the facts of sheets without a table.
        currency: of money of which the plan says none, as the setting has it.
    """
    rest, left_out = _selection(tables, template, alternatives)
    by_row = [_in_rows(mapped, template) for mapped in rest]
    whole, sums = _read([part for parts, _ in by_row for part in parts], template, rounding)
    filled, forms = without_blank_forms(whole)
    plain, remarks = without_optional_tables(filled, rounding)
    optional = {mapped.number for mapped, _ in whole} - {mapped.number for mapped, _ in plain}
    sums = [*(finding for _, notes in by_row for finding in notes), *sums, *forms, *remarks]
    divided = [mapped for mapped, (_, notes) in zip(rest, by_row, strict=True) if notes]
    with_currencies = with_currency(plain, _facts(tables, briefs), answers, currency)
    plain = list(with_currencies.tables)
    apart = without_summaries(plain, answers, rounding)
    grids = list({id(mapped.grid): mapped.grid for mapped in tables}.values())
    beside = without_side_tables(apart.tables, answers, apart.lines_by_word, grids, rounding)
    numbers = {mapped.number for mapped, _ in apart.tables} - {mapped.number for mapped, _ in beside.tables}
    if numbers:  # a summary adds up the plan, not what stands beside it
        apart = without_summaries([one for one in plain if one[0].number not in numbers], answers, rounding)
    apart = replace(apart, questions=(*apart.questions, *beside.questions))
    again = _without_told_again(apart, answers, rounding, grids)
    numbers |= {mapped.number for mapped, _ in apart.tables} - {mapped.number for mapped, _ in again.tables}
    apart = replace(
        apart,
        tables=again.tables,
        findings=(*apart.findings, *beside.findings),
        questions=(*apart.questions, *again.questions),
    )
    rest = [mapped for mapped in rest if mapped.number not in numbers | optional]
    return PlanLines(rest, left_out, sums, divided, apart, with_currencies)


def _in_rows(mapped: MappedTable, template: Template) -> tuple[list[MappedTable], list[Finding]]:
    """One table a measure where each row is one, with periods or with plan and fact beside it."""
    parts, notes = by_measure(mapped, template)
    return (parts, notes) if notes else by_stage(mapped, template)


def _without_told_again(
    apart: WithoutSummaries, answers: Answers, rounding: float, grids: Sequence[Grid]
) -> WithoutSideTables:
    """The tables without reports of what others report, sheets that say the plan's lines once more, further offers, and those that a person took out of several."""
    again = without_same_delivery(apart.tables, answers, apart.lines_by_word)
    reports = without_line_reports(again.tables, answers, rounding, apart.lines_by_word)
    offers = without_offers_beside(reports.tables, answers, apart.lines_by_word)
    questions = (*again.questions, *reports.questions, *offers.questions)
    before = (*apart.questions, *questions)
    unlike = without_unlike_tables(offers.tables, answers, rounding, grids, apart.lines_by_word, before)
    return replace(unlike, questions=(*questions, *unlike.questions))


def _facts(tables: Sequence[MappedTable], briefs: Sequence[BriefItem]) -> list[BriefItem]:
    """What stands beside the tables, a sheet's once, and *briefs*."""
    layouts = {id(mapped.layout): mapped.layout for mapped in tables}
    return [*briefs, *(item for layout in layouts.values() for item in layout.brief)]


def build_raw_data(
    tables: Sequence[MappedTable],
    template: Template,
    *,
    findings: Sequence[Finding] = (),
    split_weeks: bool = True,
    rounding: float = 0.01,
    alternatives: bool = False,
    sheets: Sequence[tuple[Grid, SheetLayout]] = (),
    answers: Answers = NO_ANSWERS,
    previous: RawLines | None = None,
    lines: PlanLines | None = None,
) -> RawData:
    """Raw data of *tables*: read, checked, with periods as rows, and reconciled with the plan's own totals.

    Args:
        findings: what is known already; it comes first.
        split_weeks: a week that crosses a month becomes two rows, by days.
        rounding: totals that differ by no more than this a line agree, in units of account.
        alternatives: also take tables that are another version of one that is taken.
        answers: to the questions that lines raise, as far as there are any.
        previous: the lines of an earlier version of the plan, which keep their keys.
        lines: those of *tables*, where they were read already.
        sheets: all that belong to the plan, exported or not; the books are kept of them, and of no other.
    """
    lines = lines or read_lines(tables, template, answers, rounding, alternatives=alternatives)
    exported = list(_exported(without_open_tables(lines.apart.tables), split_weeks))
    totals = [*lines.apart.totals, *_totals(exported, template, rounding)]
    summaries, aside = lines.apart.summaries, lines.aside(tables)
    books = keep_books(sheets, exported, totals, template, rounding, summaries, aside) if sheets else None
    totals += books.totals if books else ()
    doubts = list(_outside([*findings, *lines.left_out], tables, exported))
    if not any(one.rows.facts.count for one in exported) and not any(d.code in _NOTHING for d in doubts):
        doubts.append(NO_LINES.at())
    return RawData(
        flat_rows([one.rows for one in exported], template, previous),
        template,
        tuple(_each_once([*doubts, *_findings(lines, exported, books, totals)])),
        tuple(totals),
        tuple(value for one in exported for value in one.lines.unknown),
        lines.questions(answers),
        books.accounts if books else None,
        books.fate_maps if books else (),
    )


def _each_once(findings: Sequence[Finding]) -> Iterator[Finding]:
    """*findings* without what the parts of one table say again of its columns, and a sheet of its tables' formulas."""
    formulas = {one.sheet for one in findings if one.code == FORMULA_NOT_CALCULATED.code and one.fields}
    before: set[tuple[str, str | None, str | None, str]] = set()
    for one in findings:
        what = (one.code, one.sheet, one.cell, one.sentence)
        again = one.code == FORMULA_NOT_CALCULATED.code and not one.fields and one.sheet in formulas
        if what not in before and not again:
            before.add(what)
            yield one


def _findings(
    lines: PlanLines, exported: Sequence[_Exported], books: Books | None, totals: Sequence[Total]
) -> Iterator[Finding]:
    """What is said of the lines, in the order in which they were made: read, checked, accounted for, compared."""
    yield from (*lines.sums, *lines.apart.findings, *lines.currency.notes(lines.apart.tables))
    for one in exported:
        yield from (*one.lines.findings, *run_checks(one.lines, one.mapped))
    yield from delivered_twice([(one.mapped, one.lines) for one in exported])
    parts = [(one.lines, one.rows.facts.sums.by_line) for one in exported]
    missing = list(without_amounts(parts))
    for finding in books.findings if books else ():
        yield replace(finding, severity="note") if missing and finding.code == NUMBERS_LOST.code else finding
    yield from (*difference_findings(totals), *(missing or prices_alone(parts)))


class _Exported(NamedTuple):
    """A table that goes into raw data."""

    mapped: MappedTable
    lines: Lines
    rows: LineRows


def _exported(tables: Sequence[tuple[MappedTable, Lines]], split_weeks: bool) -> Iterator[_Exported]:
    """Each table with its rows; what stands in two of them counts once."""
    lines_of = without_repeats([lines for _, lines in tables])
    for (mapped, _), lines in zip(tables, lines_of, strict=True):
        has_totals = bool(mapped.table.total_rows)
        yield _Exported(mapped, lines, LineRows(lines, split_weeks=split_weeks, has_totals=has_totals))


def _totals(exported: Sequence[_Exported], template: Template, rounding: float) -> Iterator[Total]:
    """What the plan says of its own sums, beside the rows: in the tables, then in the briefs above them."""
    for one in exported:
        yield from reconcile(one.lines, one.rows.facts.sums, one.mapped, rounding)
    yield from _brief_totals(exported, template, rounding)


def _read(
    tables: Sequence[MappedTable], template: Template, rounding: float
) -> tuple[list[tuple[MappedTable, Lines]], list[Finding]]:
    """The lines of each part of the tables, without those that only add up others or that the plan does not count."""
    parts = with_list_prices([part for mapped in tables for part in parts_of(mapped, template)], template)
    read: list[tuple[MappedTable, Lines]] = []
    findings: list[Finding] = []
    for part in parts:
        mapped, lines, notes = without_adding_lines(part, template)
        findings += notes
        for without in _WITHOUT:
            counted, remarks = without(mapped, lines, rounding)
            lines = lines if counted is mapped else read_table_lines(counted, template)
            mapped = counted
            findings += remarks
        read.append((mapped, lines))
    return read, findings


def _of_rows(part: MappedTable, tables: Sequence[MappedTable]) -> list[int]:
    """The columns of which a part's rows, and not the header, say what they hold."""
    whole = next((mapped.fields for mapped in tables if mapped.number == part.number), part.fields)
    return [column for column, name in part.fields.items() if name and name != whole.get(column)]


def _outside(
    findings: Sequence[Finding], tables: Sequence[MappedTable], exported: Sequence[_Exported]
) -> Iterator[Finding]:
    """*findings* without the doubts on columns that are not exported, be it with their table or with no loss, or hold nothing."""
    numbers = {one.mapped.number for one in exported}
    heads = {
        (mapped.grid.sheet, row)
        for mapped in tables
        if mapped.number not in numbers
        for row in _heads(mapped)
    }
    again = {
        (finding.sheet, f"{(finding.cell or '').partition(':')[0]}{row}")
        for one in exported
        for finding in one.lines.findings
        if finding.code in _LEFT_OUT and finding.severity == "note"
        for row in _heads(one.mapped)
    }
    again |= {
        (one.lines.sheet, f"{column_letter(column)}{row}")
        for one in exported
        for column in (*columns_of_nothing(one.lines), *_of_rows(one.mapped, tables))
        for row in _heads(one.mapped)
    }
    for finding in findings:
        row = "".join(filter(str.isdigit, (finding.cell or "").partition(":")[0]))
        aside = (finding.sheet, int(row or 0)) in heads or (finding.sheet, finding.cell) in again
        if finding.code != COLUMN_IN_DOUBT.code or not aside:
            yield finding


def _heads(mapped: MappedTable) -> tuple[int, ...]:
    """The rows in whose cells a column is named."""
    return (*mapped.table.header_rows, mapped.table.first_row)


def _selection(
    tables: Sequence[MappedTable], template: Template, alternatives: bool
) -> tuple[list[MappedTable], list[Finding]]:
    """The tables that go into raw data, and a finding for each of the others."""
    rest = [m for m in tables if alternatives or not m.table.alternative_of]
    findings = [_alternative(m) for m in tables if m.table.alternative_of and not alternatives]
    turned = [m for m in rest if has_lines_in_columns(m)]
    findings += [_named(LINES_IN_COLUMNS, m) for m in turned]
    rest = [m for m in rest if m not in turned]
    amounts = amount_names(template)
    if not amounts:
        return rest, findings
    if not any(_has_amounts(m, amounts) for m in rest):
        lists = [m for m in rest if says_when_or_how_much(m, template)]
        return lists, [*findings, *(_named(kind_of(m, lists, template), m) for m in rest if m not in lists)]
    with_amounts = [m for m in rest if _has_amounts(m, amounts)]
    added = frozenset(additive_names(template))
    with_amounts = [
        m for m in with_amounts if _has_amounts(m, added)
    ] or with_amounts  # a list of sites with reach
    plans = [m for m in with_amounts if not is_description(m, amounts, template)] or with_amounts
    findings += [_named(kind_of(m, plans, template), m) for m in rest if m not in plans]
    rest = plans
    histories = [m for m in rest if is_version_history(m, [o for o in rest if o is not m], template)]
    findings += [_named(VERSION_HISTORY, m) for m in histories]
    rest = [m for m in rest if m not in histories]
    cards = [m for m in rest if is_scorecard(m)]
    if len(cards) == len(rest) and all(has_budgets(m, template) for m in cards):
        cards = []  # nothing else tells what was planned and spent
    in_rows = MEASURES_IN_ROWS if len(cards) < len(rest) else MEASURES_ALONE
    findings += [_named(in_rows, m) for m in cards]
    rest = [m for m in rest if m not in cards]
    earlier = [m for m in rest if is_of_earlier_year(m, rest, template)]
    findings += [_named(EARLIER_YEAR, m) for m in earlier]
    rest = [m for m in rest if m not in earlier]
    lists = [m for m in rest if is_price_list(m, [other for other in rest if other is not m], template)]
    return [m for m in rest if m not in lists], [*findings, *(_named(PRICE_LIST, m) for m in lists)]


def _has_amounts(mapped: MappedTable, amounts: frozenset[str]) -> bool:
    """Whether any amount of the table goes into raw data: a list of names or of prices alone is no plan."""
    return bool(mapped.table.periods) or any(name in amounts for name in mapped.fields.values())


def _named(kind: FindingKind, mapped: MappedTable) -> Finding:
    """A finding on a whole table, by its title or its sheet."""
    table = mapped.table
    name = table.title or mapped.grid.sheet
    return kind.at(
        mapped.grid.sheet,
        f"{table.first_row}:{table.last_row}",
        name=name,
        first=table.first_row,
        last=table.last_row,
    )


def _alternative(mapped: MappedTable) -> Finding:
    name, table = mapped.table.title or mapped.grid.sheet, mapped.table
    place = f"{table.first_row}:{table.last_row}"
    return ALTERNATIVE_LEFT_OUT.at(mapped.grid.sheet, place, name=name, taken=table.alternative_of)


def _brief_totals(exported: Sequence[_Exported], template: Template, rounding: float) -> Iterator[Total]:
    """An amount in a brief ('Net budget: 500,000') against all tables of its sheet."""
    additive = additive_names(template)
    layouts = {id(one.mapped.layout): one.mapped.layout for one in exported}
    for key, layout in layouts.items():
        here = [one.rows.facts for one in exported if id(one.mapped.layout) == key]
        count = sum(rows.count for rows in here)
        for item in layout.brief:
            amount = parse_sum(item.value) if item.field in additive else None
            amounts_of = [v for rows in here if (v := rows.sums.by_line.get(item.field or "")) is not None]
            if amount is None or not amounts_of or item.field is None:
                continue
            if any(is_split(one.lines, item) for one in exported):
                continue
            raw = round(sum(float(v.sum()) for v in amounts_of), 6)
            difference = round(raw - amount.value, 6)
            size = sum(float(np.abs(v).sum()) for v in amounts_of)
            ok = abs(difference) <= tolerance(count, rounding, size)
            cell = f"{column_letter(item.column)}{item.row}"
            yield Total(
                item.field, None, amount.value, raw, difference, ok, "table", item.label, layout.sheet, cell
            )
