"""The sheets of a difference: texts stay texts, amounts amounts, and charts are drawn where they can be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import msgspec
import pytest

from tests.worker.writers.test_difference_book import DIFFERENCE
from worker.shapes.difference import FieldChange, PeriodChange
from worker.wire.differences import difference_answer
from xl_addin.engines.files.app import file_app
from xl_addin.pages import difference

CHANGED = replace(
    DIFFERENCE.changes[0],
    fields=[FieldChange("placement", "=Feed", "Reels"), FieldChange("unit_rate", 5.0, None)],
    periods=[PeriodChange(date(2026, 3, 1), "net_cost", 500.0, 450.0)],
)
WITH_PERIODS = replace(DIFFERENCE, changes=(CHANGED, DIFFERENCE.changes[1]))


@pytest.fixture
def book() -> Iterator[Any]:
    with file_app() as app:
        book = app.books.add()
        book.sheets[0].name = "Plan v4"
        yield book


def rows(sheet: Any, width: int) -> list[list[Any]]:
    last = sheet.used_range.last_cell.row
    found: list[list[Any]] = sheet.range((5, 1), (max(last, 5), width)).options(ndim=2).value
    return found


def test_the_answer_of_diff_is_the_difference_again() -> None:
    answer = msgspec.json.decode(msgspec.json.encode(difference_answer(WITH_PERIODS, True)))
    again = difference.of_answer(answer)
    assert (again.counts, again.sums) == (WITH_PERIODS.counts, WITH_PERIODS.sums)
    assert again.changes[0].periods[0] == CHANGED.periods[0]


def test_nothing_changed(book: Any) -> None:
    same = replace(DIFFERENCE, changes=(), sums=())
    for write in (difference.write_sums, difference.write_lines, difference.write_details):
        sheet = write(book, same)
        assert sheet["A2"].value == "5 lines before, 6 after: nothing changed."
        assert rows(sheet, 1) == [[None]]
        assert len(sheet.charts) == 0


def test_a_line_that_changed_links_to_its_place(book: Any) -> None:
    sheet = difference.write_lines(book, WITH_PERIODS)
    first, second = rows(sheet, 5)
    assert first == [
        "changed", "=Meta · Reels", "placement: =Feed → Reels; unit rate: 5 → blank; 1 period", "Plan, row 7", "Plan v4, row 9",
    ]  # fmt: skip
    assert second == ["added", "Joyn", None, None, "Plan v4, row 12"]
    assert sheet["E5"].hyperlink == "#'Plan v4'!A9"
    assert sheet["A5"].color != sheet["A6"].color


def test_details_hold_texts_as_texts_and_amounts_as_amounts(book: Any) -> None:
    sheet = difference.write_details(book, WITH_PERIODS)
    assert [row[2:] for row in rows(sheet, 7)] == [
        ["Placement", None, "=Feed", "Reels", None],
        ["Unit rate", None, 5.0, None, None],
        ["Net cost", datetime(2026, 3, 1), 500.0, 450.0, -50.0],
    ]


def test_each_sum_that_changed_has_a_waterfall(book: Any) -> None:
    sheet = difference.write_sums(book, WITH_PERIODS)
    assert [chart.title for chart in sheet.charts] == ["Net cost, EUR"]
    figures = sheet.range((7, 14), (11, 18)).value
    assert figures[0][1:] == ["base", "total", "up", "down"]
    assert figures[1:] == [
        ["before", 0.0, 1000.0, 0.0, 0.0],
        ["less", 950.0, 0.0, 0.0, 50.0],
        ["added", 950.0, 0.0, 30.0, 0.0],
        ["after", 0.0, 980.0, 0.0, 0.0],
    ]
