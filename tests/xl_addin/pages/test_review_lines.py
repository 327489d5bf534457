"""The lines of the Review sheet: what a planner enters, and sheets of an earlier form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from tests.xl_addin.pages.reviewed_plan import TEMPLATE, reviewed_plan
from worker.errors import UsageError
from xl_addin.looks import DECIDED
from xl_addin.pages import review as review_page
from xl_addin.pages import review_lines


@pytest.fixture
def book() -> Iterator[Any]:
    with reviewed_plan() as book:
        yield book


@pytest.mark.parametrize(
    ("at", "decision", "field", "expected"),
    [
        (5, "confirm", "net_cost", ("confirm", None, "net_cost")),
        (5, "Reject", "net_cost", ("reject", None, None)),
        (5, "reject", None, ("reject", None, None)),  # as a rejected row looks
        (5, "correct", "Gross cost", ("correct", "gross_cost", "gross_cost")),
        (5, None, "gross_cost", ("correct", "gross_cost", "gross_cost")),
        (5, "confirm", "gross_cost", ("correct", "gross_cost", "gross_cost")),
        (5, None, None, ("correct", None, None)),
        (7, None, "clicks", ("correct", "clicks", "clicks")),
        (7, "confirm", None, ("correct", None, None)),
    ],
)
def test_what_a_planner_enters_is_a_decision(
    book: Any, at: int, decision: str | None, field: str | None, expected: tuple[str, str | None, str | None]
) -> None:
    book.sheets["Review"].range((at, 1)).value = decision
    book.sheets["Review"].range((at, 4)).value = field
    found = review_page.read_review(book, TEMPLATE).rows[at - 5]
    assert (found.decision, found.correct_field, found.final_field) == expected


@pytest.mark.parametrize(
    ("cell", "entry", "said"),
    [
        ("A5", "maybe", "Review!A5 says 'maybe'"),
        ("A5", "correct", "Review!A5 says correct"),
        ("D6", "clickz", "Review!D6 says 'clickz'"),
    ],
)
def test_an_entry_that_is_not_understood_is_named_by_its_cell(
    book: Any, cell: str, entry: str, said: str
) -> None:
    book.sheets["Review"][cell].value = entry
    with pytest.raises(UsageError, match=said):
        review_page.read_review(book, TEMPLATE)


def test_a_rejected_column_shows_no_field_and_can_be_confirmed_again(book: Any) -> None:
    sheet = book.sheets["Review"]
    sheet["A5"].value = "reject"
    (line, *rest) = review_lines.read_lines(sheet, TEMPLATE)
    review_page.rewrite(sheet, [replace(line, in_memory="reject", revision=3), *rest])
    assert (sheet["A5"].value, sheet["D5"].value, sheet["A5"].color) == ("reject", None, DECIDED.fill)
    sheet["A5"].value = "confirm"
    (again, *_) = review_lines.read_lines(sheet, TEMPLATE)
    assert (again.row.decision, again.row.final_field) == ("confirm", "net_cost")


def test_a_review_with_its_places_last_is_read_and_written_as_it_is(book: Any) -> None:
    sheet = book.sheets["Review"]
    rows = sheet.range((4, 1), (7, review_lines.LAST)).options(ndim=2).value
    for at, row in enumerate(rows, 4):
        earlier = list(row)
        for place, cell in zip(review_lines.EARLIER_ORDER, row, strict=False):
            earlier[place] = cell
        sheet.range((at, 1)).value = [earlier]
    sheet["D5"].value = "gross_cost"
    lines = review_lines.read_lines(sheet, TEMPLATE)
    assert [(line.row.header, line.row.final_field, line.row.sample) for line in lines] == [
        ("Net", "gross_cost", "1 | 2"),
        ("Clicks", "clicks", "1 | 2"),
        ("State", None, "1 | 2"),
    ]
    review_page.rewrite(sheet, lines)
    assert sheet["A4:D5"].value == [
        ["Decision", "Source column", "Sample values", "Field"],
        ["correct", "Net", "1 | 2", "Gross cost"],
    ]
    assert review_lines.read_lines(sheet, TEMPLATE)[0].row.final_field == "gross_cost"
