"""A year and a part of it in two columns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from worker.shapes.raw_data import RawData

Build = Callable[..., RawData]


def days(raw: RawData) -> list[tuple[str, str]]:
    """First and last day of each row."""
    pairs = zip(*(raw.table.column(name).to_pylist() for name in ("start_date", "end_date")), strict=True)
    return [(str(first), str(last)) for first, last in pairs]


@pytest.mark.parametrize(
    ("headers", "cells"),
    [
        (("Year", "Month"), [("n/a", 3), (2026, 4)]),
        (("Year", "Month"), [(2026, 13), (2026, 4)]),
        (("Units", "Month"), [(120, 3), (340, 4)]),
        (("Year", "Day"), [(2026, 3), (2026, 4)]),
    ],
    ids=["a year is none", "no month", "no years", "a day"],
)
def test_other_numbers_are_no_times(
    build: Build, headers: tuple[str, str], cells: list[tuple[Any, Any]]
) -> None:
    columns = [(headers[0], None), (headers[1], "date"), ("Site", "publisher"), ("Net", "net_cost")]
    raw = build(columns, [[*cell, "A", 10 + at] for at, cell in enumerate(cells)])
    assert "start_date" not in raw.table.column_names


@pytest.mark.parametrize(
    ("headers", "cells", "times"),
    [
        (("Year", "Month"), [(2025, 12), (2026, "1")], [("2025-12-01", "2025-12-31"), ("2026-01-01", "2026-01-31")]),
        (("Jahr", "Monat"), [(2025, "November"), (None, "Dezember")], [("2025-11-01", "2025-11-30"), ("2025-12-01", "2025-12-31")]),
        (("Rok", "Miesiąc"), [("2025", "marzec"), ("2026", "listopad")], [("2025-03-01", "2025-03-31"), ("2026-11-01", "2026-11-30")]),
        (("Year", "Week"), [(2025, 52), (2026, 2)], [("2025-12-22", "2025-12-28"), ("2026-01-05", "2026-01-11")]),
        (("Year", "Quarter"), [(2025, "Q4"), (2026, "Q1")], [("2025-10-01", "2025-12-31"), ("2026-01-01", "2026-03-31")]),
        (("Jahr", "Woche"), [(2025, "KW 52"), (2026, "KW 2")], [("2025-12-22", "2025-12-28"), ("2026-01-05", "2026-01-11")]),
        (("Year", "Quarter"), [(2025, 4), (2026, 1)], [("2025-10-01", "2025-12-31"), ("2026-01-01", "2026-03-31")]),
    ],
)  # fmt: skip
def test_a_part_has_the_year_beside_it(
    build: Build,
    headers: tuple[str, str],
    cells: list[tuple[Any, Any]],
    times: list[tuple[str, str]],
) -> None:
    columns = [(headers[0], None), (headers[1], "date"), ("Site", "publisher"), ("Net", "net_cost")]
    raw = build(columns, [[*cell, "A", 10 + at] for at, cell in enumerate(cells)])
    assert days(raw) == times
