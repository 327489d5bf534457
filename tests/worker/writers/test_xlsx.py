"""A workbook of raw data."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from tests.worker.whole_table import WholeTable
from tests.worker.writers.small_table import FINDINGS, FORMULAS, TOTALS, raw_of
from worker.shapes.raw_data import RawData
from worker.writers import writing
from worker.writers.sheets import dress


@pytest.fixture
def sheets(tmp_path: Path) -> Callable[[RawData], dict[str, list[tuple[Any, ...]]]]:
    """The sheets of a written workbook as rows of values."""

    def read(raw: RawData) -> dict[str, list[tuple[Any, ...]]]:
        from openpyxl import load_workbook

        writing.write(raw, tmp_path / "raw.xlsx")
        book = load_workbook(tmp_path / "raw.xlsx")
        return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}

    return read


def test_a_workbook_has_raw_data_checks_and_reconciliation(sheets: Any) -> None:
    found = sheets(raw_of(["A", None], findings=FINDINGS, totals=TOTALS))
    assert list(found) == ["Raw data", "Checks", "Reconciliation"]
    header, first, second = found["Raw data"]
    assert header == ("date", "site", "ad_id", "cost", "views", "ctr", "source_row")
    assert (str(first[0])[:10], *first[1:]) == ("2026-01-05", "A", "007", 1234.5, 10, 0.015, 2)
    assert second[1] is None and second[4] is None
    assert [row[0] for row in found["Checks"][1:]] == ["warning", "note"]
    assert [row[0] for row in found["Reconciliation"][1:]] == ["differs", "unconfirmed", "agrees"]


def test_a_workbook_is_made_to_be_looked_at(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    writing.write(raw_of(["A"]), tmp_path / "raw.xlsx")
    sheet = load_workbook(tmp_path / "raw.xlsx")["Raw data"]
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A2", "$1:$1")
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    table = sheet.tables["RawData"]
    assert (table.ref, table.autoFilter.ref) == ("A1:G2", "A1:G2")
    assert [column.name for column in table.tableColumns] == [cell.value for cell in sheet[1]]
    assert [sheet.cell(2, c).number_format for c in (1, 4, 5, 6)] == [
        "yyyy-mm-dd",
        "#,##0.00",
        "#,##0",
        "0.00%",
    ]
    assert len({cell.font.name for row in sheet.iter_rows() for cell in row}) == 1


def test_text_is_text_in_a_workbook(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    texts = [*FORMULAS[:4], *FORMULAS[6:], "http://example.com", "mailto:x@y", "0012", "TRUE", "x" * 40_000]
    writing.write(raw_of(list(texts), findings=FINDINGS), tmp_path / "raw.xlsx")
    book = load_workbook(tmp_path / "raw.xlsx")
    cells = [row[1] for row in book["Raw data"].iter_rows(min_row=2)]
    assert {c.data_type for c in cells} <= {"s", "inlineStr"}
    assert not any(c.hyperlink for c in cells)
    assert [c.value for c in cells][:-1] == texts[:-1]
    assert len(str(cells[-1].value)) == 32_767
    assert book["Checks"]["D2"].data_type != "f"


def test_more_rows_than_a_sheet_has_go_on(sheets: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from worker.writers.sheets import dress

    monkeypatch.setattr(dress, "MOST_ROWS", 2)
    found = sheets(raw_of(["A", "B", "C"]))
    assert [row[1] for row in found["Raw data"]] == ["site", "A", "B"]
    assert [row[1] for row in found["Raw data 2"]] == ["site", "C"]


@pytest.mark.parametrize(
    ("currency", "field", "number_format"),
    [
        (None, "net_cost", "#,##0.00"),
        ("euro", "net_cost", "#,##0.00"),  # no code
        ("EUR", "net_cost", '#,##0.00" EUR"'),
        ("JPY", "net_cost", '#,##0" JPY"'),  # yen have no cents
        ("JPY", "cpm", '#,##0.00" JPY"'),  # a price of one has
    ],
)
def test_money_has_the_format_of_its_currency(
    tmp_path: Path, currency: str | None, field: str, number_format: str
) -> None:
    import pyarrow as pa
    from openpyxl import load_workbook

    from worker.knowledge.templates import load_template

    table = pa.table({"currency": pa.array([currency], pa.string()).dictionary_encode(), field: [1234.5]})
    writing.write(RawData(WholeTable(table), load_template()), tmp_path / "raw.xlsx")
    assert load_workbook(tmp_path / "raw.xlsx")["Raw data"]["B2"].number_format == number_format


def test_parts_are_packed_as_quickly_as_it_says(tmp_path: Path) -> None:
    """xlsxwriter has no option for it: a new version of it must not fall back unnoticed."""
    writing.write(raw_of([f"Site {at * at}" for at in range(900)]), tmp_path / "raw.xlsx")
    with ZipFile(tmp_path / "raw.xlsx") as book:
        part = max(book.infolist(), key=lambda member: member.file_size)
        sizes = {level: _packed_size(book.read(part), level) for level in (dress.LEVEL, 6)}
    assert part.compress_size == sizes[dress.LEVEL] != sizes[6]


def _packed_size(data: bytes, level: int) -> int:
    packer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    return len(packer.compress(data) + packer.flush())
