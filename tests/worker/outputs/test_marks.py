"""What a file says of itself."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from tests.worker.writers.small_table import raw_of
from worker.outputs.marks import Kind, is_ours, is_review
from worker.writers import writing


@pytest.mark.parametrize("kind", ["raw-data", "report", "backup"])
@pytest.mark.parametrize("content", [b"", b"site,cost\r\nA,1\r\n", b"PK\x03\x04 no zip", b"PAR1"])
def test_files_of_somebody_else_bear_none(tmp_path: Path, kind: Kind, content: bytes) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    assert not is_ours(path, kind)
    assert not is_review(path)


def test_a_file_that_is_not_there_bears_none(tmp_path: Path) -> None:
    assert not is_ours(tmp_path / "none.csv", "raw-data")


@pytest.mark.parametrize("suffix", ["xlsx", "parquet"])
def test_a_written_file_bears_its_mark(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"raw.{suffix}"
    writing.write(raw_of(["A"]), path)
    assert is_ours(path, "raw-data")
    assert not is_ours(path, "backup")


def test_a_workbook_that_a_person_saved_is_no_longer_ours(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    path = tmp_path / "raw.xlsx"
    writing.write(raw_of(["A"]), path)
    book = load_workbook(path)
    book.properties.created = datetime(
        2026, 1, 1
    )  # the saving is later, by more than the second that is compared
    book.save(path)
    assert not is_ours(path, "raw-data")
