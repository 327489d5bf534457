"""What is imported when: start-up is something that a planner waits for."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest


def loaded_by(statement: str) -> set[str]:
    """The modules in a fresh interpreter after *statement*."""
    code = f"{statement}\nimport json, sys; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize(
    ("statement", "kept_out"),
    [
        (
            "import worker.cli",
            {"pandas", "numpy", "fastapi", "pydantic", "xlwings", "peewee", "openpyxl", "yaml", "rich"},
        ),
        ("import worker.service", {"pandas", "numpy", "fastapi", "pydantic", "xlwings", "openpyxl"}),
        ("import xl_addin.pages.review", {"pandas", "numpy", "fastapi", "pydantic", "peewee", "openpyxl"}),
        ("import xl_addin.review_file", {"pandas", "fastapi", "pydantic", "peewee"}),
    ],
)
def test_an_import_leaves_the_heavy_ones_out(statement: str, kept_out: set[str]) -> None:
    assert loaded_by(statement) & kept_out == set()


def test_suggesting_loads_no_table_library() -> None:
    ask = (
        "import io, sys; from worker.cli import cli\n"
        'sys.stdin = io.TextIOWrapper(io.BytesIO(b\'{"columns": [{"name": "Clicks"}]}\'))\n'
        "cli.main(['suggest', '--json', '--no-llm'], standalone_mode=False)"
    )
    assert loaded_by(ask) & {"pandas", "numpy", "openpyxl", "peewee", "pydantic", "rich"} == set()
