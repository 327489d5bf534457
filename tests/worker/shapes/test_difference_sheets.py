"""What a difference says to a person: the same on every sheet and terminal."""

from __future__ import annotations

from datetime import date

import pytest

from tests.worker.writers.test_difference_book import DIFFERENCE, SUMS
from worker.shapes import difference_sheets
from worker.shapes.difference import Difference, LineChange, PeriodChange, SumChange


def test_two_versions_that_are_one_have_no_rows_and_no_waterfall() -> None:
    same = Difference("a", "b", 1, 1, (), (SumChange("net_cost", None, 1, 1, 0, 0, 0, 0, 0, 0),), (), ())
    assert difference_sheets.sentence(same) == "1 line before, 1 after: nothing changed."
    assert difference_sheets.line_rows(same) == difference_sheets.detail_rows(same) == []
    assert difference_sheets.drawn(same) == []


@pytest.mark.parametrize(
    ("texts", "names"),
    [
        ([], []),
        ([{"publisher": "A", "notes": "x"}], ["publisher"]),  # one line is called by all that it has
        ([{"advertiser": "Acme", "publisher": "A"}, {"advertiser": "Acme", "publisher": "B"}], ["publisher"]),
        ([{"publisher": "A"}, {"publisher": "B"}, {"placement": "Feed"}], ["publisher", "placement"]),
        ([{"publisher": "A"}, {"publisher": "A"}], ["publisher"]),
    ],
)
def test_a_line_is_called_by_what_tells_it_apart(texts: list[dict[str, str]], names: list[str]) -> None:
    changes = [LineChange("changed", "k", each, None, None) for each in texts]
    assert difference_sheets.telling(changes) == names


def test_each_row_has_a_cell_for_each_head() -> None:
    for heads, rows in (
        (difference_sheets.SUM_HEADS, difference_sheets.sum_rows(DIFFERENCE)),
        (difference_sheets.line_heads(DIFFERENCE), difference_sheets.line_rows(DIFFERENCE)),
        (difference_sheets.DETAIL_HEADS, difference_sheets.detail_rows(DIFFERENCE)),
    ):
        assert rows
        assert {len(row) for row in rows} == {len(heads)}


def test_a_period_has_its_day_and_its_difference() -> None:
    change = LineChange("changed", "k", {"placement": "Reels"}, None, None, periods=[PeriodChange(date(2026, 3, 1), "net_cost", 5.0, 4.0)])  # fmt: skip
    rows = difference_sheets.detail_rows(Difference("a", "b", 1, 1, (change,), (), (), ()))
    assert rows == [["Reels", "k", "Net cost", date(2026, 3, 1), 5.0, 4.0, -1.0]]


def test_the_steps_of_a_waterfall_begin_where_the_last_one_ended() -> None:
    steps = difference_sheets.waterfall(SUMS[0])
    assert [(step.label, step.first, step.last) for step in steps] == [
        ("before", 0.0, 1000.0),
        ("less", 1000.0, 950.0),
        ("added", 950.0, 980.0),
        ("after", 0.0, 980.0),
    ]


@pytest.mark.parametrize(
    ("first", "last", "bars"),
    [
        (10.0, 15.0, (10.0, 0.0, 5.0, 0.0)),
        (10.0, 4.0, (4.0, 0.0, 0.0, 6.0)),
        (10.0, -2.0, (0.0, 0.0, 0.0, 12.0)),
    ],
)
def test_bars(first: float, last: float, bars: tuple[float, ...]) -> None:
    assert difference_sheets.bars(difference_sheets.Step("x", first, last)) == bars
