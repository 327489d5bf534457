"""Check plan and Export raw data: what was decided goes along, the answer becomes sheets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from worker.shapes.grid import column_letter
from worker.shapes.json import Json
from xl_addin import jobs, reviews
from xl_addin.client import Client
from xl_addin.desk import Desk, Plan, read_plan, whole
from xl_addin.pages import checks, page, raw_data, review, review_questions, summary
from xl_addin.pages.checks import Checks
from xl_addin.pages.page import CHECKS, RAW_DATA, SUMMARY
from xl_addin.pages.raw_data import RawData
from xl_addin.pages.review_lines import Line
from xl_addin.pages.summary import ExportSummary
from xl_addin.reviews import TypedDecisions
from xl_addin.sheet_contents import Restore, SheetContent, all_restored

if TYPE_CHECKING:
    from xlwings import Book


@dataclass(slots=True)
class Exports:
    """What this process has written, by workbook, so that an undo can write it again."""

    raw: dict[str, RawData] = field(default_factory=dict)
    checks: dict[str, Checks] = field(default_factory=dict)
    summaries: dict[str, ExportSummary] = field(default_factory=dict)

    def run(
        self, desk: Desk, client: Client, typed: TypedDecisions, *, with_raw_data: bool
    ) -> tuple[Json, Checks, Restore]:
        """Export the plan into its workbook, or only check it; *typed* is the Review sheet as memory knows it.

        Returns the worker's answer, the checks, and how to restore what stood there.
        """
        plan = read_plan(desk)
        body = body_of(desk, plan, typed.lines)
        answer = jobs.run(desk.app, client, "export", body, desk.settings.user)
        desk = desk.with_place()
        report = checks.of_answer(desk.book.name, answer)
        sheets: list[SheetContent[ExportSummary] | SheetContent[RawData] | SheetContent[Checks]] = [
            SheetContent(CHECKS, self.checks, report, checks.write)
        ]
        if with_raw_data:
            sheets.insert(0, SheetContent(RAW_DATA, self.raw, raw_data.of_answer(answer), raw_data.write))
            sheets.insert(0, SheetContent(SUMMARY, self.summaries, summary.of_answer(answer), summary.write))
        restore = all_restored([sheet.restorer(desk) for sheet in sheets])
        with whole(desk.app, lambda: restore(desk.ours)):
            for sheet in sheets:
                sheet.put(desk)
            page_sheet = page.find(desk.ours, sheets[0].name)
            if page_sheet is not None:
                page.show(page_sheet)
        return answer, report, restore

    def taken_out(self, desk: Desk) -> Restore:
        """What writes the sheets again that this process wrote; for whoever takes them out now."""
        key = desk.key
        raw, report = self.raw.pop(key, None), self.checks.pop(key, None)
        short = self.summaries.pop(key, None)

        def restore(book: Book) -> None:
            if short is not None:
                summary.write(book, short)
                self.summaries[key] = short
            if raw is not None:
                raw_data.write(book, raw)
                self.raw[key] = raw
            if report is not None:
                checks.write(book, report)
                self.checks[key] = report

        return restore


def body_of(desk: Desk, plan: Plan, lines: Sequence[Line]) -> Json:
    """A plan as it is sent to be exported, with what was decided: *lines* are its Review sheet."""
    return dict(plan.body) | {
        "choices": choices_of(lines),
        "rows": reviews.rows_of(review.read_overrides(desk.ours)),
        "answers": review_questions.answers(desk.ours),
        "user": desk.settings.user,
    }


def choices_of(lines: Sequence[Line]) -> list[Json]:
    """The decided columns, as they are sent; the others take what is proposed."""
    return [
        {
            "sheet": line.row.sheet,
            "table": line.row.table,
            "column": column_letter(line.row.column),
            "field": line.row.final_field,
        }
        for line in lines
        if line.row.decision
    ]
