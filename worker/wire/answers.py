"""Answers of every door, in the form that `docs/json.md` promises."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from worker.shapes.accounts import FATES, Accounts
from worker.shapes.finding import Finding, Total
from worker.shapes.grid import column_letter
from worker.shapes.layout import Column, Period, SheetLayout, Table
from worker.shapes.mapping import Suggestion
from worker.shapes.question import Question

if TYPE_CHECKING:
    from worker.memory.reporting.performance import PerformanceReport
    from worker.verbs.export import Export
    from worker.verbs.mapped_plan import MappedPlan


def suggestions_answer(suggestions: Sequence[Suggestion]) -> dict[str, Any]:
    """`{"suggestions": [...]}`; the shape's own fields are the contract's keys."""
    return {"suggestions": suggestions}


def sheet_answer(
    sheet: SheetLayout, suggestions: Sequence[Sequence[Suggestion]] | None = None, row_kinds: bool = False
) -> dict[str, Any]:
    """One sheet; *suggestions* by table, one for each of its columns."""
    answer: dict[str, Any] = {
        "sheet": sheet.sheet,
        "tables": [
            table_answer(t, None if suggestions is None else suggestions[i])
            for i, t in enumerate(sheet.tables)
        ],
    }
    if row_kinds:
        answer["row_kinds"] = sheet.row_kinds
    if sheet.brief:
        answer["brief"] = sheet.brief
    if sheet.findings:
        answer["findings"] = sheet.findings
    return answer


def table_answer(table: Table, suggestions: Sequence[Suggestion] | None) -> dict[str, Any]:
    """One table as the contract shows it."""
    answer: dict[str, Any] = {
        "header_rows": table.header_rows,
        "first_row": table.first_row,
        "last_row": table.last_row,
        "skipped_rows": table.skipped,
        "columns": [_column(c) for c in table.columns],
        "periods": [_period(p) for p in table.periods],
    }
    if table.sections:
        answer["sections"] = table.sections
    if table.title:
        answer["title"] = table.title
    if table.alternative_of:
        answer["alternative_of"] = table.alternative_of
    if suggestions is not None:
        answer["suggestions"] = suggestions
    return answer


def plan_answer(mapped: MappedPlan) -> dict[str, Any]:
    """The JSON of `map`."""
    sheets = [
        sheet_answer(sheet, [mapped.suggestions[sheet.sheet, n + 1] for n in range(len(sheet.tables))])
        for sheet in mapped.layouts
    ]
    return {
        "sheets": sheets,
        "findings": mapped.findings,
        "questions": [question_answer(question) for question in mapped.questions],
    }


def export_answer(export: Export) -> dict[str, Any]:
    """The JSON of `export` and `check`."""
    accounts = export.raw.accounts
    return {
        "rows": export.raw.table.num_rows,
        "settled": export.settled,
        "findings": findings_by_code(export.raw.findings),
        "reconciliation": totals_answer(export.raw.totals),
        "questions": [question_answer(question) for question in export.questions],
        **({} if accounts is None else {"accounts": accounts_answer(accounts)}),
    }


def export_details(export: Export) -> dict[str, Any]:
    """What whoever writes the rows into a sheet needs beside them."""
    types = {field.name: field.type for field in export.mapped.template.fields}
    columns = export.raw.table.column_names
    return {
        "types": {name: types[name] for name in columns if name in types},
        "all_findings": export.raw.findings,
        "fields": [
            {"sheet": sheet, "table": table, "column": column_letter(column), "field": field}
            for (sheet, table, column), field in export.fields.items()
        ],
    }


def findings_by_code(findings: Iterable[Finding]) -> dict[str, list[dict[str, Any]]]:
    """Findings grouped by their code, in the order of first appearance."""
    grouped: dict[str, list[dict[str, Any]]] = {}
    for finding in findings:
        grouped.setdefault(finding.code, []).append(
            {
                "severity": finding.severity,
                "sheet": finding.sheet,
                "cell": finding.cell,
                "sentence": finding.sentence,
                "next_step": finding.next_step,
                "fields": finding.fields,
            }
        )
    return grouped


def question_answer(question: Question) -> dict[str, Any]:
    """A question as the contract shows it, with its answer where somebody gave one."""
    return {
        "id": question.id,
        "kind": question.kind,
        "sheets": question.sheets,
        "columns": question.columns,
        "rows": question.rows,
        "fields": question.fields,
        "text": question.text,
        "options": question.options,
        "default": question.default,
        "effect": question.effect,
        "answer": question.answer,
    }


def accounts_answer(accounts: Accounts) -> dict[str, Any]:
    """The books: an account a fate."""
    return {fate: accounts.of(fate) for fate in FATES}


def totals_answer(totals: Sequence[Total]) -> dict[str, Any]:
    """The reconciliation: grand totals under `totals`, the finer levels beside them."""
    finer = [t for t in totals if t.level != "table"]
    return {"totals": [t for t in totals if t.level == "table"], "levels": finer}


def report_answer(report: PerformanceReport) -> dict[str, Any]:
    """The performance report, with the summary's numbers beside it."""
    fields = {name: getattr(report, name) for name in report.__dataclass_fields__}
    summary = {name: getattr(report.summary, name) for name in report.summary.__dataclass_fields__}
    return summary | fields


def _column(column: Column) -> dict[str, Any]:
    return {"column": column.letter, "header": column.header, "samples": column.samples}


def _period(period: Period) -> dict[str, Any]:
    return {
        "column": period.letter,
        "label": period.label,
        "unit": period.unit,
        "start": period.start,
        "end": period.end,
        "measure": period.measure,
    }
