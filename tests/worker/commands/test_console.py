"""What a terminal's code page has no letter for."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.mark.parametrize("encoding", ["utf-8", "cp437", "ascii"])
def test_a_plan_in_chinese_is_shown_in_any_code_page(tmp_path: Path, encoding: str) -> None:
    plan = ROOT / "examples" / "zh_media_plan" / "plan.xlsx"
    command = [sys.executable, "-m", "worker", "map", str(plan), "--memory", str(tmp_path)]
    done = subprocess.run(
        command, capture_output=True, cwd=ROOT, env={**os.environ, "PYTHONIOENCODING": encoding}
    )
    assert (done.returncode, done.stderr) in [(0, b""), (1, b"")]
    assert ("?" in done.stdout.decode(encoding)) == (encoding != "utf-8")
