"""The Raw data sheet: typed where typed, text where text, and never a formula."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from worker.errors import UsageError
from xl_addin.engines.files.app import file_app
from xl_addin.pages import page, raw_data
from xl_addin.pages.raw_data import RawData

COLUMNS = (
    "start_date",
    "publisher",
    "net_cost",
    "share",
    "clicks",
    "source_sheet",
    "source_row",
    "source_column",
)
TYPES = {
    "start_date": "date",
    "publisher": "text",
    "net_cost": "money",
    "share": "percent",
    "clicks": "number",
}
ROWS = [
    ["2026-01-05", "Alpha", 10.5, 0.25, 3.0, "Plan", 4, "H"],
    [None, '=HYPERLINK("http://evil")', None, None, 4.0, "Plan", 5, "H,N"],
]


@pytest.fixture
def book() -> Iterator[Any]:
    with file_app() as app:
        yield app.books.add()


def write(book: Any, rows: list[list[Any]] = ROWS) -> Any:
    return raw_data.write(book, RawData(COLUMNS, rows, TYPES))


def test_a_text_that_looks_like_a_formula_stays_text(book: Any) -> None:
    sheet = write(book)
    assert (sheet.range("B3").value, sheet.range("B3").number_format) == ('=HYPERLINK("http://evil")', "@")
    assert sheet.impl.xl["B3"].data_type == "s"


def test_dates_and_numbers_are_typed(book: Any) -> None:
    sheet = write(book)
    assert sheet.range("A2:H2").value == [datetime(2026, 1, 5), "Alpha", 10.5, 0.25, 3.0, "Plan", 4.0, "H"]
    formats = [sheet.range((2, at)).number_format for at in range(1, 9)]
    assert formats == ["yyyy-mm-dd", "@", "#,##0.00_)_)", "0.00%_)_)", "#,##0_)_)", "@", "0", "@"]


def test_blanks_stay_blank(book: Any) -> None:
    assert write(book).range("A3").value is None


def test_a_shorter_table_leaves_nothing_of_the_longer(book: Any) -> None:
    first = write(book)
    second = write(book, ROWS[:1])
    assert second.name == first.name
    assert second.range("A3:H3").value == [None] * 8


def test_a_date_that_is_none_is_not_lost(book: Any) -> None:
    """A column of the type date always holds dates or blanks; anything else would be a fault to be seen."""
    with pytest.raises(ValueError, match="31.02."):
        write(book, [["31.02.", *ROWS[0][1:]]])


def test_more_rows_than_a_sheet_has_are_refused(book: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(raw_data, "MOST_ROWS", 1)
    with pytest.raises(UsageError, match="2 rows.*raw.parquet"):
        write(book)
    assert page.find(book, page.RAW_DATA) is None


def test_long_tables_are_written_in_parts(book: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(raw_data, "PART", 3)
    rows = [["2026-01-05", f"Site {i}", float(i), 0.1, 1.0, "Plan", i, "H"] for i in range(10)]
    assert write(book, rows).range("B2:B11").value == [row[1] for row in rows]
