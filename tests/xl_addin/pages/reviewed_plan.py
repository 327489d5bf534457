"""A small plan with its review, as the tests of the Review sheet have it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from worker.shapes.grid import Grid
from worker.shapes.layout import SheetLayout, Table
from worker.shapes.review import Review, ReviewRow
from worker.shapes.template import Field, Template
from xl_addin.engines.files.app import file_app
from xl_addin.pages import review

TEMPLATE = Template("small", 1, (Field("net_cost"), Field("gross_cost"), Field("clicks")))
GRID = Grid("Plan", [["Media plan", None, None], ["Net", "Clicks", "State"], [100.0, 5.0, "on"]])
LAYOUT = SheetLayout("Plan", ("metadata", "header", "data"), (Table((2,), 3, 3, 1, 3, ()),))


def row(
    header: str, column: int, field: str | None, confidence: float = 0.9, in_doubt: bool = False
) -> ReviewRow:
    return ReviewRow(
        "Plan", 1, column, header, "1 | 2", field, confidence, "rules", "Because.", ("gross_cost",), in_doubt
    )


REVIEW = Review(
    "plan.xlsx",
    TEMPLATE,
    (row("Net", 1, "net_cost", 0.5, True), row("Clicks", 2, "clicks"), row("State", 3, None, 0.0)),
    (LAYOUT,),
)


@contextmanager
def reviewed_plan() -> Iterator[Any]:
    """A plan's workbook with the review written into it."""
    with file_app() as app:
        book = app.books.add()
        book.sheets[0].name = "Plan"
        book.sheets[0]["A1"].value = [["Media plan", None, None], ["Net", "Clicks", "State"], [100, 5, "on"]]
        review.write_review(book, REVIEW, (GRID,))
        yield book
