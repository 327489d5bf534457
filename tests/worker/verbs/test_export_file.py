"""An export as a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.worker.verbs.test_export import export
from worker.verbs import export_file


@pytest.mark.parametrize(("name", "has_summary"), [("raw.csv", False), ("raw.xlsx", True)])
def test_a_workbook_begins_with_the_summary(tmp_path: Path, name: str, has_summary: bool) -> None:
    path = tmp_path / name
    export_file.write(export(), path)
    assert (path.read_bytes()[:2] == b"PK") is has_summary
    if has_summary:
        from openpyxl import load_workbook

        assert load_workbook(path).sheetnames[:2] == ["Summary", "Raw data"]
