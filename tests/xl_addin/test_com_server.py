"""The process that Excel joins on Windows."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from xl_addin import com_server
from xl_addin.engines.lean_xlwings import xw


def test_it_serves_under_the_class_that_the_workbook_asks_for(monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[str] = []
    monkeypatch.setattr(xw, "serve", served.append, raising=False)  # xlwings has it on Windows alone
    com_server.serve()
    assert served == [com_server.CLSID]
    assert re.fullmatch(r"\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}", com_server.CLSID)


def test_formulas_are_loaded_and_table_libraries_are_not() -> None:
    code = (
        "import sys; from xl_addin.engines.lean_xlwings import xw; xw.serve = lambda clsid: None\n"
        "from xl_addin.com_server import serve; serve()\n"
        "print('xl_addin.udfs' in sys.modules, 'pandas' in sys.modules, 'pydantic' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout.split() == ["True", "False", "False"]
