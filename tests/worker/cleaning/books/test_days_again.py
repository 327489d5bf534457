"""Tables that tell the same days once more: which are further lines, and which count once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest

from worker.service import MediaMapper
from worker.settings import Settings
from worker.shapes.grid import Book, Grid

DAYS = [date(2026, 3, day) for day in range(2, 10)]
WEIGHTS = (0.7, 0.8, 0.9, 1.0, 1.5, 2.5, 1.2, 0.7)


@pytest.fixture
def mapper(tmp_path: Any) -> MediaMapper:
    return MediaMapper(Settings(memory_dir=tmp_path / "memory"))


def daily(
    header: Sequence[str], *columns: float | Callable[[int], float], days: Sequence[date] = DAYS
) -> list[list[Any]]:
    """Lines of single days; each column's amounts follow the days' weights, or are a function of the day's place."""
    lines = [
        [day, *(each(at) if callable(each) else round(each * WEIGHTS[at], 2) for each in columns)]
        for at, day in enumerate(days)
    ]
    return [list(header), *lines]


PLAN = daily(
    ["Date", "Spend EUR", "Impressions Meta", "Impressions YouTube", "Video views"],
    1213.37,
    90_000,
    40_000,
    7_000,
)
FURTHER = (("Format", "Objective", "Landing page"), ("Story", "Reach", "alder.test"))
"""With more columns than the plan a table is no summary of it."""


def sheets(mapper: MediaMapper, *others: list[list[Any]]) -> tuple[set[str], list[tuple[str, ...]]]:
    """The sheets that are exported, and those that each question is about."""
    wide = [[[*row, *FURTHER[bool(at)]] for at, row in enumerate(rows)] for rows in others]
    named = {f"Sheet {at}": rows for at, rows in enumerate((PLAN, *wide), 1)}
    book = Book("plan.xlsx", tuple(Grid(name, [list(row) for row in rows]) for name, rows in named.items()))
    export = mapper.export(book, mapper.map(book, llm=False), llm=False)
    asked = [q.sheets for q in export.questions if q.id.startswith("report")]
    return {str(name) for name in export.raw.table.column("source_sheet").to_pylist()}, asked


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(
            daily(["Date", "Spend EUR", "Impressions", "Clicks"], 1213.37, 55_000, 700),
            id="another channel with half of the budget",
        ),
        pytest.param(
            daily(["Date", "Spend EUR", "Clicks"], 1213.37, 700), id="money alone, and a volume of its own"
        ),
        pytest.param(
            daily(["Date", "Spend EUR", "Impressions Meta"], 900, 90_000), id="other money, the same volume"
        ),
        pytest.param(
            daily(
                ["Date", "Spend EUR", "Impressions Meta"],
                1213.37,
                90_000,
                days=[date(2026, 4, day) for day in range(2, 10)],
            ),
            id="another month",
        ),
        pytest.param(
            daily(["Date", "Spend EUR", "Impressions Meta"], lambda _: 1500.0, 90_000), id="an even spend"
        ),
    ],
)
def test_further_lines_stay(mapper: MediaMapper, other: list[list[Any]]) -> None:
    assert sheets(mapper, other) == ({"Sheet 1", "Sheet 2"}, [])


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(
            daily(["Date", "Spend EUR", "Impressions Meta", "Impressions YouTube"], 1213.37, 90_000, 40_000),
            id="by channel as well",
        ),
        pytest.param(
            daily(["Fecha", "Inversión EUR", "Impresiones Meta", "Clics"], 1213.37, 90_000, 700),
            id="one of the channels, and clicks",
        ),
        pytest.param(
            daily(["Datum", "Kosten EUR", "Impressions YouTube"], 1213.37, 40_000), id="in another language"
        ),
    ],
)
def test_the_same_days_count_once(mapper: MediaMapper, other: list[list[Any]]) -> None:
    kept, asked = sheets(mapper, other)
    assert kept == {"Sheet 1"}
    assert asked == [("Sheet 2", "Sheet 1")]
