"""What the doctor costs to load, and that its page in the docs lists what it looks for."""

from __future__ import annotations

import re
import subprocess
import sys

from tests.conftest import ROOT
from xl_addin.doctor import registry


def test_a_click_on_doctor_waits_for_no_heavy_import() -> None:
    code = "import sys, xl_addin.doctor as d; d.registry(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    heavy = {"pandas", "numpy", "pydantic", "peewee", "openpyxl", "xlsxwriter", "rich", "xlwings"}
    assert heavy & set(done.stdout.split()) == set()


def test_every_cause_is_in_the_docs_and_none_is_invented() -> None:
    text = (ROOT / "docs" / "install.md").read_text("utf-8")
    assert re.findall(r"^\| `([a-z-]+)` \| (.+) \|$", text, re.M) == [
        (c.code, c.sentence) for c in registry()
    ]


def test_every_cause_says_in_a_sentence_what_fails() -> None:
    assert [c.code for c in registry() if not c.sentence.endswith(".") or not c.title] == []
