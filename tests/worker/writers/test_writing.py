from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.systems import full_device
from tests.worker.writers.small_table import raw_of
from worker.errors import FileProblem, UsageError
from worker.shapes.raw_data import RawData
from worker.writers import delimited, writing

KINDS = ("xlsx", "csv", "parquet")


def put(raw: RawData, target: Path) -> None:
    """Write *raw* over whatever stands at *target*."""
    output = writing.output(target, target.parent / "memory", force=True)
    output.write(lambda path: writing.write(raw, path))


# ---------------------------------------------------------------- whole or not at all


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_is_replaced_and_nothing_else_is_left(tmp_path: Path, kind: str) -> None:
    target = tmp_path / f"raw.{kind}"
    target.write_text("old", "utf-8")
    put(raw_of(["A"]), target)
    assert target.read_bytes()[:3] != b"old"
    assert [p.name for p in tmp_path.iterdir() if p.name != "memory"] == [target.name]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO])
def test_what_fails_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, number: int
) -> None:
    target = tmp_path / f"raw.{kind}"
    target.write_text("old", "utf-8")

    def refuse(*_: Any) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(FileProblem) as caught:
        put(raw_of(["A"]), target)
    assert caught.value.next_step
    assert target.read_text("utf-8") == "old"
    assert [p.name for p in tmp_path.iterdir() if p.name != "memory"] == [target.name]


@full_device
@pytest.mark.parametrize("kind", KINDS)
def test_a_full_disk_is_said(tmp_path: Path, kind: str) -> None:
    from worker.writers import parquet, xlsx

    write = {"xlsx": xlsx.write_xlsx, "csv": delimited.write_csv, "parquet": parquet.write_parquet}[kind]
    full = tmp_path / f"full.{kind}"
    full.symlink_to("/dev/full")
    with pytest.raises(OSError, match=r"(?i)space"):
        write(raw_of(["A"] * 5000), full)


@pytest.mark.parametrize(
    ("name", "error", "said"),
    [
        ("raw.txt", UsageError, "xlsx"),
        ("raw", UsageError, "xlsx"),
        ("missing/raw.csv", FileProblem, "no folder"),
        ("folder.csv", FileProblem, "is a folder"),
    ],
)
def test_a_target_that_can_not_be(tmp_path: Path, name: str, error: type[Exception], said: str) -> None:
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(error, match=said):
        writing.output(tmp_path / name, tmp_path / "memory")


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_protected_folder_is_said_early(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(FileProblem, match="write-protected"):
        writing.output(tmp_path / "raw.csv", tmp_path / "memory")
    tmp_path.chmod(0o700)
