"""`mediamapper bundle windows`: what it refuses before anything is built, and what it says of the installer."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.conftest import ROOT
from worker.errors import MediaMapperError, UsageError
from xl_addin import cli_bundle


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[Path | None]:
    """The Python of each installer that was built; each is a few bytes that stand for one."""
    pythons: list[Path | None] = []

    def build(checkout: Any, file: Path, python: Path | None, say: Callable[[str], None]) -> None:
        pythons.append(python)
        say("Packing")
        file.write_bytes(b"MZ installer")

    monkeypatch.setattr(cli_bundle.installer, "build", build)
    monkeypatch.chdir(ROOT)
    return pythons


def windows(*arguments: str | Path) -> Any:
    return CliRunner().invoke(cli_bundle.bundle, ["windows", *map(str, arguments)], standalone_mode=False)


def test_a_file_of_somebody_elses_stays(tmp_path: Path, built: list[Path | None]) -> None:
    other = tmp_path / "notes.exe"
    other.write_bytes(b"mine")
    result = windows("-o", other)
    assert isinstance(result.exception, MediaMapperError)
    assert (other.read_bytes(), built) == (b"mine", [])


def test_outside_a_clone_nothing_is_built(
    tmp_path: Path, built: list[Path | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = windows("-o", tmp_path / "Setup.exe")
    assert isinstance(result.exception, UsageError) and "no clone" in str(result.exception)
    assert built == [] and list(tmp_path.glob("*.exe")) == []


def test_a_python_that_is_not_there_is_refused(tmp_path: Path, built: list[Path | None]) -> None:
    result = windows("-o", tmp_path / "Setup.exe", "--python", tmp_path / "none.zip")
    assert "does not exist" in str(result.exception.format_message())
    assert built == []


@pytest.mark.parametrize("own", [False, True])
def test_the_installer_is_named_with_its_sum_and_progress_goes_to_stderr(
    tmp_path: Path, built: list[Path | None], own: bool
) -> None:
    python = tmp_path / "python.zip"
    python.touch()
    setup = tmp_path / "Setup.exe"
    result = windows("-o", setup, *(["--python", python] if own else []))
    assert result.exception is None and result.return_value == cli_bundle.DONE
    assert built == [python if own else None]
    assert result.stdout == f"{hashlib.sha256(setup.read_bytes()).hexdigest()}  {setup}  0 MB, not signed\n"
    assert result.stderr == "Packing\n"
