"""Reports of one delivery: which are the same cut another way, and which tables have lines of their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from worker.service import MediaMapper
from worker.settings import Settings
from worker.shapes.grid import Book, Grid

HEAD = ["Campaign", "Cost EUR", "Impressions", "Clicks"]
ADS: list[list[Any]] = [
    ["Ad", *HEAD, "Conversions"],
    ["Blue", "Spring", 700.4, 91_000, 811, 300],
    ["Red", "Spring", 500.1, 60_200, 402, 190],
]
PLACES: list[list[Any]] = [
    ["City", *HEAD],
    ["Kiel", "Spring", 400.2, 50_100, 413],
    ["Bonn", "Spring", 500.0, 61_000, 500],
    ["Trier", "Spring", 293.1, 39_700, 296],
]
KEYWORDS: list[list[Any]] = [
    ["Keyword", *HEAD, "Conversions"],
    ["bike", "Spring", 600.2, 48_000, 633, 280],
    ["bicycle", "Spring", 510.9, 31_000, 470, 180],
]
DAYS: list[list[Any]] = [
    ["Day", *HEAD[1:]],
    ["2026-03-01", 600.1, 75_000, 611],
    ["2026-03-02", 600.5, 76_300, 603],
]
OTHER: list[list[Any]] = [
    ["Ad", *HEAD],
    ["Blue", "Autumn", 990.4, 70_000, 702],
    ["Red", "Autumn", 800.1, 51_200, 302],
]
LIKE: list[list[Any]] = [
    ["Ad", *HEAD],
    ["Blue", "Autumn", 711.4, 90_000, 900],
    ["Red", "Autumn", 502.1, 70_200, 322],
]


@pytest.fixture
def mapper(tmp_path: Any) -> MediaMapper:
    return MediaMapper(Settings(memory_dir=tmp_path / "memory"))


def export(
    mapper: MediaMapper,
    first: list[list[Any]],
    second: list[list[Any]],
    answers: Mapping[str, str] | None = None,
) -> tuple[list[str], list[str]]:
    """The sheets of the rows, and the questions on reports."""
    book = Book("report", (Grid("A", [list(r) for r in first]), Grid("B", [list(r) for r in second])))
    result = mapper.export(book, mapper.map(book, llm=False, answers=answers), llm=False)
    sheets = sorted(set(result.raw.table.column("source_sheet").to_pylist()))
    return sheets, [question.id for question in result.questions if question.id.startswith("report")]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(OTHER, id="another campaign"),
        pytest.param(LIKE, id="the same columns: another week"),
        pytest.param([row[:3] for row in PLACES], id="money alone"),
    ],
)
def test_lines_of_their_own(mapper: MediaMapper, rows: list[list[Any]]) -> None:
    assert export(mapper, ADS, rows) == (["A", "B"], [])


@pytest.mark.parametrize(
    ("rows", "counts"),
    [
        pytest.param(PLACES, "A", id="by place, nearly the same"),
        pytest.param(KEYWORDS, "A", id="by keyword, less of it"),
        pytest.param(DAYS, "B", id="by day"),
    ],
)
def test_the_same_delivery_cut_another_way(mapper: MediaMapper, rows: list[list[Any]], counts: str) -> None:
    assert export(mapper, ADS, rows) == ([counts], ["report"])


def test_a_person_may_say_that_they_are_further_lines(mapper: MediaMapper) -> None:
    assert export(mapper, ADS, PLACES, {"report": "lines"}) == (["A", "B"], ["report"])


DAILY: list[list[Any]] = [
    ["Campaign", "Date", "Budget EUR", "Spend EUR"],
    *(
        [name, f"2026-03-{day:02}", budget, spend + day]
        for day in range(2, 16)
        for name, budget, spend in (("Spring", 100, 93.5), ("Bikes", 50, 48.2))
    ),
]


def weekly(first: str = "Spring", monday: int = 2, times: float = 1.0) -> list[list[Any]]:
    return [
        ["Campaign", "Start", "End", "Budget EUR", "Spend EUR"],
        *(
            [name, f"2026-03-{day:02}", f"2026-03-{day + 6:02}", budget, spend * times]
            for day in (monday, monday + 7)
            for name, budget, spend in ((first, 700, 712.0), ("Bikes", 350, 395.0))
        ),
    ]


@pytest.mark.parametrize(
    ("rows", "sheets"),
    [
        pytest.param(weekly(first="Autumn"), ["A", "B"], id="other campaigns"),
        pytest.param(weekly(monday=16), ["A", "B"], id="the next weeks"),
        pytest.param(weekly(times=1.2), ["A", "B"], id="other money"),
        pytest.param(weekly(), ["A"], id="the same days by week"),
    ],
)
def test_days_and_weeks_of_one_delivery(
    mapper: MediaMapper, rows: list[list[Any]], sheets: list[str]
) -> None:
    assert export(mapper, DAILY, rows) == (sheets, [] if len(sheets) > 1 else ["report"])
