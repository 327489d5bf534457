"""The record of written files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.systems import is_owners_alone
from worker.outputs import record
from worker.outputs.output import Output
from worker.outputs.record import Record


def write(folder: Path, name: str) -> Path:
    """A file of raw data in *folder*, whose memory stands beside it."""
    Output(folder / name, "raw-data", folder / "memory").write(lambda path: path.write_text("rows", "utf-8"))
    return folder / name


def test_a_file_is_as_we_left_it_only_under_its_kind(tmp_path: Path) -> None:
    path, record = tmp_path / "raw.csv", Record(tmp_path / "memory")
    path.write_text("rows", "utf-8")
    assert not record.is_known(path, "raw-data") and not record.is_as_left(path, "raw-data")
    record.add(path, "raw-data")
    assert record.is_as_left(path, "raw-data")
    assert not record.is_known(path, "report") and not record.is_as_left(path, "report")
    path.write_text("edited", "utf-8")
    assert record.is_known(path, "raw-data") and not record.is_as_left(path, "raw-data")


def large(path: Path, record: Record, monkeypatch: pytest.MonkeyPatch, age: float = 1.0) -> None:
    """A file that counts as large, written *age* seconds before it is noted."""
    monkeypatch.setattr("worker.outputs.record.LARGE", 4)
    path.write_text("rows", "utf-8")
    facts = path.stat()
    late = max(facts.st_mtime_ns, facts.st_ctime_ns) + int(age * 1e9)
    monkeypatch.setattr("worker.outputs.record.time.time_ns", lambda: late)
    record.add(path, "raw-data")


def test_a_large_file_that_nobody_touched_is_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, record = tmp_path / "raw.csv", Record(tmp_path / "memory")
    large(path, record, monkeypatch)
    if not path.stat().st_mtime_ns % 1_000_000_000:
        pytest.skip("a disk that counts in seconds")
    monkeypatch.setattr("worker.outputs.record.content", pytest.fail)
    assert record.is_as_left(path, "raw-data")


@pytest.mark.parametrize("restores_time", [False, True])
@pytest.mark.parametrize(("text", "ours"), [("rows", True), ("cell", False), ("more rows", False)])
def test_a_large_file_that_was_touched_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, ours: bool, restores_time: bool
) -> None:
    path, record = tmp_path / "raw.csv", Record(tmp_path / "memory")
    large(path, record, monkeypatch)
    facts = path.stat()
    other = tmp_path / "other.csv"
    other.write_text(text, "utf-8")
    if restores_time:
        os.utime(other, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    os.replace(other, path)
    assert record.is_as_left(path, "raw-data") == ours


@pytest.mark.parametrize("age", [0.0, 0.049])
def test_a_file_written_just_now_is_known_by_its_content_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, age: float
) -> None:
    """Whoever writes it in the same step of the disk's clock would leave the same time."""
    record = Record(tmp_path / "memory")
    large(tmp_path / "raw.csv", record, monkeypatch, age)
    (line,) = (tmp_path / "memory" / "outputs.txt").read_text("ascii").splitlines()
    assert len(line.split()) == 3


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
    assert not record.is_known(paths[0], "raw-data")
    assert record.is_known(paths[-1], "raw-data")


@pytest.mark.parametrize("size", [4, 100])
@pytest.mark.parametrize("text", ["rowscell", "cellrow", "rowcells", "rows", ""])
def test_a_digest_tells_edits_of_large_and_of_small_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, size: int
) -> None:
    """Pieces that changed places, letters that went from one to the next, an end that is missing."""
    monkeypatch.setattr("worker.outputs.record.LARGE", size)
    monkeypatch.setattr("worker.outputs.record._PIECE", 4)
    one, other, same = (tmp_path / name for name in ("one", "other", "same"))
    for path, content in ((one, "cellrows"), (other, text), (same, "cellrows")):
        path.write_text(content, "utf-8")
    assert record.content(one) == record.content(same) != record.content(other)
