"""Check plan and Export raw data: what was decided goes along, the answer becomes sheets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from worker.shapes.grid import column_letter
from worker.shapes.json import Json
from xl_addin import jobs, reviews
from xl_addin.client import Client
from xl_addin.desk import Desk, read_plan, whole
from xl_addin.pages import checks, page, raw_data, review
from xl_addin.pages.checks import Checks
from xl_addin.pages.page import CHECKS, RAW_DATA
from xl_addin.pages.raw_data import RawData
from xl_addin.pages.review import Line
from xl_addin.reviews import TypedDecisions

if TYPE_CHECKING:
    from xlwings import Book, Sheet

Restore = Callable[["Book"], None]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Sheet(Generic[T]):
    """One of our sheets that an export writes."""

    name: str
    written: dict[str, T]
    """What this process wrote there last, by workbook."""
    content: T
    write: Callable[[Book, T], Sheet]

    def put(self, desk: Desk) -> None:
        """Write it into the workbook."""
        self.write(desk.ours, self.content)
        self.written[desk.key] = self.content

    def restorer(self, desk: Desk) -> Restore:
        """What writes that which stands there until now, or takes the sheet away where none does."""
        key, was_there = desk.key, page.find(desk.ours, self.name) is not None
        before = self.written.get(key)

        def restore(book: Book) -> None:
            if before is not None:
                self.write(book, before)
                self.written[key] = before
            elif not was_there and (sheet := page.find(book, self.name)) is not None:
                sheet.delete()
                self.written.pop(key, None)

        return restore


@dataclass(slots=True)
class Exports:
    """What this process has written, by workbook, so that an undo can write it again."""

    raw: dict[str, RawData] = field(default_factory=dict)
    checks: dict[str, Checks] = field(default_factory=dict)

    def run(
        self, desk: Desk, client: Client, typed: TypedDecisions, *, with_raw_data: bool
    ) -> tuple[Json, Checks, Restore]:
        """Export the plan into its workbook, or only check it; *typed* is the Review sheet as memory knows it.

        Returns the worker's answer, the checks, and how to restore what stood there.
        """
        plan = read_plan(desk)
        body = dict(plan.body) | {
            "choices": choices_of(typed.lines),
            "rows": reviews.rows_of(review.read_overrides(desk.ours)),
            "user": desk.settings.user,
        }
        answer = jobs.run(desk.app, client, "export", body, desk.settings.user)
        desk = desk.with_place()
        report = checks.of_answer(desk.book.name, answer)
        sheets: list[_Sheet[RawData] | _Sheet[Checks]] = [_Sheet(CHECKS, self.checks, report, checks.write)]
        if with_raw_data:
            sheets.insert(0, _Sheet(RAW_DATA, self.raw, raw_data.of_answer(answer), raw_data.write))
        restores = [sheet.restorer(desk) for sheet in sheets]

        def restore(book: Book) -> None:
            for each in restores:
                each(book)

        with whole(desk.app, lambda: restore(desk.ours)):
            for sheet in sheets:
                sheet.put(desk)
            shown = page.find(desk.ours, sheets[0].name)
            if shown is not None:
                page.show(shown)
        return answer, report, restore

    def taken_out(self, desk: Desk) -> Restore:
        """What writes the sheets again that this process wrote; for whoever takes them out now."""
        key = desk.key
        raw, report = self.raw.pop(key, None), self.checks.pop(key, None)

        def restore(book: Book) -> None:
            if raw is not None:
                raw_data.write(book, raw)
                self.raw[key] = raw
            if report is not None:
                checks.write(book, report)
                self.checks[key] = report

        return restore


def choices_of(lines: Sequence[Line]) -> list[Json]:
    """The decided columns, as they are sent; the others take what is proposed."""
    return [
        {
            "sheet": line.row.sheet,
            "table": line.row.table,
            "column": column_letter(line.row.column),
            "field": line.row.chosen,
        }
        for line in lines
        if line.row.decision
    ]
