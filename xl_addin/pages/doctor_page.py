"""The Doctor sheet: each known cause of failure, whether it is there, and how to mend it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from worker.messages.language import tr
from xl_addin.doctor.symptom import WORDS, Status
from xl_addin.looks import Colour
from xl_addin.pages import page
from xl_addin.pages.page import DOCTOR

if TYPE_CHECKING:
    from xlwings import Book, Sheet

HEAD = ("Result", "What", "Found", "Next step")
WIDTHS = (10, 30, 60, 60)
COLOURS: Mapping[Status, Colour] = {"fail": (248, 203, 173), "warn": (255, 230, 153), "ok": (198, 224, 180)}
TOP = 4
Result = tuple[Status, str, str, str]
"""'fail', 'warn' or 'ok'; what was looked at, what was found, what to do."""


def write(book: Book, results: Sequence[Result]) -> Sheet:
    """Write the sheet, in the place of an older one."""
    sheet = page.fresh(book, DOCTOR)
    statuses = [*COLOURS]
    ordered = sorted(results, key=lambda result: statuses.index(result[0]))
    rows = [[tr(cell) for cell in (WORDS[status], *texts)] for status, *texts in ordered]
    page.font(sheet, TOP + len(ordered), len(WIDTHS))
    page.title(sheet, "What the doctor found", summary(ordered))
    page.widths(sheet, WIDTHS)
    page.table_head(sheet, TOP, HEAD)
    if ordered:
        page.body(sheet, TOP + 1, rows, ["@"] * len(HEAD))
        sheet.range((TOP + 1, 3), (TOP + len(ordered), 4)).wrap_text = True
        page.heights(sheet, TOP + 1, rows, WIDTHS, (2, 3))
    for at, (status, *_) in enumerate(ordered, TOP + 1):
        sheet.range((at, 1)).color = COLOURS[status]
    page.freeze(sheet, TOP)
    return sheet


def summary(results: Sequence[Result]) -> str:
    """One sentence."""
    total = len(results)
    fails, warns = (sum(status == kind for status, *_ in results) for kind in ("fail", "warn"))
    if fails and warns:
        return (
            f"Of {total} things, {fails} {'needs' if fails == 1 else 'need'} mending "
            f"and {warns} {'needs' if warns == 1 else 'need'} a look."
        )
    if fails or warns:
        count, work = fails or warns, "mending" if fails else "a look"
        return f"{count} of {total} things {'needs' if count == 1 else 'need'} {work}; the rest is well."
    return f"All {total} things are well."
