"""Sheets that say the plan's lines once more, with what was delivered or by day, and those with lines of their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from worker.service import MediaMapper
from worker.settings import Settings
from worker.shapes.grid import Book, Grid

PLAN: list[list[Any]] = [
    ["Publisher", "Ad format", "Start", "End", "Net cost EUR", "Planned impressions"],
    ["Alfa", "Video", "2026-03-02", "2026-03-29", 4_120.5, 812_400],
    ["Beta", "Banner", "2026-03-02", "2026-03-29", 1_875.25, 655_300],
    ["Gamma", "Video", "2026-03-02", "2026-03-15", 990.8, 143_700],
]
TRACKER: list[list[Any]] = [
    [
        "Client",
        "Publisher",
        "Format",
        "Budget EUR",
        "Planned impressions",
        "Spend EUR",
        "Impressions",
        "Clicks",
    ],
    ["ACME", "Alfa", "Video", 4_120.5, 812_400, 4_020.1, 861_907, 4_211],
    ["ACME", "Beta", "Banner", 1_875.25, 655_300, 1_875.25, 702_118, 1_902],
    ["ACME", "Gamma", "Video", 990.8, 143_700, 880.0, 139_640, 377],
]
ESTADO: list[list[Any]] = [
    ["Soporte", "Formato", "Coste neto EUR", "Impresiones previstas", "Impresiones reales", "Clics reales"],
    ["Beta", "Banner", 1_875.25, 655_300, 702_118, 1_902],
    ["Alfa", "Video", 4_120.5, 812_400, 861_907, 4_211],
]
BERICHT: list[list[Any]] = [
    ["Nr.", "Werbeträger", "Format", "Nettokosten EUR", "Geplante Impressions", "Ausgaben EUR", "Ausgelieferte Impressions"],
    [1, "Alfa", "Video", 4_120.5, 812_400, 4_120.5, 861_907],
    [2, "Beta", "Banner", 1_875.25, 655_300, 1_870.0, 702_118],
    [3, "Gamma", "Video", 990.8, 143_700, 880.0, 139_640],
]  # fmt: skip


def days(last: int, clicks: int = 1_211) -> list[list[Any]]:
    """What was delivered of the tracker's first line, by day."""
    return [
        ["Date", "Impressions", "Clicks", "Spend EUR"],
        ["2026-03-02", 400_000, 2_000, 1_900.2],
        ["2026-03-03", 261_907, 1_000, 1_190.4],
        ["2026-03-04", last, clicks, 929.5],
    ]


def changed(rows: list[list[Any]], column: int, by: float) -> list[list[Any]]:
    """*rows* with the amounts of one column, from 0, times a factor."""
    return [rows[0], *([*r[:column], r[column] * by, *r[column + 1 :]] for r in rows[1:])]


def of_month(rows: list[list[Any]], month: int) -> list[list[Any]]:
    """*rows* with a day in the given month of the year on each line."""
    return [[*rows[0], "Date"], *([*row, f"2026-{month:02}-03"] for row in rows[1:])]


@pytest.fixture
def mapper(tmp_path: Any) -> MediaMapper:
    return MediaMapper(Settings(memory_dir=tmp_path / "memory"))


def export(
    mapper: MediaMapper, sheets: Mapping[str, list[list[Any]]], answers: Mapping[str, str] | None = None
) -> tuple[list[str], list[str]]:
    """The sheets of the rows, and the questions on reports of lines."""
    book = Book("plan", tuple(Grid(name, [list(row) for row in rows]) for name, rows in sheets.items()))
    result = mapper.export(book, mapper.map(book, llm=False, answers=answers), llm=False)
    names = sorted(set(result.raw.table.column("source_sheet").to_pylist()))
    return names, [question.id for question in result.questions if "line-report" in question.id]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(changed(changed(TRACKER, 3, 1.1), 4, 1.1), id="other amounts"),
        pytest.param([TRACKER[0], *(["ACME", f"{r[1]} II", "Audio", *r[3:]] for r in TRACKER[1:])], id="other names"),
        pytest.param(of_month(ESTADO, 5), id="another month"),
        pytest.param(days(200_001), id="days of another delivery"),
    ],
)  # fmt: skip
def test_lines_of_their_own(mapper: MediaMapper, rows: list[list[Any]]) -> None:
    assert export(mapper, {"Plan": PLAN, "Other": rows}) == (["Other", "Plan"], [])


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(TRACKER, id="a tracker"),
        pytest.param(of_month(ESTADO, 3), id="lines of the same month"),
        pytest.param(ESTADO, id="some of the lines, in another order"),
        pytest.param(BERICHT, id="in German"),
    ],
)
def test_the_plans_lines_with_what_was_delivered(mapper: MediaMapper, rows: list[list[Any]]) -> None:
    assert export(mapper, {"Plan": PLAN, "Status": rows}) == (["Plan"], ["line-report"])


def test_one_line_of_a_tracker_by_day(mapper: MediaMapper) -> None:
    sheets = {"Status": TRACKER, "Alfa": days(200_000), "Plan": PLAN}
    assert export(mapper, sheets) == (["Plan"], ["line-report", "line-report-2"])
    assert export(mapper, {"Status": TRACKER, "Alfa": days(200_001, 990)})[0] == ["Alfa", "Status"]


def test_a_person_may_say_that_they_are_further_lines(mapper: MediaMapper) -> None:
    both = {"Plan": PLAN, "Status": TRACKER}
    assert export(mapper, both, {"line-report": "lines"}) == (["Plan", "Status"], ["line-report"])
