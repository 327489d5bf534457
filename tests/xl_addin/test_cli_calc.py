"""`mediamapper calc build`; `calc buttons` has its tests in calc/test_resident.py."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests.conftest import Run
from xl_addin.calc.build import build


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (build(), 0),
        (b"an older one", 2),
        (None, 2),
    ],
    ids=["the same", "another", "none"],
)
def test_check_writes_nothing(mediamapper: Run, tmp_path: Path, content: bytes | None, code: int) -> None:
    file = tmp_path / "Made.oxt"
    if content is not None:
        file.write_bytes(content)
    assert mediamapper("calc", "build", "--check", "-o", file).code == code
    assert (file.read_bytes() if file.exists() else None) == content


def test_a_file_of_somebody_elses_stays_unless_it_is_forced(mediamapper: Run, tmp_path: Path) -> None:
    file = tmp_path / "Made.oxt"
    file.write_bytes(b"mine")
    assert mediamapper("calc", "build", "-o", file).code == 2
    assert file.read_bytes() == b"mine"
    assert mediamapper("calc", "build", "--force", "-o", file).code == 0
    assert file.read_bytes() == build()


def test_build_writes_the_extension_and_says_its_sum(mediamapper: Run, tmp_path: Path) -> None:
    file = tmp_path / "Made.oxt"
    ran = mediamapper("calc", "build", "-o", file)
    assert (ran.code, ran.out.splitlines()) == (0, [f"{hashlib.sha256(build()).hexdigest()}  Made.oxt"])
    assert file.read_bytes() == build()
