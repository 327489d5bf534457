"""Answers of every door, in the form that `docs/json.md` promises; the HTTP description is made from them.

A key that is `UNSET` stands in no answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Literal

from msgspec import UNSET, Raw, Struct, UnsetType

from worker.shapes.accounts import FATES, Account
from worker.shapes.accounts import Accounts as PlanAccounts
from worker.shapes.finding import Finding, Severity, Total
from worker.shapes.grid import column_letter
from worker.shapes.layout import (
    BriefItem,
    Column,
    Period,
    PeriodUnit,
    RowKind,
    Section,
    SheetLayout,
    SkippedRow,
)
from worker.shapes.layout import Table as TableLayout
from worker.shapes.mapping import Suggestion
from worker.shapes.question import Question
from worker.shapes.summary import Summary

if TYPE_CHECKING:
    from worker.memory.reporting.performance import PerformanceReport
    from worker.verbs.check_raw import RawCheck as FileCheck
    from worker.verbs.export import Export as PlanExport


class Problem(Struct):
    """What happened, and what to do next."""

    code: str
    message: str
    next_step: str


class Error(Struct):
    """The answer to every request that is refused or fails."""

    error: Problem


class PlanProblem(Struct):
    """The line of a plan that could not be answered, where several were named."""

    plan: str
    error: Problem


class Health(Struct):
    """The worker's state."""

    status: Literal["ok"]
    version: str
    pid: int
    revision: int | None
    memory: str
    llm: bool
    encrypted: bool
    language: str
    """What the settings say that people read; empty where the spreadsheet program says it."""


class Version(Struct):
    """Which MediaMapper answers, and which forms of JSON it speaks."""

    version: str
    api: Literal["v1"] = "v1"


class Stopping(Struct):
    """The worker ends."""

    status: Literal["stopping"]
    pid: int


class Suggestions(Struct):
    """One suggestion a column, in order."""

    suggestions: Sequence[Suggestion]
    findings: Sequence[Finding] | UnsetType = UNSET


class TableColumn(Struct):
    """A column of a table."""

    column: str
    header: str
    samples: Sequence[str]


class TablePeriod(Struct):
    """A column that holds a period."""

    column: str
    label: str
    unit: PeriodUnit
    start: date | None
    end: date | None
    measure: str | None


class Table(Struct):
    """A table of a sheet; rows count from 1."""

    header_rows: Sequence[int]
    first_row: int
    last_row: int
    skipped_rows: Sequence[SkippedRow]
    columns: list[TableColumn]
    periods: list[TablePeriod]
    sections: Sequence[Section] | UnsetType = UNSET
    title: str | UnsetType = UNSET
    alternative_of: str | UnsetType = UNSET
    suggestions: Sequence[Suggestion] | UnsetType = UNSET


class Sheet(Struct):
    """A sheet as it was understood."""

    sheet: str
    tables: list[Table]
    id: str | int | UnsetType | None = UNSET
    """The caller's own mark on a grid of JSON Lines."""
    row_kinds: Sequence[RowKind] | UnsetType = UNSET
    brief: Sequence[BriefItem] | UnsetType = UNSET
    findings: Sequence[Finding] | UnsetType = UNSET


class Layout(Struct):
    """A plan's rows and tables."""

    sheets: list[Sheet]
    plan: str | UnsetType = UNSET
    """Which plan it is, where several were named."""


class Plan(Struct):
    """A plan as it was understood, with suggestions, and what an export under these would be."""

    sheets: list[Sheet]
    findings: Sequence[Finding]
    questions: Sequence[Question]
    settled: bool
    """Whether an export needs nobody: no doubt, no open question, no total that differs."""
    accounts: Accounts | UnsetType = UNSET
    plan: str | UnsetType = UNSET
    """Which plan it is, where several were named."""


class FindingOfCode(Struct):
    """A finding beside its code."""

    severity: Severity
    sheet: str | None
    cell: str | None
    sentence: str
    next_step: str
    fields: Sequence[str]


class Reconciliation(Struct):
    """Raw data against the plan's own totals: grand totals, and the finer levels."""

    totals: list[Total]
    levels: list[Total]


class Accounts(Struct):
    """The plan's numbers by what became of them."""

    exported: Account
    total: Account
    rate: Account
    context: Account
    identifier: Account
    left_out: Account
    unexplained: Account


class Check(Struct, kw_only=True):
    """What `check` and `export` say of raw data."""

    rows: int
    settled: bool
    findings: dict[str, list[FindingOfCode]]
    reconciliation: Reconciliation
    questions: Sequence[Question]
    accounts: Accounts | UnsetType = UNSET
    plan: str | UnsetType = UNSET
    """Which plan it is, where several were named."""


class Compared(Struct):
    """A sum that the plan says, beside the raw-data file's."""

    source: Literal["total", "brief", "lines", "month"]
    """`total` and `brief`: the plan says it apart from its lines."""
    measure: str
    currency: str | None
    label: str
    sheet: str | None
    cell: str | None
    plan: float
    raw: float
    difference: float
    ok: bool


class RawCheck(Struct):
    """A raw-data file held against its plan."""

    file: str
    rows: int
    agrees: bool | None
    """Null where nothing in the plan confirms the file, or the plan itself is in doubt."""
    settled: bool
    comparisons: list[Compared]
    findings: dict[str, list[FindingOfCode]]


class ExportedColumn(Struct):
    """The field that a column was exported as."""

    sheet: str
    table: int
    column: str
    field: str | None


class Export(Check, kw_only=True):
    """Raw data with all that whoever writes it into a sheet needs beside the rows."""

    columns: list[str]
    data: list[tuple[str | float | bool | None, ...]]
    """One tuple a row; a date is ISO text once it is encoded."""
    types: dict[str, str]
    all_findings: Sequence[Finding]
    fields: list[ExportedColumn]
    summary: Summary


class JobStart(Struct):
    """The name to ask after a job by."""

    job: str


class JobState(Struct):
    """How far a job is."""

    job: str
    state: Literal["waiting", "running", "done", "failed", "stopped"]
    step: str
    done: int
    of: int
    result: Raw
    """The answer of the verb; null before it is there."""
    error: Problem | None


def sheet_answer(
    sheet: SheetLayout,
    suggestions: Sequence[Sequence[Suggestion]] | None = None,
    row_kinds: bool = False,
    id_: str | int | UnsetType | None = UNSET,
) -> Sheet:
    """One sheet; *suggestions* by table, one for each of its columns."""
    tables = [
        table_answer(table, UNSET if suggestions is None else suggestions[at])
        for at, table in enumerate(sheet.tables)
    ]
    return Sheet(
        sheet.sheet,
        tables,
        id=id_,
        row_kinds=sheet.row_kinds if row_kinds else UNSET,
        brief=sheet.brief or UNSET,
        findings=sheet.findings or UNSET,
    )


def table_answer(table: TableLayout, suggestions: Sequence[Suggestion] | UnsetType = UNSET) -> Table:
    """One table as the contract shows it."""
    return Table(
        table.header_rows,
        table.first_row,
        table.last_row,
        table.skipped,
        [_column(c) for c in table.columns],
        [_period(p) for p in table.periods],
        sections=table.sections or UNSET,
        title=table.title or UNSET,
        alternative_of=table.alternative_of or UNSET,
        suggestions=suggestions,
    )


def layout_answer(sheets: Iterable[SheetLayout], plan: str | UnsetType = UNSET) -> Layout:
    """The JSON of `layout`."""
    return Layout([sheet_answer(sheet, row_kinds=True) for sheet in sheets], plan)


def plan_answer(export: PlanExport, plan: str | UnsetType = UNSET) -> Plan:
    """The JSON of `map`: *export* is that of the plan under its suggestions."""
    mapped, accounts = export.mapped, export.raw.accounts
    sheets = [
        sheet_answer(sheet, [mapped.suggestions[sheet.sheet, n + 1] for n in range(len(sheet.tables))])
        for sheet in mapped.layouts
    ]
    return Plan(
        sheets,
        mapped.findings,
        export.questions,
        export.settled,
        UNSET if accounts is None else accounts_answer(accounts),
        plan,
    )


def check_answer(export: PlanExport, plan: str | UnsetType = UNSET) -> Check:
    """The JSON of `check`, and of `export` where the rows go to a file."""
    accounts = export.raw.accounts
    return Check(
        rows=export.raw.rows.num_rows,
        settled=export.settled,
        findings=findings_by_code(export.raw.findings),
        reconciliation=totals_answer(export.raw.totals),
        questions=export.questions,
        accounts=UNSET if accounts is None else accounts_answer(accounts),
        plan=plan,
    )


def raw_check_answer(checked: FileCheck, export: PlanExport) -> RawCheck:
    """The JSON of `check --raw`."""
    comparisons = [
        Compared(
            c.source,
            c.measure,
            c.currency,
            c.label,
            c.sheet,
            c.cell,
            c.plan,
            c.raw,
            round(c.raw - c.plan, 6) + 0.0,
            c.ok,
        )
        for c in checked.comparisons
    ]
    findings = findings_by_code(checked.findings)
    return RawCheck(checked.file, checked.rows, checked.agrees, export.settled, comparisons, findings)


def export_answer(export: PlanExport, summary: Summary) -> Export:
    """The JSON of `export` where the rows go with it."""
    check = check_answer(export)
    table = export.raw.table
    types = {field.name: field.type for field in export.mapped.template.fields}
    return Export(
        **{name: getattr(check, name) for name in check.__struct_fields__},
        columns=table.column_names,
        data=list(zip(*(column.to_pylist() for column in table.columns), strict=True)),
        types={name: types[name] for name in table.column_names if name in types},
        all_findings=export.raw.findings,
        fields=[
            ExportedColumn(sheet, number, column_letter(column), field)
            for (sheet, number, column), field in export.fields.items()
        ],
        summary=summary,
    )


def accounts_answer(accounts: PlanAccounts) -> Accounts:
    """The books: an account a fate."""
    return Accounts(**{fate: accounts.of(fate) for fate in FATES})


def findings_by_code(findings: Iterable[Finding]) -> dict[str, list[FindingOfCode]]:
    """Findings grouped by their code, in the order of first appearance."""
    grouped: dict[str, list[FindingOfCode]] = {}
    for f in findings:
        grouped.setdefault(f.code, []).append(
            FindingOfCode(f.severity, f.sheet, f.cell, f.sentence, f.next_step, f.fields)
        )
    return grouped


def totals_answer(totals: Sequence[Total]) -> Reconciliation:
    """The reconciliation: grand totals under `totals`, the finer levels beside them."""
    return Reconciliation(
        [t for t in totals if t.level == "table"], [t for t in totals if t.level != "table"]
    )


def report_answer(report: PerformanceReport) -> dict[str, object]:
    """The performance report, with the summary's numbers beside it."""
    fields = {name: getattr(report, name) for name in report.__dataclass_fields__}
    summary = {name: getattr(report.summary, name) for name in report.summary.__dataclass_fields__}
    return summary | fields


def _column(column: Column) -> TableColumn:
    return TableColumn(column.letter, column.header, column.samples)


def _period(period: Period) -> TablePeriod:
    return TablePeriod(period.letter, period.label, period.unit, period.start, period.end, period.measure)
