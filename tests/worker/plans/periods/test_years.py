"""The year of periods that name none."""

from __future__ import annotations

import pytest

from worker.plans.periods.header_times import header_times
from worker.plans.periods.rows import Slot
from worker.plans.periods.years import (
    base_year,
    brief_span,
    counts_months,
    counts_weeks,
    in_one_language,
    months_of_flight,
    offsets,
    rising,
    title_month,
    title_year,
    with_months,
)
from worker.plans.rows.header_cells import HeaderCell
from worker.shapes.grid import Cell, Grid
from worker.shapes.layout import BriefItem
from worker.values.dates.parts import Partial


def slots(*texts: Cell) -> list[Slot]:
    return [
        Slot(column, 1, HeaderCell(text, 1, column), header_times(text, None, "dmy")[0], True)
        for column, text in enumerate(texts, 1)
    ]


def brief(**fields: str) -> list[BriefItem]:
    return [BriefItem(name, value, name, 1, 1) for name, value in fields.items()]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["Jan", "Feb", "Mar"], [0, 0, 0]),
        (["Nov", "Dec", "Jan", "Feb"], [0, 0, 1, 1]),
        (["Jan", "Feb", "Jan", "Feb"], [0, 0, 0, 0]),
        (["W51", "W52", "W1"], [0, 0, 1]),
    ],
)
def test_time_that_runs_back_starts_the_next_year(texts: list[str], expected: list[int]) -> None:
    assert offsets(slots(*texts), [None] * len(texts)) == expected


@pytest.mark.parametrize(
    ("above", "sheet", "year"),
    [
        ("Media plan", "Plan", None),
        ("Plan 2025 and 2026", "Plan", None),
        ("Budget 2026000", "Plan", None),
        ("Media plan 2026", "Plan 2025", 2026),
        ("FY 2025-2026", "Plan", 2025),
        ("03.04.2026 - 05.06.2026", "Plan", 2026),
        (2026, "Plan", 2026),
        ("Media plan", "Plan 2027", 2027),
    ],
)
def test_the_title_says_the_year(above: Cell, sheet: str, year: int | None) -> None:
    assert title_year(Grid(sheet, [[above], ["Jan"]]), (2,)) == year


@pytest.mark.parametrize(
    ("texts", "fields", "last_resort", "year"),
    [
        (["Jan", "Feb"], {}, None, None),
        (["Jan", "Feb"], {}, 2024, 2024),
        (["Jan", "Feb 2026"], {}, 2024, 2026),
        (["Jan", "Feb"], {"start_date": "2026-01-01", "end_date": "2026-02-28"}, 2024, 2026),
        (["Jan", "Feb"], {"start_date": "2025-11-01", "end_date": "2026-02-28"}, None, 2026),
        (["Nov", "Dec"], {"start_date": "2025-11-01", "end_date": "2026-02-28"}, None, 2025),
    ],
)
def test_where_the_first_year_comes_from(
    texts: list[str], fields: dict[str, str], last_resort: int | None, year: int | None
) -> None:
    run = slots(*texts)
    grid = Grid("Plan", [list(texts)])
    assert base_year(grid, run, [0] * len(run), (1,), brief(**fields), last_resort) == year


@pytest.mark.parametrize(
    ("texts", "counts"),
    [
        (["Month 1", "Month 2"], True),
        (["Month 2", "Month 3"], False),
        (["Month 1 2026", "Month 2 2026"], False),
        (["M1", "M2"], False),
        ([f"Month {n}" for n in range(1, 13)], False),
    ],
)
def test_months_that_count_from_the_first(texts: list[str], counts: bool) -> None:
    assert counts_months(slots(*texts)) is counts


def test_months_of_a_flight_begin_with_its_first() -> None:
    flight = (Partial(5, 11, 2026), Partial(1, 2, 2027))
    run = months_of_flight(slots("Month 1", "Month 2", "Month 3"), flight)
    assert [(slot.time.first.month, slot.time.first.year) for slot in run] == [
        (11, 2026),
        (12, 2026),
        (1, 2027),
    ]
    assert months_of_flight(slots("Month 1"), None)[0].time.first.month is None


def test_bare_days_go_over_into_the_next_month() -> None:
    run = with_months(slots(30, 31, 1, 2), Partial(None, 12, 2026))
    assert [slot.time.first for slot in run] == [
        Partial(30, 12, 2026), Partial(31, 12, 2026), Partial(1, 1, 2027), Partial(2, 1, 2027),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "fields", "month"),
    [
        ("Media plan", {}, None),
        ("January and February", {}, None),
        ("Медиаплан, март 2026", {}, Partial(None, 3, 2026)),
        ("Plan", {"start_date": "2026-05-02", "end_date": "2026-05-20"}, Partial(None, 5, 2026)),
        ("Plan", {"start_date": "2026-05-02", "end_date": "2026-06-20"}, None),
    ],
)
def test_the_title_says_the_month(title: str, fields: dict[str, str], month: Partial | None) -> None:
    assert title_month(Grid("Plan", [[title], [1]]), (2,), brief(**fields)) == month


@pytest.mark.parametrize(
    ("above", "fields", "month"),
    [
        (["October 2026", "November 2026"], {}, 11),
        (["October 2026", "TV, November 2026"], {}, 11),
        (["TV, October 2026"], {"start_date": "2026-11-01", "end_date": "2026-11-30"}, 11),
        (["October 2026"], {"start_date": "2026-11-01", "end_date": "2026-11-30"}, 10),
        (["October 2026"], {"start_date": "2026-10-05", "end_date": "2026-11-20"}, 10),
    ],
)
def test_each_block_has_the_month_of_the_nearest_title(
    above: list[Cell], fields: dict[str, str], month: int | None
) -> None:
    rows = [[text] for text in above]
    title = title_month(Grid("Plan", [*rows, [1]]), (len(rows) + 1,), brief(**fields))
    assert (title.month if title else None) == month


@pytest.mark.parametrize(
    ("fields", "span"),
    [
        ({}, None),
        ({"client": "Acme"}, None),
        ({"start_date": "2026-05-02"}, (Partial(2, 5, 2026), Partial(2, 5, 2026))),
        ({"start_date": "2026-05-02", "end_date": "2026-06-20"}, (Partial(2, 5, 2026), Partial(20, 6, 2026))),
    ],
)
def test_the_flight_of_the_brief(fields: dict[str, str], span: tuple[Partial, Partial] | None) -> None:
    assert brief_span(brief(**fields)) == span


def test_typed_dates_rise_over_new_year_and_words_stay() -> None:
    typed = slots("01/11/2026", "01/12/2026", "01/01/2026")
    _, years = rising(typed, [2026] * 3, [None] * 3, None)
    assert years == [2026, 2026, 2027]
    assert rising(typed[:2], [2026] * 2, [None] * 2, None)[1] == [2026, 2026]


@pytest.mark.parametrize(
    ("texts", "counts"),
    [
        (["KW 1", "KW 2"], False),
        (["W1", "W2"], False),
        (["Week 10", "Week 11"], False),
        (["Week 1"], False),
        (["Week 1 2026", "Week 2 2026"], False),
        ([f"Week {n}" for n in range(1, 53)], False),
        (["Week 1", "Week 2"], True),
        (["Settimana 1", "Settimana 2", "Settimana 3"], True),
        (["第1周", "第2周"], True),
    ],
)
def test_weeks_that_count_from_the_first(texts: list[str], counts: bool) -> None:
    assert counts_weeks(slots(*texts)) is counts


@pytest.mark.parametrize(
    ("title", "months", "year"),
    [
        ("FY27 plan", ["Apr", "May", "Jun"], None),
        ("FY26/27 plan", ["Apr", "May", "Jun"], None),
        ("FY26/27 plan", ["Jan", "Feb", "Mar"], 2027),
        ("FY26/27 plan", ["Sep", "Oct"], 2026),
        ("FY26/27 plan", ["Apr", "Dec", "Jan"], 2026),
        ("FY27 plan", ["Jul", "Dec", "Jan", "Jun"], 2026),
        ("FY2027 H1", ["Oct", "Nov", "Dec", "Jan"], 2026),
    ],
)
def test_a_fiscal_year_ends_in_the_year_that_it_names(
    title: str, months: list[str], year: int | None
) -> None:
    columns = slots(*months)
    shifts = offsets(columns, [None] * len(columns))
    grid = Grid("Plan", [[title, *[None] * (len(months) - 1)], list(months)])
    assert base_year(grid, columns, shifts, [2], [], None) == year


@pytest.mark.parametrize(
    ("months", "numbers"),
    [
        (["Oct", "Nov", "Dec"], [10, 11, 12]),
        (["Mar plan", "Mar fact"], [3, 3]),
        (["wrzesień", "październik", "listopad", "grudzień"], [9, 10, 11, 12]),
        (["rujan", "listopad", "studeni", "prosinac"], [9, 10, 11, 12]),
        (["svi", "lip", "srp", "kol"], [5, 6, 7, 8]),
    ],
)
def test_two_words_for_one_month_are_two_months(months: list[str], numbers: list[int]) -> None:
    assert [slot.time.first.month for slot in in_one_language(slots(*months))] == numbers
