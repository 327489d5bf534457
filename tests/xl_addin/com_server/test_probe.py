"""The question of the doctor, where there is no pywin32 to ask it with."""

from __future__ import annotations

import sys

import pytest

from xl_addin.com_server.probe import probe


@pytest.mark.skipif(sys.platform == "win32", reason="tests/windows asks a server that runs")
def test_without_pywin32_that_is_the_answer() -> None:
    assert "pywintypes" in probe()["missing"]
