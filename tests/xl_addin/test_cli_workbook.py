"""`mediamapper workbook build`."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run
from xl_addin.workbook.package import RIBBON_PART, packed, parts_of

WORKBOOK = ROOT / "MediaMapper.xlsm"


def test_build_writes_the_file_and_says_its_sum(mediamapper: Run, tmp_path: Path) -> None:
    made = tmp_path / "Made.xlsm"
    ran = mediamapper("workbook", "build", "-o", str(made))
    assert ran.code == 0
    assert made.read_bytes() == WORKBOOK.read_bytes()
    assert ran.out.splitlines() == [f"{hashlib.sha256(made.read_bytes()).hexdigest()}  Made.xlsm"]


def test_check_leaves_the_file_alone(mediamapper: Run) -> None:
    before = WORKBOOK.stat().st_mtime_ns
    assert mediamapper("workbook", "build", "--check").code == 0
    assert WORKBOOK.stat().st_mtime_ns == before


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            lambda data: packed({**parts_of(data), RIBBON_PART: b""}),
            f"is not what its texts say: {RIBBON_PART}. ",
        ),
        (lambda data: b"no zip", "it is no workbook"),
        (lambda data: data + b"\0", "only the archive around its parts"),
    ],
)
def test_check_names_what_differs(
    mediamapper: Run, tmp_path: Path, change: Callable[[bytes], bytes], said: str
) -> None:
    other = tmp_path / "Other.xlsm"
    other.write_bytes(change(WORKBOOK.read_bytes()))
    ran = mediamapper("workbook", "build", "--check", "-o", str(other))
    assert ran.code == 1
    assert said in ran.err


def test_check_without_a_file(mediamapper: Run, tmp_path: Path) -> None:
    ran = mediamapper("workbook", "build", "--check", "-o", str(tmp_path / "None.xlsm"))
    assert ran.code == 2
    assert "is not there" in ran.err
