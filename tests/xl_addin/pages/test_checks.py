"""The Checks sheet: what is worst first, each with a link to its cell, and the totals."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from worker.shapes.finding import Finding, Total
from xl_addin.engines.files.app import file_app
from xl_addin.looks import LINK
from xl_addin.pages import checks
from xl_addin.pages.checks import Checks

NOTE = Finding("brief", "note", "A note.", "", "Plan", "A1")
ERROR = Finding("lost", "error", "=An error of '3'.", "Mend it.", "My plan's", "H12:H40")
GOOD = Total("net_cost", "EUR", 10.0, 10.0, 0.0, True, label="Total", sheet="Plan", cell="D9")
BAD = Total("clicks", None, 10.0, 12.5, 2.5, False, label="Total")


@pytest.fixture
def book() -> Iterator[Any]:
    with file_app() as app:
        book = app.books.add()
        book.sheets[0].name = "Plan"
        book.sheets.add("My plan's", after=book.sheets[0])
        yield book


def write(book: Any, *found: Finding, totals: tuple[Total, ...] = ()) -> list[list[Any]]:
    sheet = checks.write(book, Checks("plan.xlsx", found, totals))
    block: list[list[Any]] = sheet.range((1, 1), (sheet.used_range.last_cell.row, 8)).value
    return block


def test_nothing_to_look_at_is_said(book: Any) -> None:
    rows = write(book)
    assert rows[0][0] == "Checks of plan.xlsx"
    assert rows[1][0] == "Nothing to look at; the plan states no totals."


def test_what_is_worst_comes_first(book: Any) -> None:
    rows = write(book, NOTE, ERROR)
    assert [row[0] for row in rows[4:6]] == ["error", "note"]
    assert rows[4][2] == "=An error of '3'."
    assert rows[1][0].startswith("1 error, 1 note;")


def test_the_next_step_is_one_of_the_workbook(book: Any) -> None:
    doubt = Finding("mapping-in-doubt", "warning", "Left open.", "Run mediamapper map.", "Plan", "A1")
    assert [row[3] for row in write(book, doubt, ERROR)[4:6]] == [
        "Mend it.",
        "Decide it on the Review sheet, then export again.",
    ]


def test_each_finding_links_to_its_cell(book: Any) -> None:
    write(book, NOTE, ERROR)
    sheet = book.sheets["Checks"]
    assert sheet.range("B5").hyperlink == "#'My plan''s'!H12:H40"
    assert sheet.range("B6").hyperlink == "#'Plan'!A1"


@pytest.mark.parametrize("where", [(None, None), ("Plan", None), ("No such sheet", "A1")])
def test_what_has_no_cell_here_has_no_link(book: Any, where: tuple[str | None, str | None]) -> None:
    write(book, Finding("x", "note", "A note.", "", *where))
    with pytest.raises(Exception, match="link"):
        _ = book.sheets["Checks"].range("B5").hyperlink


def test_totals_that_differ_come_first(book: Any) -> None:
    rows = write(book, totals=(GOOD, BAD))
    at = next(i for i, row in enumerate(rows) if row[0] == "Result") + 1
    assert [row[:7] for row in rows[at : at + 2]] == [
        ["differs", "Clicks", "Total", 10.0, 12.5, 2.5, None],
        ["agrees", "Net cost EUR", "Total", 10.0, 10.0, 0.0, "Plan!D9"],
    ]
    assert "1 of 2 totals agree" in rows[1][0]


def test_a_sum_that_nothing_confirms_is_no_agreement(book: Any) -> None:
    alone = Total("clicks", None, 5.0, 5.0, 0.0, None, label="sum of the lines")
    rows = write(book, totals=(GOOD, alone))
    assert [row[0] for row in rows if row[0] in ("agrees", "unconfirmed")] == ["unconfirmed", "agrees"]
    assert "1 of 1 totals agree with the plan's own; nothing in the plan confirms 1 sum." in rows[1][0]
    rows = write(book, totals=(alone, alone))
    assert "the plan states no totals; nothing in the plan confirms 2 sums." in rows[1][0]


def test_only_what_leads_somewhere_is_blue(book: Any) -> None:
    at = [row[0] for row in write(book, totals=(BAD, GOOD))].index("agrees") + 1
    sheet = book.sheets["Checks"]
    assert sheet.range((at, 7)).hyperlink == "#'Plan'!D9"
    assert [sheet.range((row, 7)).font.color == LINK.colour for row in (at - 1, at)] == [False, True]


def test_the_workers_answer_becomes_checks() -> None:
    finding = {
        "code": "x",
        "severity": "note",
        "sentence": "A note.",
        "next_step": "",
        "sheet": "Plan",
        "cell": "A1",
    }
    total = {"measure": "net_cost", "currency": None, "plan": 1, "raw": 1, "difference": 0, "ok": True}
    answer = {
        "all_findings": [finding],
        "reconciliation": {"totals": [total], "levels": [total | {"level": "section", "label": "TV"}]},
    }
    found = checks.of_answer("plan", answer)
    assert found.findings == (Finding("x", "note", "A note.", "", "Plan", "A1"),)
    assert [t.level for t in found.totals] == ["table", "section"]
