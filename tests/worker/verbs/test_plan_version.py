"""Versions as plans and as raw-data files of each kind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from worker import settings
from worker.plans.files.reading import read_book
from worker.service import MediaMapper
from worker.shapes.difference import Difference
from worker.writers import writing

PLAN = Path("examples/weekly_tv_digital_en/plan.xlsx").resolve()


@pytest.fixture
def mapper(tmp_path: Path) -> Iterator[MediaMapper]:
    mapper = MediaMapper(settings.load(tmp_path / "memory", llm=False))
    yield mapper
    mapper.close()


def compared(mapper: MediaMapper, old: Path, new: Path) -> Difference:
    return mapper.diff(mapper.version(old), mapper.version(new))


@pytest.mark.parametrize("suffix", [".parquet", ".csv", ".xlsx"])
def test_raw_data_of_a_plan_is_the_plan(mapper: MediaMapper, tmp_path: Path, suffix: str) -> None:
    raw = tmp_path / f"raw{suffix}"
    book_of = mapper.version(PLAN)
    book = read_book(PLAN, settings=mapper.settings)
    writing.write(mapper.export(book, mapper.map(book), learn=False).raw, raw)
    version = mapper.version(raw)
    assert version.lines.keys == book_of.lines.keys and all(version.lines.keys)
    difference = compared(mapper, PLAN, raw)
    assert difference.changes == () and all(one.difference == 0 for one in difference.sums)


def test_a_file_whose_columns_are_all_fields_is_raw_data(mapper: MediaMapper, tmp_path: Path) -> None:
    for name, cost in (("old.csv", 5), ("new.csv", 7)):
        (tmp_path / name).write_text(
            f"publisher,placement,start_date,net_cost\nA,x,2026-01-05,{cost}\n", "utf-8"
        )
    difference = compared(mapper, tmp_path / "old.csv", tmp_path / "new.csv")
    assert [(change.kind, change.amounts[0].difference) for change in difference.changes] == [("changed", 2.0)]  # fmt: skip


def test_a_plan_with_rows_sorted_coloured_and_inserted(mapper: MediaMapper, tmp_path: Path) -> None:
    path = tmp_path / "v4.xlsx"
    book = openpyxl.load_workbook("examples/nl_mediaplan/plan.xlsx")
    sheet = book["Januari"]
    first = [cell.value for cell in sheet[8]]
    for column, value in enumerate([cell.value for cell in sheet[10]], 1):
        sheet.cell(8, column, value)
        sheet.cell(8, column).fill = openpyxl.styles.PatternFill("solid", fgColor="FFFF00")
        sheet.cell(10, column, first[column - 1])
    sheet.cell(10, 2, "Billboard XL")
    sheet.cell(10, 8, 15000)
    book.save(path)
    difference = compared(mapper, Path("examples/nl_mediaplan/plan.xlsx"), path)
    by_kind = {change.kind: change for change in difference.changes}
    assert sorted(change.kind for change in difference.changes) == ["changed", "moved"]
    assert [(one.field, one.old, one.new) for one in by_kind["changed"].fields] == [
        ("ad_format", "Billboard", "Billboard XL")
    ]
    assert [one.difference for one in difference.sums if one.measure == "net_cost"] == [750.0]
