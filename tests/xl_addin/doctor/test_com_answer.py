"""What the Python behind Excel's formulas answers, and what is no answer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.xl_addin.machines import fake
from xl_addin.doctor.com_answer import com_answer
from xl_addin.machine import Ran


@pytest.mark.parametrize(
    ("out", "answer"),
    [
        ("", {}),
        ("Traceback (most recent call last):", {}),
        ("[1, 2]", {}),
        ('{"started": 12', {}),
        ('{"started": 12}', {"started": 12}),
        ('a warning of some package\n{"hr": -5, "said": "odd"}', {"hr": -5, "said": "odd"}),
        ('{"started": 12}\nthen it broke', {}),
    ],
)
def test_only_the_last_line_is_an_answer(tmp_path: Path, out: str, answer: dict[str, Any]) -> None:
    windows = fake(tmp_path, "windows")
    windows.answers["com_server.probe"] = Ran(0, out)
    assert com_answer(windows.machine) == answer
    assert len(windows.ran) == 1
