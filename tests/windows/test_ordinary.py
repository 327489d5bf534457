"""The ordinary tests of what differs on Windows, run by the Windows Python.

A part of them, in CI: `ordinary.py` runs all.
"""

from __future__ import annotations

import pytest

from tests.windows.ordinary import outcome
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
    done = outcome(windows, [tests], TEST_SECONDS - 10)
    assert done.code == 0, done.text[-6000:]
