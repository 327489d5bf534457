"""xlwings without the table libraries; each case is a process of its own."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.patience import PATIENCE

LEAN = "from xl_addin.engines.lean_xlwings import base_classes, xw\n"


@pytest.mark.parametrize(
    "code",
    [
        f"{LEAN}import pandas, numpy\nassert pandas.DataFrame and numpy.array",  # others can still import them
        f"import numpy\n{LEAN}import sys\nassert sys.modules['numpy'] is numpy",  # what is loaded stays
        f"{LEAN}import sys\nassert not {{'pandas', 'polars', 'matplotlib', 'numpy', 'cryptography'}} & set(sys.modules)",
        f"{LEAN}import xlwings\nassert xw is xlwings and base_classes.App",
    ],
    ids=["later imports work", "loaded ones stay", "nothing is loaded", "it is xlwings"],
)
def test_tables_are_neither_loaded_nor_lost(code: str) -> None:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 0, done.stderr
