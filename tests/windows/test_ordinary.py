"""The ordinary tests of what differs on Windows, run by the Windows Python.

A part of them: README.md beside this file says which of the others fail there, and why.
"""

from __future__ import annotations

import pytest

from tests.windows.rig import Rig
from tests.windows.waiting import TEST_SECONDS

SELECTED = (
    "tests/worker/plans/files/test_delimited.py",
    "tests/worker/serving/test_own_file.py",
    "tests/worker/test_settings.py",
    "tests/xl_addin/test_workbook_weight.py",
    "tests/xl_addin/test_launcher.py",
)


@pytest.mark.parametrize("tests", SELECTED)
def test_they_pass_on_windows(windows: Rig, tests: str) -> None:
    plain = windows.folder("temp")  # macOS' rules for plain letters are tested too
    options = ("-q", "-p", "no:cacheprovider", "-p", "no:randomly", "--basetemp", plain)
    try:
        done = windows.run("python", "-m", "pytest", *options, tests, seconds=TEST_SECONDS - 10)
    finally:
        windows.end()
    assert done.code == 0, done.text[-6000:]
