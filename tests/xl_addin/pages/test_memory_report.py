"""The Memory report sheet, from a full report and from an empty one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from xl_addin.engines.files.app import file_app
from xl_addin.pages import memory_report

REPORT: dict[str, Any] = {
    "mappings": 12,
    "decisions": 20,
    "confirmed": 15,
    "rejected": 2,
    "corrected": 3,
    "asked": 40,
    "answered": 30,
    "calls_avoided": 30,
    "calibration": {"bins": [{"low": 0.8, "high": 0.9, "count": 5, "said": 0.85, "right": 0.8}]},
    "sources": [{"name": "confirm", "mappings": 12, "confirmed": 15, "rejected": 2, "corrected": 3}],
    "scopes": [{"name": "", "mappings": 12, "confirmed": 15, "rejected": 2, "corrected": 3}],
    "failing_mappings": [
        {"header": "=Cost", "field": None, "confidence": 0.2, "confirms": 1, "rejects": 4, "state": "holds"}
    ],
    "model": {"calls": 2, "cost": 0.5},
}


@pytest.fixture
def book() -> Iterator[Any]:
    with file_app() as app:
        yield app.books.add()


def cells(sheet: Any) -> list[list[Any]]:
    found: list[list[Any]] = sheet.range((1, 1), (sheet.used_range.last_cell.row, 6)).value
    return found


def test_an_empty_memory_says_so(book: Any) -> None:
    rows = cells(memory_report.write(book, {}))
    assert rows[1][0] == "0 mappings from 0 decisions."
    assert "Nothing yet." in [row[0] for row in rows]


def test_each_table_has_its_rows(book: Any) -> None:
    rows = cells(memory_report.write(book, REPORT))
    assert rows[1][0] == "12 mappings from 20 decisions. It answered 30 of 40 questions."
    assert ["confirmed", 15.0] in [row[:2] for row in rows]
    assert ["80% to 90%", 0.85, 0.8, 5.0] in [row[:4] for row in rows]
    assert ["=Cost", "none", 0.2, 1.0, 4.0, "holds"] in rows
    assert ["everybody", 12.0, 15.0, 2.0, 3.0] in [row[:5] for row in rows]


def test_charts_do_not_cover_each_other(book: Any) -> None:
    sheet = memory_report.write(book, REPORT)
    charts = sorted(sheet.charts, key=lambda chart: chart.top)
    assert len(charts) == len(memory_report.CHARTS)
    assert all(a.top + a.height <= b.top for a, b in zip(charts, charts[1:], strict=False))


def test_an_engine_without_charts_shows_the_tables(book: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: Any, **__: Any) -> Any:
        raise NotImplementedError

    monkeypatch.setattr("xlwings.main.Charts.add", none)
    assert "Decisions" in [row[0] for row in cells(memory_report.write(book, REPORT))]
