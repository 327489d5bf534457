"""What a program with a Python of its own sees of our environment."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from xl_addin.environment import for_others, is_virtual


def test_what_is_not_pythons_stays() -> None:
    told = {"HOME": "/home/ann", "PATH": "/usr/bin", "MEDIAMAPPER_HOME": "/memory"}
    assert for_others(told, "/venv") == told


def test_our_virtual_environment_does_not_show() -> None:
    ours = str(Path("/venv/bin"))
    told = {
        "PATH": os.pathsep.join([ours, "/usr/bin"]),
        "VIRTUAL_ENV": "/venv",
        "PYTHONPATH": ".",
        "PYTHONHOME": "/x",
    }
    assert for_others(told, "/venv") == {"PATH": "/usr/bin"}


@pytest.mark.parametrize(
    ("config", "stays"), [(None, True), ("include-system-site-packages = true", True), ("", False)]
)
def test_a_virtual_environment_of_another_project_does_not_show(
    tmp_path: Path, config: str | None, stays: bool
) -> None:
    (tmp_path / "bin").mkdir()
    if config is not None:
        (tmp_path / "pyvenv.cfg").write_text(config, "utf-8")
    path = os.pathsep.join([str(tmp_path / "bin"), "/usr/bin"])
    assert for_others({"PATH": path}, "/venv")["PATH"] == (path if stays else "/usr/bin")
    assert is_virtual(tmp_path) is not stays
