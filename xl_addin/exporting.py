"""Check plan and Export raw data: what was decided goes along, the answer becomes sheets."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from worker.shapes.grid import column_letter
from xl_addin import jobs, reviewing
from xl_addin.client import Client
from xl_addin.desk import Desk, read_plan, still
from xl_addin.pages import checks, page, raw_data, review
from xl_addin.pages.checks import Checks
from xl_addin.pages.page import CHECKS, RAW_DATA
from xl_addin.pages.raw_data import RawData
from xl_addin.pages.review import Line

Restore = Callable[[Any], None]


@dataclass(slots=True)
class Exports:
    """What this process has written, by workbook, so that an undo can write it again."""

    raw: dict[str, RawData] = field(default_factory=dict)
    checks: dict[str, Checks] = field(default_factory=dict)

    def run(
        self, desk: Desk, client: Client, *, with_raw_data: bool
    ) -> tuple[Mapping[str, Any], Checks, Restore, int]:
        """Export the plan into its workbook, or only check it.

        Returns the worker's answer, the checks, how to restore what stood there, and how many decisions were kept.
        """
        page.check_open(desk.book)
        kept = reviewing.keep_typed(desk, client)
        plan = read_plan(desk)
        body = dict(plan.body) | {
            "choices": choices_of(kept.lines),
            "rows": reviewing.rows_of(review.read_overrides(desk.book)),
            "user": desk.settings.user,
        }
        answer = jobs.run(desk.app, client, "export", body, desk.settings.user)
        found = checks.of_answer(desk.book.name, answer)
        restores: list[Restore] = [kept.restore] if kept.decided else []
        with still(desk.app):
            if with_raw_data:
                restores.append(self._write_raw(desk, raw_data.of_answer(answer)))
            restores.append(self._write_checks(desk, found))
            shown = page.find(desk.book, RAW_DATA if with_raw_data else CHECKS)
            if shown is not None:
                shown.select()

        def restore(book: Any) -> None:
            for each in restores:
                each(book)

        return answer, found, restore, kept.decided

    def _write_raw(self, desk: Desk, raw: RawData) -> Restore:
        return _replaced(desk, RAW_DATA, self.raw, raw, raw_data.write)

    def _write_checks(self, desk: Desk, found: Checks) -> Restore:
        return _replaced(desk, CHECKS, self.checks, found, checks.write)


def _replaced(
    desk: Desk, name: str, written: dict[str, Any], content: Any, write: Callable[[Any, Any], Any]
) -> Restore:
    """Write *content*; the answer writes what stood there before, or takes the sheet away where none did."""
    key, was_there = desk.key, page.find(desk.book, name) is not None
    before = written.get(key)
    write(desk.book, content)
    written[key] = content

    def restore(book: Any) -> None:
        if before is not None:
            write(book, before)
            written[key] = before
        elif not was_there and (sheet := page.find(book, name)) is not None:
            sheet.delete()
            written.pop(key, None)

    return restore


def choices_of(lines: Sequence[Line]) -> list[dict[str, Any]]:
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
