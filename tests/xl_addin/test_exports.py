"""What an export sends of the Review sheet, and what it puts back; test_ribbon.py clicks it against a worker."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from tests.xl_addin.stub_worker import Stub
from worker.errors import LayoutError
from worker.shapes.review import ReviewRow
from xl_addin.client import Client
from xl_addin.desk import Desk
from xl_addin.engines.files.app import file_app
from xl_addin.exports import Exports, choices_of
from xl_addin.pages.review_lines import Line
from xl_addin.reviews import TypedDecisions

ROW = ReviewRow("Plan", 1, 28, "Net", "1 | 2", "net_cost", 0.9, "rules", "Because.")
PLACE = {"sheet": "Plan", "table": 1, "column": "AB"}


@pytest.mark.parametrize(
    ("row", "choices"),
    [
        (ROW, []),  # undecided: it takes what is proposed
        (replace(ROW, decision="confirm"), [{**PLACE, "field": "net_cost"}]),
        (replace(ROW, decision="reject"), [{**PLACE, "field": None}]),
        (replace(ROW, decision="correct", correct_field="spend"), [{**PLACE, "field": "spend"}]),
        (replace(ROW, decision="correct"), [{**PLACE, "field": None}]),
    ],
)
def test_only_decisions_are_sent(row: ReviewRow, choices: list[Any]) -> None:
    assert choices_of([Line(5, row)]) == choices


@pytest.fixture
def stub(stub: Stub) -> Stub:
    stub.routes["POST /v1/jobs"] = (202, {"job": "one"})
    return stub


@pytest.fixture
def desk() -> Iterator[Desk]:
    with file_app() as app:
        book = app.books.add()
        book.sheets[0].name = "Plan"
        book.sheets[0]["A1"].value = [["Net"], [100]]
        yield Desk(app, book)


def test_an_export_that_fails_writes_nothing(stub: Stub, desk: Desk) -> None:
    error = {"code": "layout", "message": "There is no table.", "next_step": ""}
    stub.routes["GET /v1/jobs/one"] = {"job": "one", "state": "failed", "error": error}
    exports = Exports()
    with Client(stub.folder) as client, pytest.raises(LayoutError, match="no table"):
        exports.run(desk, client, TypedDecisions(), with_raw_data=True)
    assert [sheet.name for sheet in desk.book.sheets] == ["Plan"]
    assert (exports.raw, exports.checks) == ({}, {})
