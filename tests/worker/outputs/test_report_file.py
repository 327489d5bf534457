"""The place of a workbook that is written to be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from worker.errors import FileProblem, UsageError
from worker.outputs import report_file


def test_a_new_file_is_its_place(tmp_path: Path) -> None:
    place = tmp_path / "d.xlsx"
    assert report_file.output(place, "difference", tmp_path / "memory", {}, force=False).path == place


def test_what_stands_there_is_left(tmp_path: Path) -> None:
    place, memory = tmp_path / "d.xlsx", tmp_path / "memory"
    place.write_text("theirs", "utf-8")
    with pytest.raises(FileProblem, match="is there already"):
        report_file.output(place, "difference", memory, {}, force=False)
    with pytest.raises(FileProblem, match="the old version itself"):
        report_file.output(place, "difference", memory, {"the old version": place}, force=True)


@pytest.mark.parametrize("name", ["d.csv", "d", "xlsx"])
def test_it_ends_in_xlsx(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="The difference can't be written to"):
        report_file.output(tmp_path / name, "difference", tmp_path / "memory", {}, force=False)
