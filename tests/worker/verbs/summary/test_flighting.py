"""The picture of lines over time."""

from __future__ import annotations

from datetime import date

from tests.worker.verbs.summary.raw_tables import FEB, JAN, raw_of
from worker.verbs.summary import flighting
from worker.verbs.summary.raw_columns import RawColumns


def test_lines_without_dates_make_no_picture() -> None:
    assert flighting.flighting(RawColumns(raw_of([("TV", "A", None, None, "EUR", 1.0, 2)]))) is None


def test_whole_months_are_months() -> None:
    picture = flighting.flighting(
        RawColumns(
            raw_of(
                [
                    ("TV", "A", *JAN, "EUR", 1.0, 2),
                    ("TV", "A", *FEB, "EUR", 2.0, 2),
                    ("OOH", "B", *FEB, "EUR", 4.0, 3),
                ]
            )
        )  # fmt: skip
    )
    assert picture is not None
    assert (picture.step, picture.starts, picture.heads) == (
        "month",
        (date(2026, 1, 1), date(2026, 2, 1)),
        ("Channel", "Publisher"),
    )
    assert [(line.labels, line.amount, line.cells) for line in picture.lines] == [
        (("TV", "A"), 3.0, (1.0, 2.0)),
        (("OOH", "B"), 4.0, (None, 4.0)),
    ]


def test_weeks_begin_on_the_plans_own_day() -> None:
    sunday = (date(2026, 1, 4), date(2026, 1, 10))
    picture = flighting.flighting(RawColumns(raw_of([("TV", "A", *sunday, "EUR", 7.0, 2)])))
    assert picture is not None
    assert (picture.step, picture.starts) == ("week", (date(2026, 1, 4),))
    assert picture.lines[0].cells == (7.0,)


def test_lines_keep_the_order_of_the_plan_and_end_somewhere() -> None:
    rows = [("TV", f"P{n}", *JAN, "EUR", 1.0, n) for n in range(200, 200 - flighting.MOST_LINES - 3, -1)]
    picture = flighting.flighting(RawColumns(raw_of(rows)))
    assert picture is not None
    assert (len(picture.lines), picture.more) == (flighting.MOST_LINES, 3)
    assert [line.labels[1] for line in picture.lines[:2]] == ["P200", "P199"]
