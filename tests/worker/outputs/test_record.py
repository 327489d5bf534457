"""The record of written files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.systems import is_owners_alone
from worker.outputs.output import Output
from worker.outputs.record import Record, content


def write(folder: Path, name: str) -> Path:
    """A file of raw data in *folder*, whose memory stands beside it."""
    Output(folder / name, "raw-data", folder / "memory").write(lambda path: path.write_text("rows", "utf-8"))
    return folder / name


def test_a_file_is_as_we_left_it_only_under_its_kind(tmp_path: Path) -> None:
    path, record = tmp_path / "raw.csv", Record(tmp_path / "memory")
    path.write_text("rows", "utf-8")
    assert record.digest(path, "raw-data") is None
    record.add(path, "raw-data")
    assert record.digest(path, "raw-data") == content(path)
    assert record.digest(path, "report") is None
    path.write_text("edited", "utf-8")
    assert record.digest(path, "raw-data") != content(path)


def test_the_record_names_no_file(tmp_path: Path) -> None:
    write(tmp_path, "Nike spring.csv")
    (record,) = (tmp_path / "memory").iterdir()
    assert "Nike" not in record.read_text("utf-8") and is_owners_alone(record)


def test_a_record_that_can_not_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "memory").write_text("a file where the folder should be", "utf-8")
    assert write(tmp_path, "raw.csv").read_text("utf-8") == "rows"


def test_a_long_record_keeps_the_newer_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("worker.outputs.record.MOST_BYTES", 500)
    record = Record(tmp_path)
    paths = [tmp_path / f"{number}.csv" for number in range(10)]
    for path in paths:
        path.write_text(path.name, "utf-8")
        record.add(path, "raw-data")
    assert record.digest(paths[0], "raw-data") is None
    assert record.digest(paths[-1], "raw-data") is not None
