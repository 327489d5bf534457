"""Periods without a date: what is asked, and what an answer makes of them."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.errors import UsageError
from worker.plans.layout import understand
from worker.plans.periods.date_questions import date_periods
from worker.shapes.answers import Answers
from worker.shapes.grid import Grid

LINES = [["Alpha", 4000, 1000, 2000, 1000], ["Beta", 600, 100, 200, 300], ["Gamma", 900, 300, 300, 300]]


def plan(*header, above=()):
    cells = [*above, ["Site", "Net cost", *header], *LINES]
    width = max(map(len, cells))
    return Grid("Plan", [[*row, *[None] * (width - len(row))] for row in cells])


def ask(grid, **answers):
    return date_periods([understand(grid)], [grid], Answers(answers))


def spans(dated):
    return [
        (f"{period.start:%y%m%d}-{period.end:%y%m%d}" if period.start and period.end else None)
        for layout in dated.layouts
        for table in layout.tables
        for period in table.periods
    ]


@pytest.mark.parametrize(
    ("header", "above"),
    [
        (("Mar 2026", "Apr 2026", "May 2026"), ()),
        (("Mar", "Apr", "May"), [["Plan 2026"]]),
        (
            ("Month 1", "Month 2", "Month 3"),
            [["Start date", "01.03.2026"], ["End date", "31.05.2026"], [None]],
        ),
    ],
)
def test_dated_periods_are_not_asked(header, above):
    dated = ask(plan(*header, above=above))
    assert dated.questions == ()
    assert spans(dated) == ["260301-260331", "260401-260430", "260501-260531"]


@pytest.mark.parametrize(
    ("days", "moved"),
    [
        (((2025, 12, 29), (2026, 1, 5), (2026, 1, 12)), []),
        (((2026, 12, 29), (2026, 1, 5), (2026, 1, 12)), [("period-year-moved", "C1")]),
        (((2026, 12, 14), (2026, 12, 21), (2026, 1, 4)), [("period-year-moved", "E1")]),
    ],
)
def test_a_typed_year_that_the_sequence_moves_is_told(days, moved):
    layout = understand(plan(*(datetime(*day) for day in days)))
    assert [(finding.code, finding.cell) for finding in layout.findings] == moved


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        (("Mar", "Apr", "May"), "year"),
        (("02.03-08.03", "09.03-15.03", "16.03-22.03"), "year"),
        (("W10", "W11", "W12"), "year"),
        (("Month 1", "Month 2", "Month 3"), "dates"),
        (("1 месяц", "2 месяц", "3 месяц"), "dates"),
        (("1. Monat", "2. Monat", "3. Monat"), "dates"),
    ],
)
def test_what_is_missing_is_asked_and_no_date_is_invented(header, kind):
    dated = ask(plan(*header))
    assert [(q.kind, q.id, q.sheets, q.columns, q.is_open) for q in dated.questions] == [
        (kind, kind, ("Plan",), ("C", "D", "E"), True)
    ]
    assert spans(dated) == [None] * 3


@pytest.mark.parametrize(
    ("header", "answers", "expected"),
    [
        (("Dec", "Jan", "Feb"), {"year": "2025"}, ["251201-251231", "260101-260131", "260201-260228"]),
        (("02.03-08.03", "09.03-15.03", "16.03-22.03"), {"year": "2026-03-02"}, ["260302-260308", "260309-260315", "260316-260322"]),
        (("Month 1", "Month 2", "Month 4"), {"dates": "2026-11"}, ["261101-261130", "261201-261231", "270201-270228"]),
        (("Month 1", "Month 2", "Month 3"), {"dates": "2026-01-31"}, ["260131-260227", "260228-260330", "260331-260429"]),
    ],
)  # fmt: skip
def test_an_answer_dates_them(header, answers, expected):
    dated = ask(plan(*header), **answers)
    assert spans(dated) == expected
    assert not any(question.is_open for question in dated.questions)


@pytest.mark.parametrize("answer", ["soon", "20 26", "2026"])
def test_an_answer_that_dates_nothing_is_refused(answer):
    with pytest.raises(UsageError):
        ask(plan("Month 1", "Month 2", "Month 3"), dates=answer)


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)))
def test_counted_months_follow_each_other_without_gaps(first):
    dated = ask(plan("Month 1", "Month 2", "Month 3"), dates=first.isoformat())
    periods = dated.layouts[0].tables[0].periods
    assert periods[0].start == first
    assert all((b.start - a.end).days == 1 for a, b in zip(periods, periods[1:], strict=False))
