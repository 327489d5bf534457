"""A Review sheet whose hidden columns were changed is refused with its row, whatever stands there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from worker.errors import UsageError
from worker.shapes.grid import Grid
from worker.shapes.layout import SheetLayout, Table
from worker.shapes.review import Review, ReviewRow
from worker.shapes.template import Field, Template
from xl_addin.engines.files.app import file_app
from xl_addin.pages import page, review, review_lines

TEMPLATE = Template("small", 1, (Field("net_cost"), Field("clicks")))
ROW = ReviewRow("Plan", 1, 1, "Net", "1", "net_cost", 0.9, "rules", "Because.", ("clicks",), False)


@pytest.fixture
def book() -> Iterator[Any]:
    with file_app() as app:
        book = app.books.add()
        book.sheets[0].name = "Plan"
        layout = SheetLayout("Plan", ("header", "data"), (Table((1,), 2, 2, 1, 1, ()),))
        review.write_review(
            book, Review("plan.xlsx", TEMPLATE, (ROW,), (layout,)), (Grid("Plan", [["Net"]]),)
        )
        yield book


def spoil(book: Any, name: str, value: Any) -> None:
    names = [each for each, _ in review_lines.COLUMNS] + list(review_lines.HIDDEN)
    book.sheets[review.REVIEW].range((review_lines.FIRST, names.index(name) + 1)).value = value


def test_untouched_it_is_read(book: Any) -> None:
    assert review.read_review(book, TEMPLATE).rows[0].field == "net_cost"


@pytest.mark.parametrize("confidence", ["very", -3, 1e300, True, "=1+1"])
def test_a_confidence_is_only_shown(book: Any, confidence: Any) -> None:
    spoil(book, "Confidence", confidence)
    assert 0 <= review.read_review(book, TEMPLATE).rows[0].confidence <= 1


@pytest.mark.parametrize("number", [None, "one", 0, -3, "inf", "nan"])
def test_nor_is_the_number_of_a_row(book: Any, number: Any) -> None:
    rows = book.sheets[page.ROWS]
    rows.range((5, 2)).value = number
    rows.range((5, 5)).value = "note"
    with pytest.raises(UsageError, match="B5 says") as caught:
        review.read_review(book, TEMPLATE)
    assert caught.value.next_step


@pytest.mark.parametrize(
    ("name", "value"),
    [("Table", "one"), ("Table", 0), ("Table", "inf"), ("Column", "nan"), ("Column", -1), ("Column", "1e999"),
     ("Proposed", "no_such_field")],
)  # fmt: skip
def test_a_hidden_column_is_not(book: Any, name: str, value: Any) -> None:
    spoil(book, name, value)
    if name == "Proposed":
        spoil(book, "Field", None)
    with pytest.raises(UsageError, match="row 5 was changed") as caught:
        review.read_review(book, TEMPLATE)
    assert caught.value.next_step
