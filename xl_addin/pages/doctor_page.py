"""The Doctor sheet: each known cause of failure, whether it is there, and how to mend it."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any

from xl_addin.looks import HINT, Colour, look
from xl_addin.pages import page
from xl_addin.pages.page import DOCTOR

HEAD = ("Result", "What", "Found", "Next step")
WIDTHS = (10, 34, 70, 70)
GOOD: Colour = (198, 224, 180)
BAD: Colour = (248, 203, 173)
TOP = 4
Result = tuple[bool, str, str, str]
"""Well or not, what was looked at, what was found, what to do."""


def write(book: Any, results: Sequence[Result]) -> Any:
    """Write the sheet, in the place of an older one."""
    sheet = page.fresh(book, DOCTOR)
    ordered = sorted(results, key=lambda result: result[0])
    page.font(sheet, TOP + len(ordered), len(WIDTHS))
    page.title(sheet, "What the doctor found")
    page.text(sheet.range((2, 1)), [[summary(ordered)]])
    look(sheet.range((2, 1)), HINT)
    page.table_head(sheet, TOP, HEAD)
    rows = [["well" if well else "mend", *words] for well, *words in ordered]
    if rows:
        page.body(sheet, TOP + 1, rows, ["@"] * len(HEAD))
        sheet.range((TOP + 1, 3), (TOP + len(rows), 4)).wrap_text = True
    for at, (well, _, found, step) in enumerate(ordered, TOP + 1):
        sheet.range((at, 1)).color = GOOD if well else BAD
        lines = ceil(max(len(found), len(step)) * page.LETTER / WIDTHS[2])
        if lines > 1:
            sheet.range((at, 1)).row_height = page.LINE_HEIGHT * lines
    page.widths(sheet, WIDTHS)
    return sheet


def summary(results: Sequence[Result]) -> str:
    """One sentence."""
    bad = sum(not well for well, *_ in results)
    return f"{bad} of {len(results)} things need mending." if bad else f"All {len(results)} things are well."
