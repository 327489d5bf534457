"""What a click keeps of the Review sheet and what it leaves alone; test_ribbon.py clicks it against a worker."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from tests.xl_addin.stub_worker import Stub
from worker.errors import UsageError
from worker.shapes.grid import Grid
from worker.shapes.layout import SheetLayout, Table
from worker.shapes.review import Review, ReviewRow, RowOverride
from worker.shapes.template import Field, Template
from xl_addin import reviews
from xl_addin.client import Client
from xl_addin.desk import Desk
from xl_addin.engines.files.app import file_app
from xl_addin.pages import review as review_page
from xl_addin.pages.review_lines import Line
from xl_addin.reviews import TypedDecisions, is_sure, keep, keep_typed, rows_of, sheet_of

TEMPLATE = Template("small", 1, (Field("net_cost"), Field("clicks")))
LAYOUT = SheetLayout("Plan", ("header", "data"), (Table((1,), 2, 2, 1, 2, ()),))
GRID = Grid("Plan", [["Net", "Clicks"], [100.0, 5.0]])
ROW = ReviewRow("Plan", 1, 1, "Net", "100", "net_cost", 0.9, "rules", "Because.")
OPEN = replace(ROW, field=None, confidence=0.0)


@pytest.mark.parametrize(
    ("row", "sure"),
    [
        (OPEN, False),
        (replace(ROW, in_doubt=True), False),
        (replace(ROW, decision="confirm"), False),
        (ROW, True),
    ],
)
def test_only_a_sure_proposal_that_nobody_decided_is_sure(row: ReviewRow, sure: bool) -> None:
    assert is_sure(Line(5, row)) is sure


def test_what_was_said_of_rows_is_sent_as_it_is() -> None:
    assert rows_of([]) == []
    assert rows_of([RowOverride("Plan", 4, "total")]) == [{"sheet": "Plan", "row": 4, "kind": "total"}]


@pytest.fixture
def desk() -> Iterator[Desk]:
    with file_app() as app:
        book = app.books.add()
        book.sheets[0].name = "Plan"
        book.sheets[0]["A1"].value = [["Net", "Clicks"], [100, 5]]
        yield Desk(app, book)


def test_a_book_without_a_review_says_what_to_click_and_sends_nothing(
    desk: Desk, client: Client, stub: Stub
) -> None:
    with pytest.raises(UsageError, match="no Review sheet"):
        sheet_of(desk)
    assert keep_typed(desk, client) == TypedDecisions()
    TypedDecisions(before=(Line(5, ROW),)).restore(desk.book)
    assert [sheet.name for sheet in desk.book.sheets] == ["Plan"]
    assert stub.asked == []


@pytest.mark.parametrize(
    "row",
    [ROW, replace(ROW, decision="confirm")],
    ids=["undecided", "in memory already"],
)
def test_nothing_new_is_not_sent(desk: Desk, client: Client, stub: Stub, row: ReviewRow) -> None:
    review_page.write_review(desk.book, Review("plan", TEMPLATE, (ROW,), (LAYOUT,)), (GRID,))
    lines = [Line(5, row, in_memory=row.decision or "")]
    assert keep(desk, client, sheet_of(desk), lines, lines) == TypedDecisions(tuple(lines), tuple(lines))
    assert stub.asked == []


@pytest.mark.parametrize(
    ("old", "carried"),
    [
        (ROW, OPEN),  # undecided: the newer proposal holds
        (replace(ROW, decision="confirm", header="Gross"), OPEN),  # another column by now
        (replace(ROW, decision="confirm", sheet="Other"), OPEN),
        (replace(ROW, decision="confirm"), replace(OPEN, field="net_cost", decision="confirm")),
        (
            replace(OPEN, decision="correct", correct_field="clicks"),
            replace(OPEN, decision="correct", correct_field="clicks"),
        ),
    ],
)
def test_a_decision_stays_with_its_column(old: ReviewRow, carried: ReviewRow) -> None:
    fresh = Review("plan", TEMPLATE, (OPEN,))
    assert reviews._carried(fresh, [Line(5, old)]).rows == (carried,)


@pytest.mark.parametrize(
    ("row", "answer", "after"),
    [
        (ROW, None, {}),
        (OPEN, {"field": None}, {}),
        (ROW, {"field": "clicks", "origin": "rules"}, {}),  # a proposal is no decision of its namesake
        (OPEN, {"field": "clicks", "origin": "memory"}, {"field": "clicks", "in_doubt": False}),
        (replace(ROW, decision="reject"), {"field": "net_cost"}, {"reason": reviews.DECIDED["reject"]}),
        (replace(ROW, decision="confirm"), {"field": "clicks"}, {"reason": reviews.DECIDED["confirm"]}),
    ],
)
def test_a_row_is_seen_as_memory_sees_it(row: ReviewRow, answer: Any, after: dict[str, Any]) -> None:
    whole = answer and {"confidence": 0.5, "origin": "memory", "reason": "It is known.", **answer}
    fresh = reviews._fresh_row(row, whole)
    assert {name: getattr(fresh, name) for name in after} == after
    if not after:
        assert fresh == row
