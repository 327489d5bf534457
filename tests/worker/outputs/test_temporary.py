"""Temporary files, and those that a killed process left."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.patience import PATIENCE
from tests.systems import links
from worker.outputs import temporary


def process_that_ended() -> int:
    """The number of a process that is no more."""
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait(PATIENCE)
    return child.pid


@pytest.mark.parametrize(
    ("name", "ours"), [("raw.csv", False), (".raw.csv.part", False), (".raw.csv.12345678-1.part", False)]
)
def test_other_names_are_none_of_ours(name: str, ours: bool) -> None:
    assert temporary.is_named(Path(name)) is ours


def test_a_name_of_ours_is_new_each_time_and_keeps_the_suffix(tmp_path: Path) -> None:
    names = {temporary.beside(tmp_path / "raw.xlsx") for _ in range(5)}
    assert len(names) == 5
    assert all(temporary.is_named(name) and name.suffix == ".xlsx" for name in names)


def test_what_a_living_process_holds_is_left(tmp_path: Path) -> None:
    held = temporary.beside(tmp_path / "raw.csv")
    held.write_text("rows", "utf-8")
    temporary.tidy(tmp_path)
    assert held.read_text("utf-8") == "rows"


@pytest.mark.skipif(sys.platform == "win32", reason="an open file can't be deleted there: nothing is taken")
def test_what_a_killed_process_left_is_wiped(tmp_path: Path) -> None:
    name = temporary.beside(tmp_path / "raw.csv").name
    left = tmp_path / name.replace(f"-{os.getpid()}-", f"-{process_that_ended()}-")
    elsewhere = tmp_path / name.replace(name.split(".")[3].split("-")[0], "00000000")
    left.write_text("campaign", "utf-8")
    elsewhere.write_text("of another machine", "utf-8")
    assert temporary.leftovers(tmp_path) == [left]
    temporary.tidy(tmp_path)
    assert not left.exists() and elsewhere.exists()


def test_wiping_overwrites_before_it_deletes(tmp_path: Path) -> None:
    path, link = tmp_path / "raw.csv", tmp_path / "link"
    path.write_bytes(b"campaign" * 10)
    os.link(path, link)
    temporary.wipe(path)
    assert not path.exists()
    assert link.read_bytes() == bytes(80)


@links
def test_of_a_link_only_the_link_goes(tmp_path: Path) -> None:
    stranger, link = tmp_path / "stranger", tmp_path / "link"
    stranger.write_text("a stranger's words", "utf-8")
    link.symlink_to(stranger)
    temporary.wipe(link)
    assert not link.is_symlink() and stranger.read_text("utf-8") == "a stranger's words"
