"""The ordinary tests that touch what differs on Windows, run by the Windows Python.

All of them but LibreOffice's pass there: `python -m tests.windows.rig python -m pytest -q`. These are the part that CI has time for.
"""

from __future__ import annotations

from tests.windows.rig import Rig

SELECTED = (
    "tests/test_examples.py",
    "tests/worker/cleaning/test_build.py",
    "tests/worker/plans/files/test_delimited.py",
    "tests/worker/serving/test_own_file.py",
    "tests/worker/test_settings.py",
    "tests/xl_addin/doctor",
    "tests/xl_addin/test_copying.py",
    "tests/xl_addin/test_launcher.py",
)
SECONDS = 400.0


def test_they_pass_on_windows(windows: Rig) -> None:
    plain = windows.folder("temp")  # macOS' rules for plain letters are tested too
    options = ("-q", "-p", "no:cacheprovider", "--basetemp", plain)
    done = windows.run("python", "-m", "pytest", *options, *SELECTED, seconds=SECONDS)
    windows.end()
    assert done.code == 0, done.text[-6000:]
