"""Raw data as people have them: our own files, files saved again by a spreadsheet, and files that are none."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from worker import settings
from worker.errors import FileProblem
from worker.knowledge.templates import load_template
from worker.verbs.raw_file import RawFile, read


def read_text(tmp_path: Path, text: str) -> RawFile:
    file = tmp_path / "raw.csv"
    file.write_text(text, "utf-8")
    return read(file, load_template(None), settings.load(str(tmp_path / "memory"), llm=False))


def test_fields_are_read_by_their_type(tmp_path: Path) -> None:
    raw = read_text(
        tmp_path, "publisher,net_cost,start_date,own column\nMeta,1200.5,2026-03-01,x\nTeads,,,\n"
    )
    assert raw.count == 2
    assert raw.columns["net_cost"] == [1200.5, None]
    assert raw.columns["start_date"] == [date(2026, 3, 1), None]
    assert raw.columns["publisher"] == ["Meta", "Teads"]
    assert "own column" not in raw.columns


def test_a_file_that_a_spreadsheet_saved_again_reads_the_same(tmp_path: Path) -> None:
    raw = read_text(tmp_path, 'publisher;net_cost;currency\nMeta;"1.200,50";EUR\nTeads;"3.400,00";EUR\n')
    assert raw.columns["net_cost"] == [1200.5, 3400.0]


def test_rows_above_the_names_are_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "raw.xlsx"
    book = openpyxl.Workbook()
    for row in (["sent on Monday"], ["publisher", "net_cost"], ["Meta", 12]):
        book.worksheets[0].append(row)
    book.save(file)
    raw = read(file, load_template(None), settings.load(str(tmp_path / "memory"), llm=False))
    assert (raw.count, raw.columns["net_cost"], raw.has_lineage) == (1, [12.0], False)


@pytest.mark.parametrize("text", ["a,b\n1,2\n", "net_cost\n1\n"])
def test_a_file_of_something_else_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="no columns"):
        read_text(tmp_path, text)
