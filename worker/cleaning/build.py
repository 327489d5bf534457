"""The whole of cleaning: mapped tables in, raw data out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from worker.cleaning.books.adding_lines import without_adding_lines
from worker.cleaning.books.books import Books, keep_books
from worker.cleaning.books.questions import measure_question
from worker.cleaning.books.scorecards import is_scorecard
from worker.cleaning.books.summary_tables import WithoutSummaries, without_summaries
from worker.cleaning.checks import run_checks
from worker.cleaning.flat import table_of
from worker.cleaning.lines import Lines, span
from worker.cleaning.mapped_table import MappedTable
from worker.cleaning.measures import additive_names, amount_names
from worker.cleaning.parts import parts_of
from worker.cleaning.periods.repeats import without_repeats
from worker.cleaning.periods.rows import Rows, to_rows
from worker.cleaning.reconciliation.delivered import delivered_twice
from worker.cleaning.reconciliation.totals import difference_findings, reconcile, sums_of
from worker.findings.cleaning import (
    ALTERNATIVE_LEFT_OUT,
    MEASURES_ALONE,
    MEASURES_IN_ROWS,
    NO_LINES,
    TABLE_LEFT_OUT,
    TABLE_WITHOUT_AMOUNTS,
)
from worker.findings.kind import FindingKind
from worker.findings.mapping import COLUMN_IN_DOUBT
from worker.plans.rows.letters import number
from worker.shapes.finding import Finding, Total
from worker.shapes.grid import Grid, column_letter
from worker.shapes.layout import SheetLayout
from worker.shapes.raw_data import RawData
from worker.shapes.template import Template
from worker.values.amounts import parse_amount

__all__ = ["MappedTable", "RawData", "build_raw_data"]


def build_raw_data(
    tables: Sequence[MappedTable],
    template: Template,
    *,
    findings: Sequence[Finding] = (),
    split_weeks: bool = True,
    rounding: float = 0.01,
    alternatives: bool = False,
    sheets: Sequence[tuple[Grid, SheetLayout]] = (),
    answers: Mapping[str, str] | None = None,
) -> RawData:
    """Raw data of *tables*: read, checked, with periods as rows, and reconciled with the plan's own totals.

    Args:
        findings: what is known already; it comes first.
        split_weeks: a week that crosses a month becomes two rows, by days.
        rounding: totals that differ by no more than this a line agree, in units of account.
        alternatives: also take tables that are another version of one that is taken.
        answers: id of a question -> answer, as far as there are any.
        sheets: all that belong to the plan, exported or not; the books are kept of them, and of no other.
    """
    notes = list(findings)
    totals: list[Total] = []
    read: list[tuple[Lines, Rows]] = []
    whole, left_out = _taken(tables, template, alternatives)
    taken = [part for mapped in whole for part in parts_of(mapped, template)]
    notes += left_out
    plain, sums = _read(taken, template)
    apart = without_summaries(plain, answers or {}, rounding)
    notes = [*_outside(notes, tables, [mapped for mapped, _ in apart.tables]), *sums, *apart.findings]
    totals += apart.totals
    taken = [mapped for mapped, _ in apart.tables]
    for mapped, lines in zip(taken, without_repeats([lines for _, lines in apart.tables]), strict=True):
        rows = to_rows(lines, split_weeks=split_weeks)
        notes += lines.findings
        notes += run_checks(lines, mapped)
        totals += reconcile(lines, rows, mapped, rounding)
        read.append((lines, rows))
    notes += delivered_twice([(m, lines) for m, (lines, _) in zip(taken, read, strict=True)])
    totals += _brief_totals(taken, read, template, rounding)
    aside = [m for m in tables if m not in whole and not m.table.alternative_of]
    books = _books(sheets, taken, read, apart, aside, totals, template, rounding)
    if books is not None:
        totals += books.totals
        notes += books.findings
    notes += difference_findings(totals)
    if not any(len(rows.lines) for _, rows in read):
        notes.append(NO_LINES.at())
    notes += _no_amounts(read)
    open_measures = [
        measure_question(m, lines, answers or {}) for m, (lines, _) in zip(taken, read, strict=True)
    ]
    questions = (*apart.questions, *(question for question in open_measures if question is not None))
    unknown = tuple(value for lines, _ in read for value in lines.unknown)
    return RawData(
        table_of(read, template),
        template,
        tuple(notes),
        tuple(totals),
        unknown,
        questions,
        books.accounts if books else None,
    )


def _books(
    sheets: Sequence[tuple[Grid, SheetLayout]],
    taken: Sequence[MappedTable],
    read: Sequence[tuple[Lines, Rows]],
    apart: WithoutSummaries,
    aside: Sequence[MappedTable],
    totals: Sequence[Total],
    template: Template,
    rounding: float,
) -> Books | None:
    if not sheets:
        return None
    exported = [(mapped, lines, rows) for mapped, (lines, rows) in zip(taken, read, strict=True)]
    return keep_books(sheets, exported, totals, template, rounding, apart.summaries, aside)


def _read(
    tables: Sequence[MappedTable], template: Template
) -> tuple[list[tuple[MappedTable, Lines]], list[Finding]]:
    """The lines of each table, without those that only add up others."""
    read = [without_adding_lines(mapped, template) for mapped in tables]
    findings = [finding for _, _, notes in read for finding in notes]
    return [(mapped, lines) for mapped, lines, _ in read], findings


def _outside(
    findings: Sequence[Finding], tables: Sequence[MappedTable], exported: Sequence[MappedTable]
) -> Iterator[Finding]:
    """*findings* without the doubts on columns of those of *tables* that are not *exported*."""
    numbers = {mapped.number for mapped in exported}
    heads = {
        (mapped.grid.sheet, row)
        for mapped in tables
        if mapped.number not in numbers
        for row in (*mapped.table.header_rows, mapped.table.first_row)
    }
    for finding in findings:
        row = "".join(filter(str.isdigit, finding.cell or ""))
        if finding.code != COLUMN_IN_DOUBT.code or (finding.sheet, int(row or 0)) not in heads:
            yield finding


def _taken(
    tables: Sequence[MappedTable], template: Template, alternatives: bool
) -> tuple[list[MappedTable], list[Finding]]:
    """The tables that go into raw data, and a finding for each of the others."""
    rest = [m for m in tables if alternatives or not m.table.alternative_of]
    findings = [_alternative(m) for m in tables if m.table.alternative_of and not alternatives]
    amounts = amount_names(template)
    if not amounts:
        return rest, findings
    if not any(_has_amounts(m, amounts) for m in rest):
        findings += [_without_amounts(m) for m in rest if not _has_numbers(m)]
        return [m for m in rest if _has_numbers(m)], findings
    findings += [_without_amounts(m) for m in rest if not _has_amounts(m, amounts)]
    rest = [m for m in rest if _has_amounts(m, amounts)]
    cards = [m for m in rest if is_scorecard(m)]
    in_rows = MEASURES_IN_ROWS if len(cards) < len(rest) else MEASURES_ALONE
    findings += [_named(in_rows, m) for m in cards]
    return [m for m in rest if m not in cards], findings


def _has_amounts(mapped: MappedTable, amounts: frozenset[str]) -> bool:
    """Whether any amount of the table goes into raw data: a list of names or of prices alone is no plan."""
    return bool(mapped.table.periods) or any(name in amounts for name in mapped.fields.values())


def _has_numbers(mapped: MappedTable) -> bool:
    """Whether any cell of a line is a number: a list of names and codes is no plan."""
    table, grid = mapped.table, mapped.grid
    skipped = {row.row for row in table.skipped}
    return any(
        number(value) is not None
        for row in range(table.first_row, table.last_row + 1)
        if row not in skipped
        for value in (grid.at(row, column.number) for column in table.columns)
    )


def _no_amounts(read: Sequence[tuple[Lines, Rows]]) -> Iterator[Finding]:
    """A warning for each table, where no line of any has an amount and none waits for an answer."""
    if any(
        lines.undecided or any(a.any() for a in sums_of(lines, rows).by_line.values()) for lines, rows in read
    ):
        return
    for lines, _ in read:
        if len(lines):
            fields = additive_names(lines.template)
            yield TABLE_WITHOUT_AMOUNTS.at(lines.sheet, span(None, lines.rows.tolist()), fields=fields)


def _without_amounts(mapped: MappedTable) -> Finding:
    return _named(TABLE_LEFT_OUT, mapped)


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


def _brief_totals(
    mapped: Sequence[MappedTable],
    read: Sequence[tuple[Lines, Rows]],
    template: Template,
    rounding: float,
) -> Iterator[Total]:
    """An amount in a brief ('Net budget: 500,000') against all tables of its sheet."""
    additive = additive_names(template)
    layouts = {id(m.layout): m.layout for m in mapped}
    for key, layout in layouts.items():
        here = [rows for m, (_, rows) in zip(mapped, read, strict=True) if id(m.layout) == key]
        count = sum(len(rows.lines) for rows in here)
        for item in layout.brief:
            amount = parse_amount(item.value) if item.field in additive else None
            held = [v for rows in here if isinstance(v := rows.values.get(item.field or ""), np.ndarray)]
            if amount is None or not held or item.field is None:
                continue
            raw = round(sum(float(np.nansum(v)) for v in held), 6)
            difference = round(raw - amount.value, 6)
            ok = abs(difference) <= max(rounding * count, 1e-9 * abs(raw))
            cell = f"{column_letter(item.column)}{item.row}"
            yield Total(
                item.field, None, amount.value, raw, difference, ok, "table", item.label, layout.sheet, cell
            )
