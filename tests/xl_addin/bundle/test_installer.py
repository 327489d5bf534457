from __future__ import annotations

from pathlib import Path

import pytest

from worker.errors import FileProblem, UsageError
from xl_addin.bundle import installer


@pytest.mark.parametrize(
    ("file", "stays"),
    [
        ("LICENSE.txt", True),
        ("python.exe", True),
        ("Lib/json/__init__.py", True),
        ("Lib/site-packages/pandas/core/frame.py", True),
        ("Lib/site-packages/pandas-3.0.dist-info/licenses/LICENSE", True),
        ("Lib/site-packages/pyarrow/arrow.dll", True),
        ("Lib/test/test_json.py", False),
        ("Lib/json/__pycache__/decoder.cpython-313.pyc", False),
        ("Lib/site-packages/pandas/tests/test_frame.py", False),
        ("Lib/site-packages/numpy/linalg/tests/test_linalg.py", False),
        ("Lib/site-packages/pyarrow/include/arrow/api.h", False),
        ("DLLs/_tkinter.pyd", False),
        ("tcl/tcl8.6/init.tcl", False),
    ],
)
def test_what_nobody_loads_is_taken_out_and_licences_stay(tmp_path: Path, file: str, stays: bool) -> None:
    path = tmp_path / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    installer.strip(tmp_path)
    assert path.exists() == stays


def test_a_machine_without_nsis_is_told_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageError, match="apt-get install nsis"):
        installer.pack(tmp_path, tmp_path / "Setup.exe", "0.1.0")


def test_what_nsis_says_is_handed_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nsis = tmp_path / "bin" / "makensis"
    nsis.parent.mkdir()
    nsis.write_text("#!/bin/sh\necho 'Error: no room'\nexit 1\n", "utf-8")
    nsis.chmod(0o755)
    monkeypatch.setenv("PATH", str(nsis.parent), prepend=":")
    with pytest.raises(FileProblem, match="no room"):
        installer.pack(tmp_path, tmp_path / "Setup.exe", "0.1.0")
