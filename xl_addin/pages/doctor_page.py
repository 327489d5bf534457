"""The Doctor sheet: each known cause of failure, whether it is there, and how to mend it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any

from xl_addin.looks import HINT, Colour, look
from xl_addin.pages import page
from xl_addin.pages.page import DOCTOR

HEAD = ("Result", "What", "Found", "Next step")
WIDTHS = (10, 34, 70, 70)
COLOURS: Mapping[str, Colour] = {"fail": (248, 203, 173), "warn": (255, 230, 153), "ok": (198, 224, 180)}
TOP = 4
Result = tuple[str, str, str, str]
"""'fail', 'warn' or 'ok'; what was looked at, what was found, what to do."""


def write(book: Any, results: Sequence[Result]) -> Any:
    """Write the sheet, in the place of an older one."""
    sheet = page.fresh(book, DOCTOR)
    ordered = sorted(results, key=lambda result: list(COLOURS).index(result[0]))
    page.font(sheet, TOP + len(ordered), len(WIDTHS))
    page.title(sheet, "What the doctor found")
    page.text(sheet.range((2, 1)), [[summary(ordered)]])
    look(sheet.range((2, 1)), HINT)
    page.table_head(sheet, TOP, HEAD)
    if ordered:
        page.body(sheet, TOP + 1, ordered, ["@"] * len(HEAD))
        sheet.range((TOP + 1, 3), (TOP + len(ordered), 4)).wrap_text = True
    for at, (status, _, found, step) in enumerate(ordered, TOP + 1):
        sheet.range((at, 1)).color = COLOURS[status]
        lines = ceil(max(len(found), len(step)) * page.LETTER / WIDTHS[2])
        if lines > 1:
            sheet.range((at, 1)).row_height = page.LINE_HEIGHT * lines
    page.widths(sheet, WIDTHS)
    return sheet


def summary(results: Sequence[Result]) -> str:
    """One sentence."""
    fails, warns = (sum(status == wanted for status, *_ in results) for wanted in ("fail", "warn"))
    if not fails and not warns:
        return f"All {len(results)} things are well."
    return f"Of {len(results)} things {fails} need mending and {warns} a look."
