"""An export as a file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest

from tests.worker.verbs.test_export import export
from tests.worker.whole_table import WholeTable
from worker import heap
from worker.verbs import export_file


@pytest.mark.parametrize(("name", "has_summary"), [("raw.csv", False), ("raw.xlsx", True)])
def test_a_workbook_begins_with_the_summary(tmp_path: Path, name: str, has_summary: bool) -> None:
    path = tmp_path / name
    export_file.write(export(), path)
    assert (path.read_bytes()[:2] == b"PK") is has_summary
    if has_summary:
        from openpyxl import load_workbook

        assert load_workbook(path).sheetnames[:2] == ["Summary", "Raw data"]


@pytest.mark.parametrize(
    ("rows", "times"), [(0, 0), (export_file.MANY_ROWS - 1, 0), (export_file.MANY_ROWS, 1)]
)
def test_memory_is_given_back_before_many_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: int, times: int
) -> None:
    calls: list[bool] = []
    monkeypatch.setattr(heap, "give_back", lambda: calls.append((tmp_path / "raw.csv").exists()))
    built = export()
    many = replace(built, raw=replace(built.raw, rows=WholeTable(pa.table({"clicks": [1.0] * rows}))))
    export_file.write(many, tmp_path / "raw.csv")
    assert calls == [False] * times
