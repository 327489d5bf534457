"""Which sheets of a workbook are the plan's and which are ours, and the two that every door uses.

Everything goes through the xlwings API, so that Excel, LibreOffice and plain files are served by the same code.
A sheet is written and read as one block; a planner's own sheets are never written. Each of ours is a file in `pages/`.
"""

from __future__ import annotations

from typing import Any

from xl_addin.pages import page
from xl_addin.pages.page import EXAMPLE, FIELDS, REVIEW, ROWS
from xl_addin.pages.review import read_review, write_review

__all__ = ["FIELDS", "REVIEW", "ROWS", "plan_sheets", "read_review", "write_review"]


def plan_sheets(book: Any) -> list[Any]:
    """The sheets that a planner sees and that are not ours; MediaMapper.xlsm's example only while no other is there."""
    own = [sheet for sheet in book.sheets if sheet.visible and not page.is_ours(sheet)]
    others = [sheet for sheet in own if sheet.name != EXAMPLE]
    return others if others and len(others) < len(own) and page.is_workbook_of_ours(book) else own
